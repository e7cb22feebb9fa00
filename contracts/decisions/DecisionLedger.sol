// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {IDecisionLedger} from "./IDecisionLedger.sol";

/// @title Decision ledger
/// @dev Storage, for proofs (a test reads these slots): 0 authority, 1 decisions, 2 their number, 3 minimum window.
/// The twelve slots of a decision begin at keccak256(id || 1), fields that share a slot filling its lowest bytes first:
/// 0 kind, 1 problem, 2 snapshot, 3 isRestricted + recordBy + challengeWindow, 4 committee,
/// 5 agency + requestedAt + recordedAt, 6 challengeUntil + state,
/// 7 report, 8 modelRoot, 9 sampleHash, 10 energy, 11 bound
contract DecisionLedger is IDecisionLedger, AccessManaged {
    struct Decision {
        Terms terms;
        address agency;
        uint48 requestedAt;
        uint48 recordedAt;
        uint48 challengeUntil;
        State state;
        Outcome outcome;
    }

    IParticipantRegistry private immutable _registry;
    mapping(uint256 id => Decision) private _decisions;
    uint256 private _decisionCount;
    uint48 private _minimumWindow;

    constructor(address manager, IParticipantRegistry registry, uint48 initialMinimumWindow) AccessManaged(manager) {
        _registry = registry;
        _setMinimumWindow(initialMinimumWindow);
    }

    /// @inheritdoc IDecisionLedger
    function request(Terms calldata terms) external restricted returns (uint256 id) {
        _requireActive(msg.sender, terms.committee);
        _checkTerms(terms);

        id = ++_decisionCount;
        Decision storage entry = _decisions[id];
        entry.terms = terms;
        entry.agency = msg.sender;
        entry.requestedAt = uint48(block.timestamp);
        entry.state = State.REQUESTED;

        emit DecisionRequested(id, msg.sender, terms);
    }

    /// @inheritdoc IDecisionLedger
    function record(uint256 id, bytes32 problem, bytes32 snapshot, Outcome calldata outcome) external {
        Decision storage entry = _requireState(id, State.REQUESTED);
        if (msg.sender != entry.terms.committee) revert LedgerNotCommittee(id, msg.sender);
        if (block.timestamp > entry.terms.recordBy) revert LedgerTooLate(id, entry.terms.recordBy);
        _requireActiveCommittee(msg.sender);
        if (problem != entry.terms.problem || snapshot != entry.terms.snapshot) revert LedgerOtherQuestion(id);
        _checkOutcome(outcome);

        uint48 challengeUntil = uint48(block.timestamp) + entry.terms.challengeWindow;
        entry.outcome = outcome;
        entry.recordedAt = uint48(block.timestamp);
        entry.challengeUntil = challengeUntil;
        entry.state = State.RECORDED;

        emit DecisionRecorded(id, msg.sender, outcome, challengeUntil);
    }

    /// @inheritdoc IDecisionLedger
    function finalize(uint256 id) external {
        Decision storage entry = _requireState(id, State.RECORDED);
        if (block.timestamp < entry.challengeUntil) revert LedgerTooEarly(id, entry.challengeUntil);

        entry.state = State.FINAL;

        emit DecisionFinalized(id);
    }

    /// @inheritdoc IDecisionLedger
    function expire(uint256 id) external {
        Decision storage entry = _requireState(id, State.REQUESTED);
        if (block.timestamp <= entry.terms.recordBy) revert LedgerTooEarly(id, entry.terms.recordBy + 1);

        entry.state = State.EXPIRED;

        emit DecisionExpired(id);
    }

    /// @inheritdoc IDecisionLedger
    function setMinimumWindow(uint48 window) external restricted {
        _setMinimumWindow(window);
    }

    /// @inheritdoc IDecisionLedger
    function decision(
        uint256 id
    )
        external
        view
        returns (
            Terms memory terms,
            address agency,
            uint48 requestedAt,
            State state,
            Outcome memory outcome,
            uint48 recordedAt,
            uint48 challengeUntil
        )
    {
        Decision storage entry = _requireKnown(id);
        return (
            entry.terms,
            entry.agency,
            entry.requestedAt,
            entry.state,
            entry.outcome,
            entry.recordedAt,
            entry.challengeUntil
        );
    }

    /// @inheritdoc IDecisionLedger
    function decisionCount() external view returns (uint256 count) {
        return _decisionCount;
    }

    /// @inheritdoc IDecisionLedger
    function minimumWindow() external view returns (uint48 window) {
        return _minimumWindow;
    }

    function _setMinimumWindow(uint48 window) private {
        _minimumWindow = window;

        emit MinimumWindowSet(window);
    }

    function _requireKnown(uint256 id) private view returns (Decision storage entry) {
        entry = _decisions[id];
        if (entry.state == State.NONE) revert LedgerUnknownDecision(id);
    }

    function _requireState(uint256 id, State expected) private view returns (Decision storage entry) {
        entry = _requireKnown(id);
        if (entry.state != expected) revert LedgerWrongState(id, entry.state);
    }

    function _requireActive(address agency, address committee) private view {
        if (!_registry.isActive(agency, IParticipantRegistry.Kind.AGENCY)) revert LedgerAgencyNotActive(agency);
        _requireActiveCommittee(committee);
    }

    function _requireActiveCommittee(address committee) private view {
        bool active = _registry.isActive(committee, IParticipantRegistry.Kind.OPERATOR);
        if (!active) revert LedgerCommitteeNotActive(committee);
    }

    function _checkTerms(Terms calldata terms) private view {
        if (terms.kind == 0) revert LedgerZeroValue("kind");
        if (terms.problem == 0) revert LedgerZeroValue("problem");
        if (terms.snapshot == 0) revert LedgerZeroValue("snapshot");
        if (terms.recordBy <= block.timestamp) revert LedgerDeadlineTooSoon(terms.recordBy);
        if (terms.challengeWindow < _minimumWindow) {
            revert LedgerWindowTooShort(terms.challengeWindow, _minimumWindow);
        }
        uint48 longest = type(uint48).max - terms.recordBy;
        if (terms.challengeWindow > longest) revert LedgerWindowTooLong(terms.challengeWindow, longest);
    }

    function _checkOutcome(Outcome calldata outcome) private pure {
        if (outcome.report == 0) revert LedgerZeroValue("report");
        if (outcome.modelRoot == 0) revert LedgerZeroValue("modelRoot");
        if (outcome.sampleHash == 0) revert LedgerZeroValue("sampleHash");
        if (outcome.bound > outcome.energy) revert LedgerBoundAboveEnergy(outcome.bound, outcome.energy);
    }
}
