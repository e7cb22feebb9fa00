// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {IPolicyRegistry} from "../policy/IPolicyRegistry.sol";
import {DecisionChallenges} from "./DecisionChallenges.sol";
import {DecisionEnactment} from "./DecisionEnactment.sol";
import {DecisionMandates} from "./DecisionMandates.sol";
import {DecisionObjections} from "./DecisionObjections.sol";
import {DecisionRequests} from "./DecisionRequests.sol";
import {IDecisionLedger} from "./IDecisionLedger.sol";

/// @title Decision ledger
/// @dev Where a decision's words stand in storage: see {DecisionStore}.
contract DecisionLedger is DecisionMandates, DecisionObjections, DecisionEnactment, DecisionChallenges {
    constructor(
        address manager,
        IParticipantRegistry registry,
        IPolicyRegistry policies,
        uint48 initialMinimumWindow
    )
        AccessManaged(manager)
        DecisionRequests(registry)
        DecisionObjections(registry)
        DecisionEnactment(registry, policies)
    {
        _setMinimumWindow(initialMinimumWindow);
    }

    /// @inheritdoc IDecisionLedger
    function record(uint256 id, bytes32 problem, bytes32 snapshot, Outcome calldata outcome) external {
        Decision storage entry = _requireState(id, State.REQUESTED);
        if (msg.sender != entry.terms.committee) revert LedgerNotCommittee(id, msg.sender);
        if (block.timestamp > entry.terms.recordBy) revert LedgerTooLate(id, entry.terms.recordBy);
        _requireActiveCommittee(msg.sender);
        if (problem != entry.terms.problem || snapshot != entry.terms.snapshot) revert LedgerOtherQuestion(id);
        _checkOutcome(outcome);

        bool isMandated = entry.mandateId != 0 && _isInForce(entry.mandateId);
        uint48 challengeUntil = uint48(block.timestamp) + entry.terms.challengeWindow;
        entry.outcome = outcome;
        entry.recordedAt = uint48(block.timestamp);
        entry.challengeUntil = challengeUntil;
        entry.state = isMandated ? State.ENACTED : State.RECORDED;

        emit DecisionRecorded(id, msg.sender, outcome, challengeUntil);
        if (isMandated) emit DecisionEnacted(id, entry.agency);
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

    function _checkOutcome(Outcome calldata outcome) private pure {
        if (outcome.report == 0) revert LedgerZeroValue("report");
        if (outcome.modelRoot == 0) revert LedgerZeroValue("modelRoot");
        if (outcome.sampleHash == 0) revert LedgerZeroValue("sampleHash");
        if (outcome.bound > outcome.energy) revert LedgerBoundAboveEnergy(outcome.bound, outcome.energy);
    }
}
