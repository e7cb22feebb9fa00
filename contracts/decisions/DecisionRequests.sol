// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {DecisionStore} from "./DecisionStore.sol";
import {IDecisionLedger} from "./IDecisionLedger.sol";

/// @title Requests
abstract contract DecisionRequests is DecisionStore {
    IParticipantRegistry private immutable _registry;

    constructor(IParticipantRegistry registry) {
        _registry = registry;
    }

    /// @inheritdoc IDecisionLedger
    function request(Terms calldata terms) external restricted returns (uint256 id) {
        return _request(terms);
    }

    function _request(Terms calldata terms) internal returns (uint256 id) {
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

    function _requireActiveCommittee(address committee) internal view {
        bool active = _registry.isActive(committee, IParticipantRegistry.Kind.OPERATOR);
        if (!active) revert LedgerCommitteeNotActive(committee);
    }

    function _requireActive(address agency, address committee) private view {
        if (!_registry.isActive(agency, IParticipantRegistry.Kind.AGENCY)) revert LedgerAgencyNotActive(agency);
        _requireActiveCommittee(committee);
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
}
