// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IDecisionLedger} from "./IDecisionLedger.sol";

/// @title What the ledger keeps of every decision
/// @dev Storage, for proofs (a test reads these slots): 0 authority, 1 decisions, 2 their number, 3 minimum window.
/// The twelve slots of a decision begin at keccak256(id || 1), fields that share a slot filling its lowest bytes first:
/// 0 kind, 1 problem, 2 snapshot, 3 isRestricted + recordBy + challengeWindow, 4 committee,
/// 5 agency + requestedAt + recordedAt, 6 challengeUntil + state + suspendedAt + mandateId + isObjected,
/// 7 report, 8 modelRoot, 9 sampleHash, 10 energy, 11 bound
abstract contract DecisionStore is IDecisionLedger, AccessManaged {
    /// @param suspendedAt Since when (unix seconds) a challenge is open; from the first objection on, since when that is; zero
    /// while none is. Of what is in effect under a mandate only a challenge
    /// @param mandateId The standing mandate that the request names; zero for none
    /// @param isObjected Whether an objection waits for a vote
    struct Decision {
        Terms terms;
        address agency;
        uint48 requestedAt;
        uint48 recordedAt;
        uint48 challengeUntil;
        State state;
        uint48 suspendedAt;
        uint64 mandateId;
        bool isObjected;
        Outcome outcome;
    }

    mapping(uint256 id => Decision) internal _decisions;
    uint256 internal _decisionCount;
    uint48 internal _minimumWindow;

    /// @dev Where a decision moves on, at the end of whatever suspended it.
    function _moveOn(Decision storage entry, State state) internal {
        entry.suspendedAt = 0;
        entry.isObjected = false;
        entry.state = state;
    }

    /// @dev Whether the court works on it.
    function _isChallenged(Decision storage entry) internal view returns (bool isChallenged) {
        return entry.state == State.CHALLENGED || (entry.state == State.ENACTED && entry.suspendedAt != 0);
    }

    function _requireKnown(uint256 id) internal view returns (Decision storage entry) {
        entry = _decisions[id];
        if (entry.state == State.NONE) revert LedgerUnknownDecision(id);
    }

    function _requireState(uint256 id, State expected) internal view returns (Decision storage entry) {
        entry = _requireKnown(id);
        if (entry.state != expected) revert LedgerWrongState(id, entry.state);
    }
}
