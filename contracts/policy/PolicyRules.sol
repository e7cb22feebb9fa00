// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IPolicyRegistry} from "./IPolicyRegistry.sol";

/// @title The rules of a policy, as bytes
/// @dev One byte with the number of purposes (0 to 16), the purposes (32 bytes each, rising), then 1 to 128 rules of
/// four words. Word 0, from its first byte: effect, assignee kind, assignee (20), target kind, actions (a bit each),
/// needs a vote, purposes (2, a bit each of the table, none = any), count (4, zero = any number), zero. Word 1: name of
/// the target, zero = every one. Word 2: part. Word 3: from (48 bits), until (48 bits, exclusive, zero = open).
/// node/protocol/policy/rules-codec.ts writes and reads the same.
library PolicyRules {
    enum Effect {
        PERMISSION,
        PROHIBITION
    }

    enum Assignee {
        ANYONE,
        ENROLLED,
        KIND,
        ROLE,
        ACCOUNT
    }

    struct Rule {
        Effect effect;
        Assignee assigneeKind;
        uint160 assignee;
        IPolicyRegistry.TargetKind targetKind;
        uint8 actions;
        bool needsVote;
        uint16 purposes;
        uint32 count;
        bytes32 name;
        bytes32 part;
        uint48 from;
        uint48 until;
    }

    uint256 internal constant MOST_PURPOSES = 16;
    uint256 internal constant MOST_RULES = 128;
    uint256 private constant RULE_BYTES = 128;

    /// @notice Reverts unless the bytes are purposes and rules in their one valid form.
    function requireValid(bytes memory data) internal pure {
        if (data.length == 0) revert IPolicyRegistry.PolicyRulesLength(0);
        uint256 purposes = purposeCount(data);
        uint256 head = 1 + 32 * purposes;
        if (purposes > MOST_PURPOSES || data.length < head + RULE_BYTES) {
            revert IPolicyRegistry.PolicyRulesLength(data.length);
        }
        uint256 body = data.length - head;
        if (body % RULE_BYTES != 0 || body / RULE_BYTES > MOST_RULES) {
            revert IPolicyRegistry.PolicyRulesLength(data.length);
        }
        for (uint256 index = 0; index < purposes; ++index) {
            bytes32 earlier = index == 0 ? bytes32(0) : purposeAt(data, index - 1);
            bytes32 purpose = purposeAt(data, index);
            if (purpose <= earlier) revert IPolicyRegistry.PolicyPurposesUnordered(purpose);
        }
        uint256 rules = body / RULE_BYTES;
        for (uint256 index = 0; index < rules; ++index) _requireValidRule(data, index, purposes);
    }

    function purposeCount(bytes memory data) internal pure returns (uint256 count) {
        return uint8(data[0]);
    }

    function purposeAt(bytes memory data, uint256 index) internal pure returns (bytes32 purpose) {
        return _wordAt(data, 1 + 32 * index);
    }

    function ruleCount(bytes memory data) internal pure returns (uint256 count) {
        return (data.length - 1 - 32 * purposeCount(data)) / RULE_BYTES;
    }

    /// @notice The bit of a purpose in the rules' masks; zero where the policy does not name it, or for no purpose.
    function purposeBit(bytes memory data, bytes32 purpose) internal pure returns (uint256 bit) {
        uint256 count = purposeCount(data);
        for (uint256 index = 0; index < count; ++index) {
            if (purposeAt(data, index) == purpose) return 1 << index;
        }
    }

    /// @dev `data` was checked by {requireValid} and `index` is below {ruleCount}.
    function ruleAt(bytes memory data, uint256 index) internal pure returns (Rule memory rule) {
        uint256 offset = 1 + 32 * purposeCount(data) + RULE_BYTES * index;
        uint256 first = uint256(_wordAt(data, offset));
        uint256 window = uint256(_wordAt(data, offset + 96));
        rule.effect = Effect(uint8(first >> 248));
        rule.assigneeKind = Assignee(uint8(first >> 240));
        rule.assignee = uint160(first >> 80);
        rule.targetKind = IPolicyRegistry.TargetKind(uint8(first >> 72));
        rule.actions = uint8(first >> 64);
        rule.needsVote = uint8(first >> 56) == 1;
        rule.purposes = uint16(first >> 40);
        rule.count = uint32(first >> 8);
        rule.name = _wordAt(data, offset + 32);
        rule.part = _wordAt(data, offset + 64);
        rule.from = uint48(window >> 48);
        rule.until = uint48(window);
    }

    /// @notice Whether the rule is about that target. A prohibition of a part forbids the whole; a permission of a part
    /// does not permit it. A rule for a collection is also about the datasets in it.
    function isAbout(
        Rule memory rule,
        IPolicyRegistry.Target memory target,
        bytes32[] memory collections
    ) internal pure returns (bool isMatch) {
        if (rule.targetKind == target.kind) {
            if (rule.name != 0 && rule.name != target.name) return false;
            if (rule.part == 0 || rule.part == target.part) return true;
            return rule.effect == Effect.PROHIBITION && target.part == 0;
        }
        if (rule.targetKind != IPolicyRegistry.TargetKind.COLLECTION) return false;
        if (target.kind != IPolicyRegistry.TargetKind.DATASET) return false;
        for (uint256 index = 0; index < collections.length; ++index) {
            if (rule.name == 0 || rule.name == collections[index]) return true;
        }
    }

    /// @notice Whether the purpose is one of the rule's. Who states none is not permitted by, and not exempt from, a rule
    /// that names purposes.
    function isForPurpose(Rule memory rule, bytes32 purpose, uint256 bit) internal pure returns (bool isMatch) {
        if (rule.purposes == 0 || rule.purposes & bit != 0) return true;
        return rule.effect == Effect.PROHIBITION && purpose == 0;
    }

    function _requireValidRule(bytes memory data, uint256 index, uint256 purposes) private pure {
        uint256 offset = 1 + 32 * purposes + RULE_BYTES * index;
        uint256 first = uint256(_wordAt(data, offset));
        if (uint8(first >> 248) > uint8(type(Effect).max)) _refuse(index, "effect");
        if (uint8(first >> 240) > uint8(type(Assignee).max)) _refuse(index, "assigneeKind");
        if (uint8(first >> 72) > uint8(type(IPolicyRegistry.TargetKind).max)) _refuse(index, "targetKind");
        if (uint8(first >> 56) > 1) _refuse(index, "needsVote");
        if (uint8(first) != 0) _refuse(index, "padding");
        if (uint256(_wordAt(data, offset + 96)) >> 96 != 0) _refuse(index, "window");

        Rule memory rule = ruleAt(data, index);
        if (!_isAssignee(rule.assigneeKind, rule.assignee)) _refuse(index, "assignee");
        if (rule.targetKind == IPolicyRegistry.TargetKind.NONE) _refuse(index, "targetKind");
        if (rule.part != 0 && (rule.targetKind != IPolicyRegistry.TargetKind.ENTITY || rule.name == 0)) {
            _refuse(index, "part");
        }
        if (rule.actions == 0) _refuse(index, "actions");
        if (rule.purposes >> purposes != 0) _refuse(index, "purposes");
        if (rule.until != 0 && rule.until <= rule.from) _refuse(index, "until");
        bool cannotCount = rule.effect == Effect.PROHIBITION || rule.assigneeKind == Assignee.ANYONE;
        if (cannotCount && rule.count != 0) _refuse(index, "count");
        if (cannotCount && rule.needsVote) _refuse(index, "needsVote");
    }

    function _isAssignee(Assignee kind, uint160 value) private pure returns (bool isValid) {
        if (kind == Assignee.KIND) return value >= 1 && value <= 4;
        if (kind == Assignee.ROLE) return value < type(uint64).max;
        if (kind == Assignee.ACCOUNT) return value != 0;
        return value == 0;
    }

    function _refuse(uint256 index, bytes32 field) private pure {
        revert IPolicyRegistry.PolicyRuleInvalid(index, field);
    }

    /// @dev Callers stay within `data`: a valid form has all four words of every rule.
    function _wordAt(bytes memory data, uint256 offset) private pure returns (bytes32 word) {
        // Reads 32 bytes at `offset`, which lie within `data` as said above.
        assembly ("memory-safe") {
            word := mload(add(add(data, 32), offset))
        }
    }
}
