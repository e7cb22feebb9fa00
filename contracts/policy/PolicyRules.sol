// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IPolicyRegistry} from "./IPolicyRegistry.sol";

/// @title The rules of a policy, as bytes
/// @dev One byte with the number of purposes (0 to 16), the purposes (32 bytes each, rising), then 1 to 128 rules of
/// four words, which name at most 8 roles. Word 0, from its first byte: effect, assignee kind, assignee (20), target
/// kind, actions (a bit each), needs a vote, purposes (2, a bit each of the table, none = any), count (4, zero = any
/// number), zero. Word 1: name of the target, zero = every one. Word 2: part. Word 3: from (48 bits), until (48 bits,
/// exclusive, zero = open). node/protocol/policy/rules-codec.ts writes and reads the same.
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

    /// @dev Whole words, so that weighing a rule checks no ranges again: {requireValid} did.
    /// @param effect An {Effect}
    /// @param assigneeKind An {Assignee}
    /// @param targetKind A {IPolicyRegistry-TargetKind}
    struct Rule {
        uint256 effect;
        uint256 assigneeKind;
        uint256 assignee;
        uint256 targetKind;
        uint256 actions;
        uint256 needsVote;
        uint256 purposes;
        uint256 count;
        bytes32 name;
        bytes32 part;
        uint256 from;
        uint256 until;
    }

    uint256 internal constant PERMISSION = uint256(Effect.PERMISSION);
    uint256 internal constant PROHIBITION = uint256(Effect.PROHIBITION);
    uint256 internal constant MOST_PURPOSES = 16;
    uint256 internal constant MOST_RULES = 128;
    uint256 internal constant MOST_ROLES = 8;
    uint256 internal constant RULE_BYTES = 128;

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
        uint256 roles = 0;
        for (uint256 index = 0; index < rules; ++index) roles |= _requireValidRule(data, index, purposes);
        _requireFewRoles(roles);
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

    /// @notice Where the rule begins; the next one is {RULE_BYTES} further.
    function offsetOf(bytes memory data, uint256 index) internal pure returns (uint256 offset) {
        return 1 + 32 * purposeCount(data) + RULE_BYTES * index;
    }

    function ruleAt(bytes memory data, uint256 index) internal pure returns (Rule memory rule) {
        load(rule, data, offsetOf(data, index));
    }

    /// @notice Whether the rule at `offset` is about an action; read alone, because most rules are not.
    /// @dev `data` was checked by {requireValid} and a rule begins at `offset`; the same for {load}.
    /// @param bit 1 << action
    function hasAction(bytes memory data, uint256 offset, uint256 bit) internal pure returns (bool isMatch) {
        return (uint256(_wordAt(data, offset)) >> 64) & bit != 0;
    }

    /// @notice Fills `rule`, which a loop uses again and again: memory is never given back.
    function load(Rule memory rule, bytes memory data, uint256 offset) internal pure {
        uint256 first = uint256(_wordAt(data, offset));
        rule.effect = first >> 248;
        rule.assigneeKind = (first >> 240) & 0xff;
        rule.assignee = (first >> 80) & type(uint160).max;
        rule.targetKind = (first >> 72) & 0xff;
        rule.actions = (first >> 64) & 0xff;
        rule.needsVote = (first >> 56) & 0xff;
        rule.purposes = (first >> 40) & 0xffff;
        rule.count = (first >> 8) & 0xffffffff;
        // A rule's four words lie within `data`, whose length is far below 2^256 - 96.
        unchecked {
            rule.name = _wordAt(data, offset + 32);
            rule.part = _wordAt(data, offset + 64);
            uint256 window = uint256(_wordAt(data, offset + 96));
            rule.from = (window >> 48) & type(uint48).max;
            rule.until = window & type(uint48).max;
        }
    }

    /// @notice Whether the rule is about that target. A prohibition of a part forbids the whole; a permission of a part
    /// does not permit it. A rule for a collection is also about the datasets in it.
    function isAbout(
        Rule memory rule,
        IPolicyRegistry.Target memory target,
        bytes32[] memory collections
    ) internal pure returns (bool isMatch) {
        if (rule.targetKind == uint256(target.kind)) {
            if (rule.name != 0 && rule.name != target.name) return false;
            if (rule.part == 0 || rule.part == target.part) return true;
            return rule.effect == PROHIBITION && target.part == 0;
        }
        if (rule.targetKind != uint256(IPolicyRegistry.TargetKind.COLLECTION)) return false;
        if (target.kind != IPolicyRegistry.TargetKind.DATASET) return false;
        for (uint256 index = 0; index < collections.length; ++index) {
            if (rule.name == 0 || rule.name == collections[index]) return true;
        }
    }

    /// @notice Whether the purpose is one of the rule's. Who states none is not permitted by, and not exempt from, a
    /// rule that names purposes.
    function isForPurpose(Rule memory rule, bytes32 purpose, uint256 bit) internal pure returns (bool isMatch) {
        if (rule.purposes == 0 || rule.purposes & bit != 0) return true;
        return rule.effect == PROHIBITION && purpose == 0;
    }

    /// @return role The bit of the rule's role, which is below 256; zero where it names none
    function _requireValidRule(
        bytes memory data,
        uint256 index,
        uint256 purposes
    ) private pure returns (uint256 role) {
        uint256 offset = offsetOf(data, index);
        if (uint8(uint256(_wordAt(data, offset))) != 0) _refuse(index, "padding");
        if (uint256(_wordAt(data, offset + 96)) >> 96 != 0) _refuse(index, "window");

        Rule memory rule = ruleAt(data, index);
        if (rule.effect > PROHIBITION) _refuse(index, "effect");
        if (rule.assigneeKind > uint256(type(Assignee).max)) _refuse(index, "assigneeKind");
        if (!_isAssignee(Assignee(rule.assigneeKind), rule.assignee)) _refuse(index, "assignee");
        if (rule.targetKind == 0 || rule.targetKind > uint256(type(IPolicyRegistry.TargetKind).max)) {
            _refuse(index, "targetKind");
        }
        bool isEntity = rule.targetKind == uint256(IPolicyRegistry.TargetKind.ENTITY);
        if (rule.part != 0 && (!isEntity || rule.name == 0)) _refuse(index, "part");
        if (rule.actions == 0) _refuse(index, "actions");
        if (rule.purposes >> purposes != 0) _refuse(index, "purposes");
        if (rule.until != 0 && rule.until <= rule.from) _refuse(index, "until");
        bool cannotCount = rule.effect == PROHIBITION || Assignee(rule.assigneeKind) == Assignee.ANYONE;
        if (rule.count != 0 && cannotCount) _refuse(index, "count");
        if (rule.needsVote > 1 || (rule.needsVote == 1 && cannotCount)) _refuse(index, "needsVote");
        if (Assignee(rule.assigneeKind) == Assignee.ROLE) role = 1 << rule.assignee;
    }

    /// @dev Each role is one question to the access manager, the dearest part of a verdict.
    function _requireFewRoles(uint256 roles) private pure {
        uint256 count = 0;
        for (uint256 left = roles; left != 0; left &= left - 1) ++count;
        if (count > MOST_ROLES) revert IPolicyRegistry.PolicyTooManyRoles(count, MOST_ROLES);
    }

    function _isAssignee(Assignee kind, uint256 value) private pure returns (bool isValid) {
        if (kind == Assignee.KIND) return value >= 1 && value <= 4;
        if (kind == Assignee.ROLE) return value < 256;
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
