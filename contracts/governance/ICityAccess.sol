// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {ICityGovernor} from "./ICityGovernor.sol";

/// @title Who may do what in the city, since which vote, and until when
/// @notice OpenZeppelin's AccessManager, whose roles can be listed, can expire, and name the proposal that granted them.
/// Before the handover the founder grants (proposal 0); after it, only a proposal that is being executed does.
interface ICityAccess is IAccessManager {
    /// @notice `account` has the role by this proposal (0: by the founder), until this time (unix seconds; 0: for good).
    event RoleGrantRecorded(uint64 indexed roleId, address indexed account, uint256 indexed proposalId, uint48 until);

    /// @notice Governance passed to `governor`, whose timelock is the only administrator from now on.
    event HandedOver(address indexed governor, address indexed timelock);

    /// @notice The role would end before it began.
    error AccessExpiryTooSoon(uint48 until, uint48 since);

    /// @notice The account's grant of this role has not expired.
    error AccessNotExpired(uint64 roleId, address account);

    /// @notice After the handover only a proposal that is being executed grants roles.
    error AccessNoProposal(uint64 roleId, address account);

    /// @notice Without an administrator nobody could grant or revoke a role ever again.
    error AccessLastAdministrator(address account);

    /// @notice The role is held by this account, and only one may have it.
    error AccessRoleTaken(uint64 roleId, address account);

    /// @notice Every role is granted by the administration itself.
    error AccessRoleAdminFixed(uint64 roleId);

    /// @notice The governor's timelock is not a contract.
    error AccessInvalidTimelock(address timelock);

    /// @notice Like {grantRole}, until a time. Reserved to the administration. ADMIN cannot expire, and after the
    /// handover it is not granted at all.
    /// @param executionDelay Seconds that the account must announce its calls beforehand
    /// @param until First second (unix) at which the account does not have the role any more; 0 is never
    function grantRoleUntil(uint64 roleId, address account, uint32 executionDelay, uint48 until) external;

    /// @notice Takes a role away that has expired. Anybody; it has had no effect since it expired.
    function removeExpired(uint64 roleId, address account) external;

    /// @notice Makes the governor's timelock the only administrator; from then on every grant names its proposal.
    /// Reserved to the administration.
    function handOver(ICityGovernor governor) external;

    /// @notice Whose proposals grant roles; zero before the handover.
    function governance() external view returns (ICityGovernor governor);

    /// @notice The accounts that were granted the role and have not lost it, those whose grant is yet to begin included.
    function roleMembers(uint64 roleId) external view returns (address[] memory accounts);

    /// @notice The roles that the account was granted and has not lost.
    function rolesOf(address account) external view returns (uint64[] memory roleIds);

    /// @notice How the account came by the role. All zero when it has lost it or never had it.
    /// @return since First second (unix) at which the account has the role
    /// @return until First second (unix) at which it has not any more; 0 is never
    /// @return proposalId The proposal that granted it; 0 is the founder
    function roleGrant(
        uint64 roleId,
        address account
    ) external view returns (uint48 since, uint48 until, uint256 proposalId);
}
