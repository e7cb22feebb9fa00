// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {DecisionRequests} from "./DecisionRequests.sol";
import {IDecisionMandates} from "./IDecisionMandates.sol";

/// @title Standing mandates, and requests under them
abstract contract DecisionMandates is IDecisionMandates, DecisionRequests {
    struct MandateEntry {
        Mandate mandate;
        bool isRevoked;
        uint48 day;
        uint32 used;
    }

    mapping(uint256 mandateId => MandateEntry) private _mandates;
    uint64 private _mandateCount;

    /// @inheritdoc IDecisionMandates
    function requestUnderMandate(
        Terms calldata terms,
        uint256 mandateId,
        bytes32 area,
        uint256 change
    ) external restricted returns (uint256 id) {
        MandateEntry storage entry = _requireMandate(mandateId);
        _requireWithin(entry, mandateId, terms.kind, area, change);
        _use(entry, mandateId);
        id = _request(terms);
        _decisions[id].mandateId = uint64(mandateId);

        emit DecisionRequestedUnderMandate(id, mandateId, area, change);
    }

    /// @inheritdoc IDecisionMandates
    function grantMandate(Mandate calldata mandate) external restricted returns (uint256 mandateId) {
        if (mandate.kind == 0) revert LedgerZeroValue("kind");
        if (mandate.area == 0) revert LedgerZeroValue("area");
        if (mandate.agency == address(0)) revert LedgerZeroValue("agency");
        if (mandate.largestChange == 0) revert LedgerZeroValue("largestChange");
        if (mandate.perDay == 0) revert LedgerZeroValue("perDay");
        if (mandate.until <= block.timestamp) revert LedgerMandateEnded(_mandateCount + 1, mandate.until);

        mandateId = ++_mandateCount;
        _mandates[mandateId].mandate = mandate;

        emit MandateGranted(mandateId, mandate.agency, mandate);
    }

    /// @inheritdoc IDecisionMandates
    function revokeMandate(uint256 mandateId) external restricted {
        MandateEntry storage entry = _requireMandate(mandateId);
        if (entry.isRevoked) revert LedgerMandateRevoked(mandateId);

        entry.isRevoked = true;

        emit MandateRevoked(mandateId);
    }

    /// @inheritdoc IDecisionMandates
    function mandateById(
        uint256 mandateId
    ) external view returns (Mandate memory mandate, bool isRevoked, uint32 usedToday) {
        MandateEntry storage entry = _requireMandate(mandateId);
        return (entry.mandate, entry.isRevoked, entry.day == _today() ? entry.used : 0);
    }

    /// @inheritdoc IDecisionMandates
    function mandateCount() external view returns (uint256 count) {
        return _mandateCount;
    }

    /// @inheritdoc IDecisionMandates
    function mandateOf(uint256 id) external view returns (uint256 mandateId) {
        return _requireKnown(id).mandateId;
    }

    /// @dev Whether what is recorded under this mandate takes effect at once.
    function _isInForce(uint256 mandateId) internal view returns (bool isInForce) {
        MandateEntry storage entry = _mandates[mandateId];
        return !entry.isRevoked && block.timestamp < entry.mandate.until;
    }

    function _use(MandateEntry storage entry, uint256 mandateId) private {
        uint48 today = _today();
        uint32 used = entry.day == today ? entry.used : 0;
        uint32 perDay = entry.mandate.perDay;
        if (used >= perDay) revert LedgerMandateUsedUp(mandateId, perDay);

        entry.day = today;
        entry.used = used + 1;
    }

    function _requireMandate(uint256 mandateId) private view returns (MandateEntry storage entry) {
        entry = _mandates[mandateId];
        if (entry.mandate.agency == address(0)) revert LedgerUnknownMandate(mandateId);
    }

    function _requireWithin(
        MandateEntry storage entry,
        uint256 mandateId,
        bytes32 kind,
        bytes32 area,
        uint256 change
    ) private view {
        Mandate storage mandate = entry.mandate;
        if (entry.isRevoked) revert LedgerMandateRevoked(mandateId);
        if (block.timestamp >= mandate.until) revert LedgerMandateEnded(mandateId, mandate.until);
        if (msg.sender != mandate.agency) revert LedgerMandateOtherAgency(mandateId, msg.sender);
        if (kind != mandate.kind) revert LedgerMandateOtherKind(mandateId, kind);
        if (area != mandate.area) revert LedgerMandateOtherArea(mandateId, area);
        uint256 largest = mandate.largestChange;
        if (change > largest) revert LedgerMandateChangeTooLarge(mandateId, change, largest);
    }

    function _today() private view returns (uint48 day) {
        return uint48(block.timestamp / 1 days);
    }
}
