// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {MultiSignerERC7913} from "@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {CityRoles} from "../governance/CityRoles.sol";
import {ICityAccess} from "../governance/ICityAccess.sol";
import {IAccountCare} from "../membership/IAccountCare.sol";
import {IParticipantAccount} from "../membership/IParticipantAccount.sol";
import {ISeats} from "../membership/ISeats.sol";
import {IAlgorithmRegistry} from "./IAlgorithmRegistry.sol";

/// @dev What of a governor tells how many seats a quorum is.
interface IQuorumShare {
    function quorumNumerator() external view returns (uint256 numerator);
    function quorumDenominator() external view returns (uint256 denominator);
}

/// @title Algorithm registry
contract AlgorithmRegistry is IAlgorithmRegistry, IAccountCare, AccessManaged {
    struct Entry {
        bytes32 codeHash;
        uint64 code;
        uint48 sunset;
        bool isDeprecated;
        bool isFrozen;
    }

    uint48 private constant FREEZE_SECONDS = 30 days;
    /// @dev What one account's answer may cost, so that a hostile seat cannot stop a freeze: it counts as unable to act.
    uint256 private constant ANSWER_GAS = 1_000_000;

    /// @inheritdoc IAccountCare
    uint48 public immutable keyDelay;

    ISeats private immutable _seats;
    mapping(address verifier => Entry) private _entries;
    mapping(uint64 code => address verifier) private _verifiers;
    uint64[] private _codes;

    /// @param initialKeyDelay Seconds from the announcement of new keys to their first moment; at least one
    constructor(address manager, ISeats seats, uint48 initialKeyDelay, FirstAlgorithm[] memory first) AccessManaged(manager) {
        _seats = seats;
        keyDelay = initialKeyDelay == 0 ? 1 : initialKeyDelay;
        for (uint256 i = 0; i < first.length; ++i) {
            _add(first[i].code, first[i].verifier, first[i].verifier.codehash);
        }
    }

    /// @inheritdoc IAlgorithmRegistry
    function add(uint64 code, address verifier, bytes32 codeHash) external restricted {
        _add(code, verifier, codeHash);
    }

    /// @inheritdoc IAlgorithmRegistry
    function deprecate(uint64 code) external restricted {
        Entry storage entry = _entries[_known(code)];
        if (entry.isDeprecated) revert AlgorithmWrongStatus(code, _statusOf(entry));

        entry.isDeprecated = true;

        emit AlgorithmDeprecated(code);
    }

    /// @inheritdoc IAlgorithmRegistry
    function setSunset(uint64 code, uint48 sunset) external restricted {
        address verifier = _known(code);
        if (sunset != 0) {
            if (sunset <= block.timestamp) revert AlgorithmSunsetPast(sunset);
            _requireAble(verifier, address(0), sunset);
        }

        _entries[verifier].sunset = sunset;

        emit AlgorithmSunsetSet(code, sunset);
    }

    /// @inheritdoc IAlgorithmRegistry
    function freeze(uint64 code) external restricted {
        address verifier = _known(code);
        Entry storage entry = _entries[verifier];
        if (entry.isFrozen) revert AlgorithmWrongStatus(code, Status.FROZEN);
        _requireAble(verifier, address(0), uint48(block.timestamp));

        entry.isFrozen = true;

        emit AlgorithmFrozen(code);
    }

    /// @inheritdoc IAlgorithmRegistry
    function unfreeze(uint64 code) external restricted {
        Entry storage entry = _entries[_known(code)];
        if (!entry.isFrozen) revert AlgorithmWrongStatus(code, _statusOf(entry));

        entry.isFrozen = false;

        emit AlgorithmUnfrozen(code);
    }

    /// @inheritdoc IAccountCare
    function freezeAccount(IParticipantAccount account) external restricted {
        _requireAble(address(0), address(account), uint48(block.timestamp));

        account.freeze(uint48(block.timestamp) + FREEZE_SECONDS);
    }

    /// @inheritdoc IAccountCare
    function unfreezeAccount(IParticipantAccount account) external restricted {
        account.unfreeze();
    }

    /// @inheritdoc IAccountCare
    function recoverAccount(
        IParticipantAccount account,
        IParticipantAccount.KeyChange calldata change,
        bytes[] calldata proofs
    ) external restricted {
        account.recoverKeys(change, proofs);
    }

    /// @inheritdoc IAccountCare
    function freezeSeconds() external pure returns (uint48 duration) {
        return FREEZE_SECONDS;
    }

    /// @inheritdoc IAlgorithmRegistry
    function algorithm(uint64 code) external view returns (Algorithm memory found) {
        return _describe(code);
    }

    /// @inheritdoc IAlgorithmRegistry
    function algorithms() external view returns (Algorithm[] memory all) {
        all = new Algorithm[](_codes.length);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = _describe(_codes[i]);
        }
    }

    /// @inheritdoc IAlgorithmRegistry
    function isEnrollable(address verifier) external view returns (bool enrollable) {
        Entry storage entry = _entries[verifier];
        return !entry.isDeprecated && _isUsableAt(verifier, entry, block.timestamp);
    }

    /// @inheritdoc IAlgorithmRegistry
    function isUsable(address verifier) external view returns (bool usable) {
        return _isUsableAt(verifier, _entries[verifier], block.timestamp);
    }

    /// @inheritdoc IAlgorithmRegistry
    function canAct(address account, address without, uint48 at) external view returns (bool able) {
        if (IParticipantAccount(account).frozenUntil() > at) return false;
        bytes[] memory signers = MultiSignerERC7913(account).getSigners(0, type(uint64).max);
        uint256 needed = MultiSignerERC7913(account).threshold();
        for (uint256 i = 0; i < signers.length; ++i) {
            address verifier = address(bytes20(signers[i]));
            if (verifier == without || !_isUsableAt(verifier, _entries[verifier], at)) continue;
            uint256 count = 0;
            for (uint256 j = 0; j < signers.length; ++j) {
                if (address(bytes20(signers[j])) == verifier) ++count;
            }
            if (count >= needed) return true;
        }
        return false;
    }

    function _add(uint64 code, address verifier, bytes32 codeHash) private {
        if (_verifiers[code] != address(0) || _entries[verifier].codeHash != 0) revert AlgorithmTaken(code, verifier);
        if (verifier.code.length == 0 || verifier.codehash != codeHash) revert AlgorithmCodeHash(verifier, codeHash);

        _verifiers[code] = verifier;
        _entries[verifier].codeHash = codeHash;
        _entries[verifier].code = code;
        _codes.push(code);

        emit AlgorithmAdded(code, verifier, codeHash);
    }

    /// @dev A quorum of the seats and the guardian, if there is one, can act at this time without a verifier, or without an account.
    function _requireAble(address verifier, address account, uint48 at) private view {
        ICityAccess access = ICityAccess(authority());
        address[] memory guardians = access.roleMembers(CityRoles.GUARDIAN);
        for (uint256 i = 0; i < guardians.length; ++i) {
            if (_isAble(guardians[i], verifier, account, at)) continue;
            if (account == address(0)) revert AlgorithmGuardianLost(guardians[i]);
            revert CareGuardianLost(guardians[i]);
        }
        address[] memory seated = _seats.seatedAgencies();
        uint256 able = 0;
        for (uint256 i = 0; i < seated.length; ++i) {
            if (_isAble(seated[i], verifier, account, at)) ++able;
        }
        uint256 needed = _quorumOf(address(access.governance()), seated.length);
        if (able >= needed) return;
        if (account == address(0)) revert AlgorithmQuorumLost(able, needed);
        revert CareQuorumLost(able, needed);
    }

    function _isAble(address asked, address verifier, address account, uint48 at) private view returns (bool able) {
        if (asked == account) return false;
        try this.canAct{gas: ANSWER_GAS}(asked, verifier, at) returns (bool answer) {
            return answer;
        } catch {
            return false;
        }
    }

    /// @dev Before the handover all seats: nothing else could replace what is lost.
    function _quorumOf(address governor, uint256 seats) private view returns (uint256 needed) {
        if (governor == address(0)) return seats;
        IQuorumShare share = IQuorumShare(governor);
        return Math.mulDiv(seats, share.quorumNumerator(), share.quorumDenominator(), Math.Rounding.Ceil);
    }

    function _known(uint64 code) private view returns (address verifier) {
        verifier = _verifiers[code];
        if (verifier == address(0)) revert AlgorithmUnknown(code);
    }

    function _isUsableAt(address verifier, Entry storage entry, uint256 at) private view returns (bool usable) {
        return
            !entry.isFrozen &&
            (entry.sunset == 0 || at < entry.sunset) &&
            entry.codeHash != 0 &&
            entry.codeHash == verifier.codehash;
    }

    function _statusOf(Entry storage entry) private view returns (Status status) {
        if (entry.codeHash == 0) return Status.NONE;
        if (entry.isFrozen) return Status.FROZEN;
        return entry.isDeprecated ? Status.DEPRECATED : Status.ACTIVE;
    }

    function _describe(uint64 code) private view returns (Algorithm memory found) {
        address verifier = _verifiers[code];
        Entry storage entry = _entries[verifier];
        return Algorithm(code, verifier, entry.codeHash, _statusOf(entry), entry.sunset);
    }
}
