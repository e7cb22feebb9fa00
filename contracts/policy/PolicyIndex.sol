// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IPolicyRegistry} from "./IPolicyRegistry.sol";
import {PolicyRules} from "./PolicyRules.sol";

/// @title The policies in force, by the targets their rules name
library PolicyIndex {
    struct Index {
        mapping(IPolicyRegistry.TargetKind kind => mapping(bytes32 name => uint256[])) policyIds;
    }

    uint256 private constant MOST_PER_TARGET = 32;

    /// @dev `policyId` is the greatest so far, so that every list stays in rising order.
    function add(Index storage index, uint256 policyId, bytes memory rules) internal {
        uint256 count = PolicyRules.ruleCount(rules);
        for (uint256 rank = 0; rank < count; ++rank) {
            PolicyRules.Rule memory rule = PolicyRules.ruleAt(rules, rank);
            IPolicyRegistry.TargetKind kind = IPolicyRegistry.TargetKind(rule.targetKind);
            uint256[] storage policyIds = index.policyIds[kind][rule.name];
            uint256 length = policyIds.length;
            if (length > 0 && policyIds[length - 1] == policyId) continue;
            if (length == MOST_PER_TARGET) {
                revert IPolicyRegistry.PolicyTargetCrowded(kind, rule.name, MOST_PER_TARGET);
            }
            policyIds.push(policyId);
        }
    }

    function remove(Index storage index, uint256 policyId, bytes memory rules) internal {
        uint256 count = PolicyRules.ruleCount(rules);
        for (uint256 rank = 0; rank < count; ++rank) {
            PolicyRules.Rule memory rule = PolicyRules.ruleAt(rules, rank);
            _remove(index.policyIds[IPolicyRegistry.TargetKind(rule.targetKind)][rule.name], policyId);
        }
    }

    /// @dev Keeps the order; the policy may be gone already, where two of its rules name one target.
    function _remove(uint256[] storage policyIds, uint256 policyId) private {
        uint256 length = policyIds.length;
        uint256 kept = 0;
        for (uint256 from = 0; from < length; ++from) {
            uint256 other = policyIds[from];
            if (other == policyId) continue;
            if (kept != from) policyIds[kept] = other;
            ++kept;
        }
        if (kept < length) policyIds.pop();
    }
}
