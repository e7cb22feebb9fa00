// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {IPolicyRegistry} from "../policy/IPolicyRegistry.sol";
import {DecisionStore} from "./DecisionStore.sol";
import {IDecisionLedger} from "./IDecisionLedger.sol";

/// @title What becomes of a final answer
/// @dev The access manager names the role for everybody but the agency that asked: ADMIN (the timelock) to enact and to
/// decline, GUARDIAN to stop.
abstract contract DecisionEnactment is DecisionStore {
    IParticipantRegistry private immutable _registry;
    IPolicyRegistry private immutable _policies;

    constructor(IParticipantRegistry registry, IPolicyRegistry policies) {
        _registry = registry;
        _policies = policies;
    }

    /// @inheritdoc IDecisionLedger
    function enact(uint256 id) external {
        _requireEnactor(id);
        _requireState(id, State.FINAL).state = State.ENACTED;

        emit DecisionEnacted(id, msg.sender);
    }

    /// @inheritdoc IDecisionLedger
    function decline(uint256 id) external {
        _requireEnactor(id);
        _requireState(id, State.FINAL).state = State.DECLINED;

        emit DecisionDeclined(id, msg.sender);
    }

    /// @inheritdoc IDecisionLedger
    function stop(uint256 id) external {
        _requireStopper(id);
        _moveOn(_requireState(id, State.ENACTED), State.STOPPED);

        emit DecisionStopped(id, msg.sender);
    }

    function _requireEnactor(uint256 id) private {
        Decision storage entry = _decisions[id];
        if (msg.sender != entry.agency) return _checkCanCall(msg.sender, msg.data);

        IPolicyRegistry.Target memory target = IPolicyRegistry.Target(
            IPolicyRegistry.TargetKind.DECISION,
            entry.terms.kind,
            0
        );
        IPolicyRegistry.Context memory context;
        (bool isPermitted, IPolicyRegistry.Reason reason, , ) = _policies.evaluate(
            msg.sender,
            target,
            IPolicyRegistry.Action.ENACT,
            0,
            uint48(block.timestamp),
            context
        );
        if (!isPermitted) revert LedgerVoteNeeded(id, reason);
    }

    function _requireStopper(uint256 id) private {
        if (msg.sender != _decisions[id].agency) return _checkCanCall(msg.sender, msg.data);

        bool isActive = _registry.isActive(msg.sender, IParticipantRegistry.Kind.AGENCY);
        if (!isActive) revert LedgerAgencyNotActive(msg.sender);
    }
}
