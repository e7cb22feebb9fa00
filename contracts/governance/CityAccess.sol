// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {CityRoles} from "./CityRoles.sol";
import {ICityAccess} from "./ICityAccess.sol";
import {ICityGovernor} from "./ICityGovernor.sol";

/// @title City access
/// @dev All ways in which AccessManager gives and takes roles (directly, by `execute`, `schedule` or `multicall`, and
/// `renounceRole`) end in {_grantRole} and {_revokeRole}; all its checks read {getAccess}. Those three are overridden.
contract CityAccess is ICityAccess, AccessManager {
    using EnumerableSet for EnumerableSet.AddressSet;
    using EnumerableSet for EnumerableSet.UintSet;

    struct Grant {
        uint48 until;
        uint256 proposalId;
    }

    ICityGovernor private _governance;
    mapping(uint64 roleId => EnumerableSet.AddressSet) private _members;
    mapping(address account => EnumerableSet.UintSet) private _roleIds;
    mapping(uint64 roleId => mapping(address account => Grant)) private _grants;

    constructor(address founder) AccessManager(founder) {}

    /// @inheritdoc ICityAccess
    function grantRoleUntil(
        uint64 roleId,
        address account,
        uint32 executionDelay,
        uint48 until
    ) external onlyAuthorized {
        if (roleId == CityRoles.ADMIN && until != 0) revert AccessManagerLockedRole(roleId);
        _requireGrantable(roleId);

        _grant(roleId, account, getRoleGrantDelay(roleId), executionDelay, until);
    }

    /// @inheritdoc ICityAccess
    function removeExpired(uint64 roleId, address account) external {
        if (!_hasExpired(roleId, account)) revert AccessNotExpired(roleId, account);

        _revokeRole(roleId, account);
    }

    /// @inheritdoc ICityAccess
    function handOver(ICityGovernor governor) external onlyAuthorized {
        address timelock = governor.timelock();
        if (timelock.code.length == 0) revert AccessInvalidTimelock(timelock);

        _grant(CityRoles.ADMIN, timelock, 0, 0, 0);
        _governance = governor;
        address[] memory administrators = _members[CityRoles.ADMIN].values();
        for (uint256 i = 0; i < administrators.length; ++i) {
            if (administrators[i] != timelock) _revokeRole(CityRoles.ADMIN, administrators[i]);
        }

        emit HandedOver(address(governor), timelock);
    }

    /// @inheritdoc ICityAccess
    function governance() external view returns (ICityGovernor governor) {
        return _governance;
    }

    /// @inheritdoc ICityAccess
    function roleMembers(uint64 roleId) external view returns (address[] memory accounts) {
        address[] memory listed = _members[roleId].values();
        uint256 count = 0;
        for (uint256 i = 0; i < listed.length; ++i) {
            if (_hasExpired(roleId, listed[i])) continue;
            listed[count] = listed[i];
            ++count;
        }
        accounts = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            accounts[i] = listed[i];
        }
    }

    /// @inheritdoc ICityAccess
    function rolesOf(address account) external view returns (uint64[] memory roleIds) {
        uint256[] memory listed = _roleIds[account].values();
        uint256 count = 0;
        for (uint256 i = 0; i < listed.length; ++i) {
            if (_hasExpired(uint64(listed[i]), account)) continue;
            listed[count] = listed[i];
            ++count;
        }
        roleIds = new uint64[](count);
        for (uint256 i = 0; i < count; ++i) {
            roleIds[i] = uint64(listed[i]);
        }
    }

    /// @inheritdoc ICityAccess
    function roleGrant(
        uint64 roleId,
        address account
    ) external view returns (uint48 since, uint48 until, uint256 proposalId) {
        (since, , , ) = getAccess(roleId, account);
        if (since == 0) return (0, 0, 0);
        return (since, _grants[roleId][account].until, _grants[roleId][account].proposalId);
    }

    /// @notice Like AccessManager's, where an expired role is none.
    function getAccess(
        uint64 roleId,
        address account
    )
        public
        view
        override(IAccessManager, AccessManager)
        returns (uint48 since, uint32 currentDelay, uint32 pendingDelay, uint48 effect)
    {
        if (_hasExpired(roleId, account)) return (0, 0, 0, 0);
        return super.getAccess(roleId, account);
    }

    function _grantRole(
        uint64 roleId,
        address account,
        uint32 grantDelay,
        uint32 executionDelay
    ) internal override returns (bool isNew) {
        _requireGrantable(roleId);
        return _grant(roleId, account, grantDelay, executionDelay, 0);
    }

    function _revokeRole(uint64 roleId, address account) internal override returns (bool isRevoked) {
        bool isLast = _members[roleId].length() == 1 && _members[roleId].contains(account);
        if (roleId == CityRoles.ADMIN && isLast) revert AccessLastAdministrator(account);

        _members[roleId].remove(account);
        _roleIds[account].remove(roleId);
        delete _grants[roleId][account];
        return super._revokeRole(roleId, account);
    }

    /// @dev Whoever may grant roles could grant itself any; so nobody is given that but the administration.
    function _setRoleAdmin(uint64 roleId, uint64) internal pure override {
        revert AccessRoleAdminFixed(roleId);
    }

    /// @dev The doors of this contract belong to the administration for good.
    function _setTargetFunctionRole(address target, bytes4 selector, uint64 roleId) internal override {
        if (target == address(this)) revert AccessManagerLockedFunction(selector);
        super._setTargetFunctionRole(target, selector, roleId);
    }

    /// @dev An expired grant is taken away first: AccessManager would else take the account for a member since then.
    function _grant(
        uint64 roleId,
        address account,
        uint32 grantDelay,
        uint32 executionDelay,
        uint48 until
    ) private returns (bool isNew) {
        uint256 proposalId = _proposalInExecution(roleId, account);
        if (roleId == CityRoles.GUARDIAN) _requireFree(roleId, account);
        if (_hasExpired(roleId, account)) _revokeRole(roleId, account);

        isNew = super._grantRole(roleId, account, grantDelay, executionDelay);
        (uint48 since, , , ) = super.getAccess(roleId, account);
        if (until != 0 && (until <= since || until <= block.timestamp)) revert AccessExpiryTooSoon(until, since);
        _members[roleId].add(account);
        _roleIds[account].add(roleId);
        _grants[roleId][account] = Grant({until: until, proposalId: proposalId});

        emit RoleGrantRecorded(roleId, account, proposalId, until);
    }

    /// @dev After the handover administration passes by {handOver} alone: there is one timelock, or none would be bound.
    function _requireGrantable(uint64 roleId) private view {
        bool isHandedOver = address(_governance) != address(0);
        if (isHandedOver && roleId == CityRoles.ADMIN) revert AccessManagerLockedRole(roleId);
    }

    /// @dev One account at most: whoever had the role before must have lost it.
    function _requireFree(uint64 roleId, address account) private {
        if (_members[roleId].length() == 0 || _members[roleId].contains(account)) return;
        address holder = _members[roleId].at(0);
        if (!_hasExpired(roleId, holder)) revert AccessRoleTaken(roleId, holder);
        _revokeRole(roleId, holder);
    }

    function _hasExpired(uint64 roleId, address account) private view returns (bool hasExpired) {
        uint48 until = _grants[roleId][account].until;
        return until != 0 && until <= block.timestamp;
    }

    function _proposalInExecution(uint64 roleId, address account) private view returns (uint256 proposalId) {
        if (address(_governance) == address(0)) return 0;
        proposalId = _governance.proposalInExecution();
        if (proposalId == 0) revert AccessNoProposal(roleId, account);
    }
}
