// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {DecisionStore} from "./DecisionStore.sol";
import {IDecisionObjections} from "./IDecisionObjections.sol";

/// @title Objections to recorded decisions
abstract contract DecisionObjections is IDecisionObjections, DecisionStore {
    IParticipantRegistry private immutable _registry;
    mapping(uint256 id => mapping(address account => bytes32 modelRoot)) private _objections;

    constructor(IParticipantRegistry registry) {
        _registry = registry;
    }

    /// @inheritdoc IDecisionObjections
    function object(uint256 id, bytes32 modelRoot) external {
        Decision storage entry = _requireOpen(id);
        (, IParticipantRegistry.Status status, , ) = _registry.participant(msg.sender);
        if (status != IParticipantRegistry.Status.ACTIVE) revert LedgerNotParticipant(msg.sender);
        if (modelRoot == 0) revert LedgerZeroValue("modelRoot");
        if (modelRoot == entry.outcome.modelRoot) revert LedgerSameModel(id, modelRoot);
        if (_objections[id][msg.sender] != 0) revert LedgerAlreadyObjected(id, msg.sender);

        _objections[id][msg.sender] = modelRoot;
        if (!entry.isObjected && entry.state != State.ENACTED) entry.suspendedAt = uint48(block.timestamp);
        if (entry.state == State.RECORDED) entry.state = State.OBJECTED;
        entry.isObjected = true;

        emit DecisionObjected(id, msg.sender, modelRoot);
    }

    /// @inheritdoc IDecisionObjections
    function resolveObjection(uint256 id, bool isUpheld) external restricted {
        Decision storage entry = _requireKnown(id);
        bool isEnacted = entry.state == State.ENACTED && entry.isObjected;
        if (entry.state != State.OBJECTED && !isEnacted) revert LedgerWrongState(id, entry.state);

        if (isUpheld) _moveOn(entry, State.STRUCK);
        else if (isEnacted) entry.isObjected = false;
        else _resume(entry);

        emit ObjectionResolved(id, isUpheld, entry.challengeUntil);
        if (isUpheld) emit DecisionStruck(id, "objection");
    }

    /// @inheritdoc IDecisionObjections
    function isObjected(uint256 id) external view returns (bool objected) {
        return _requireKnown(id).isObjected;
    }

    /// @inheritdoc IDecisionObjections
    function objectionOf(uint256 id, address account) external view returns (bytes32 modelRoot) {
        return _objections[id][account];
    }

    /// @dev What the window had left when the first objection came, it has left again.
    function _resume(Decision storage entry) private {
        entry.challengeUntil = _later(entry.challengeUntil, uint48(block.timestamp) - entry.suspendedAt);
        _moveOn(entry, State.RECORDED);
    }

    /// @dev What is in effect has a window or a challenge open only under a mandate.
    function _requireOpen(uint256 id) private view returns (Decision storage entry) {
        entry = _requireKnown(id);
        if (_isChallenged(entry)) return entry;

        bool isMandated = entry.state == State.ENACTED && entry.mandateId != 0;
        if (entry.state != State.RECORDED && !isMandated) revert LedgerWrongState(id, entry.state);
        if (block.timestamp >= entry.challengeUntil) revert LedgerTooLate(id, entry.challengeUntil - 1);
    }

    /// @dev No window ends after the end of time as the ledger counts it.
    function _later(uint48 time, uint48 seconds_) private pure returns (uint48 later) {
        uint48 left = type(uint48).max - time;
        return time + (seconds_ < left ? seconds_ : left);
    }
}
