// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {DecisionStore} from "./DecisionStore.sol";
import {IDecisionLedger} from "./IDecisionLedger.sol";

/// @title What the court does to a decision
abstract contract DecisionChallenges is DecisionStore {
    /// @inheritdoc IDecisionLedger
    function suspendForChallenge(uint256 id) external restricted {
        Decision storage entry = _requireKnown(id);
        if (entry.state == State.CHALLENGED) return;
        bool isEnacted = entry.state == State.ENACTED;
        if (entry.state != State.RECORDED && !isEnacted) revert LedgerWrongState(id, entry.state);
        if (isEnacted && entry.suspendedAt != 0) return;
        if (isEnacted && block.timestamp >= entry.challengeUntil) revert LedgerWrongState(id, State.ENACTED);

        entry.suspendedAt = uint48(block.timestamp);
        if (!isEnacted) entry.state = State.CHALLENGED;

        emit DecisionSuspended(id);
    }

    /// @inheritdoc IDecisionLedger
    function resumeFromChallenge(uint256 id) external restricted {
        Decision storage entry = _requireKnown(id);
        if (!_isChallenged(entry)) return;

        bool isEnacted = entry.state == State.ENACTED;
        if (entry.isObjected && !isEnacted) entry.state = State.OBJECTED;
        else if (isEnacted) entry.suspendedAt = 0;
        else _moveOn(entry, State.RECORDED);

        emit DecisionResumed(id);
    }

    /// @inheritdoc IDecisionLedger
    function beat(uint256 id, bytes32 sampleHash, int256 energy, address author) external restricted {
        Decision storage entry = _requireKnown(id);
        if (!_isChallenged(entry)) revert LedgerWrongState(id, entry.state);
        if (sampleHash == 0) revert LedgerZeroValue("sampleHash");
        if (energy >= entry.outcome.energy) revert LedgerNotBetter(energy, entry.outcome.energy);
        if (energy < entry.outcome.bound) revert LedgerBoundAboveEnergy(entry.outcome.bound, energy);

        entry.outcome.sampleHash = sampleHash;
        entry.outcome.energy = energy;

        emit DecisionBeaten(id, author, sampleHash, energy);
    }

    /// @inheritdoc IDecisionLedger
    function strike(uint256 id, bytes32 cause) external restricted {
        Decision storage entry = _requireKnown(id);
        if (!_isOpenToStrike(entry)) revert LedgerWrongState(id, entry.state);
        if (cause == 0) revert LedgerZeroValue("cause");

        _moveOn(entry, State.STRUCK);

        emit DecisionStruck(id, cause);
    }

    /// @dev What was enacted the ordinary way has no window left and no challenge open.
    function _isOpenToStrike(Decision storage entry) private view returns (bool isOpen) {
        State state = entry.state;
        if (state == State.ENACTED) return block.timestamp < entry.challengeUntil || entry.suspendedAt != 0;
        bool isAnswered = state == State.RECORDED || state == State.CHALLENGED;
        return isAnswered || state == State.OBJECTED || state == State.FINAL;
    }
}
