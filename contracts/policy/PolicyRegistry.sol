// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {DataContract} from "./DataContract.sol";
import {IPolicyRegistry} from "./IPolicyRegistry.sol";
import {PolicyIndex} from "./PolicyIndex.sol";
import {PolicyRules} from "./PolicyRules.sol";

/// @title Policy registry
/// @dev Policies are found by the targets their rules name, so that a verdict costs what its own policies cost.
contract PolicyRegistry is IPolicyRegistry, AccessManaged {
    using PolicyIndex for PolicyIndex.Index;

    struct Policy {
        Terms terms;
        State state;
        uint48 publishedAt;
        uint48 retiredAt;
        address rules;
    }

    struct Usage {
        uint48 approvedUntil;
        uint32 used;
    }

    struct Question {
        address participant;
        uint256 kind;
        Target target;
        uint256 actionBit;
        bytes32 purpose;
        uint256 time;
        bytes32[] collections;
        uint256 rolesAsked;
        uint256 rolesHeld;
    }

    struct Finding {
        Reason reason;
        uint256 policyId;
        uint256 ruleIndex;
    }

    uint256 private constant MOST_COLLECTIONS = 16;

    IParticipantRegistry private immutable _registry;
    mapping(uint256 policyId => Policy) private _policies;
    PolicyIndex.Index private _index;
    mapping(bytes32 purpose => bool) private _isVotedPurpose;
    mapping(uint256 policyId => mapping(uint256 ruleIndex => mapping(address participant => Usage))) private _usages;
    uint256 private _policyCount;

    constructor(address manager, IParticipantRegistry registry) AccessManaged(manager) {
        _registry = registry;
    }

    /// @inheritdoc IPolicyRegistry
    function publish(Terms calldata terms, bytes calldata rules) external restricted returns (uint256 policyId) {
        _checkTerms(terms);
        PolicyRules.requireValid(rules);
        _requireVotedPurposes(rules);

        policyId = ++_policyCount;
        Policy storage entry = _policies[policyId];
        entry.terms = terms;
        entry.state = State.PUBLISHED;
        entry.publishedAt = uint48(block.timestamp);
        entry.rules = DataContract.write(rules);
        if (entry.rules == address(0)) revert PolicyRulesNotStored();
        _index.add(policyId, rules);

        emit PolicyPublished(policyId, terms.owner, terms, rules);
    }

    /// @inheritdoc IPolicyRegistry
    function retire(uint256 policyId) external restricted {
        Policy storage entry = _requireInForce(policyId);

        entry.state = State.RETIRED;
        entry.retiredAt = uint48(block.timestamp);
        _index.remove(policyId, DataContract.read(entry.rules));

        emit PolicyRetired(policyId);
    }

    /// @inheritdoc IPolicyRegistry
    function setPurpose(bytes32 purpose, bool isVoted) external restricted {
        if (purpose == 0) revert PolicyZeroValue("purpose");

        _isVotedPurpose[purpose] = isVoted;

        emit PurposeSet(purpose, isVoted);
    }

    /// @inheritdoc IPolicyRegistry
    function approve(uint256 policyId, uint256 ruleIndex, address participant, uint48 until) external restricted {
        bytes memory rules = DataContract.read(_requireInForce(policyId).rules);
        bool needsVote = ruleIndex < PolicyRules.ruleCount(rules) &&
            PolicyRules.ruleAt(rules, ruleIndex).needsVote == 1;
        if (!needsVote) revert PolicyNoVoteNeeded(policyId, ruleIndex);
        if (participant == address(0)) revert PolicyZeroValue("participant");

        _usages[policyId][ruleIndex][participant].approvedUntil = until;

        emit ParticipantApproved(policyId, ruleIndex, participant, until);
    }

    /// @inheritdoc IPolicyRegistry
    function exercise(
        address participant,
        Target calldata target,
        Action action,
        bytes32 purpose,
        Context calldata context
    ) external restricted returns (uint256 policyId, uint256 ruleIndex) {
        Finding memory best = _evaluate(
            _question(participant, target, action, purpose, uint48(block.timestamp), context)
        );
        (policyId, ruleIndex) = (best.policyId, best.ruleIndex);
        if (best.reason != Reason.PERMITTED) revert PolicyDenied(best.reason, policyId, ruleIndex);

        uint32 used = 0;
        if (PolicyRules.ruleAt(DataContract.read(_policies[policyId].rules), ruleIndex).count != 0) {
            used = ++_usages[policyId][ruleIndex][participant].used;
        }

        emit PermissionExercised(policyId, ruleIndex, participant, target, action, purpose, used);
    }

    /// @inheritdoc IPolicyRegistry
    function evaluate(
        address participant,
        Target calldata target,
        Action action,
        bytes32 purpose,
        uint48 time,
        Context calldata context
    ) external view returns (bool isPermitted, Reason reason, uint256 policyId, uint256 ruleIndex) {
        Finding memory best = _evaluate(_question(participant, target, action, purpose, time, context));
        return (best.reason == Reason.PERMITTED, best.reason, best.policyId, best.ruleIndex);
    }

    /// @inheritdoc IPolicyRegistry
    function policy(
        uint256 policyId
    ) external view returns (Terms memory terms, State state, uint48 publishedAt, uint48 retiredAt) {
        Policy storage entry = _requireKnown(policyId);
        return (entry.terms, entry.state, entry.publishedAt, entry.retiredAt);
    }

    /// @inheritdoc IPolicyRegistry
    function rulesOf(uint256 policyId) external view returns (bytes memory rules) {
        return DataContract.read(_requireKnown(policyId).rules);
    }

    /// @inheritdoc IPolicyRegistry
    function policiesOf(TargetKind kind, bytes32 name) external view returns (uint256[] memory policyIds) {
        return _index.policyIds[kind][name];
    }

    /// @inheritdoc IPolicyRegistry
    function policyCount() external view returns (uint256 count) {
        return _policyCount;
    }

    /// @inheritdoc IPolicyRegistry
    function isVotedPurpose(bytes32 purpose) external view returns (bool isVoted) {
        return _isVotedPurpose[purpose];
    }

    /// @inheritdoc IPolicyRegistry
    function usageOf(
        uint256 policyId,
        uint256 ruleIndex,
        address participant
    ) external view returns (uint32 used, uint48 approvedUntil) {
        Usage storage usage = _usages[policyId][ruleIndex][participant];
        return (usage.used, usage.approvedUntil);
    }

    /// @dev Refuses what no request may be; the participant's kind stays NONE until {_evaluate} looks it up.
    function _question(
        address participant,
        Target calldata target,
        Action action,
        bytes32 purpose,
        uint48 time,
        Context calldata context
    ) private pure returns (Question memory question) {
        bool hasPart = target.part != 0 && target.kind != TargetKind.ENTITY;
        if (target.kind == TargetKind.NONE || target.name == 0 || hasPart) {
            revert PolicyTargetInvalid(target.kind, target.name, target.part);
        }
        uint256 count = context.collections.length;
        if (count > MOST_COLLECTIONS) revert PolicyTooManyCollections(count, MOST_COLLECTIONS);
        question.participant = participant;
        question.target = target;
        question.actionBit = 1 << uint8(action);
        question.purpose = purpose;
        question.time = time;
        question.collections = context.collections;
    }

    function _evaluate(Question memory question) private view returns (Finding memory best) {
        (IParticipantRegistry.Kind kind, IParticipantRegistry.Status status, , ) = _registry.participant(
            question.participant
        );
        question.kind = uint256(kind);
        if (status == IParticipantRegistry.Status.SUSPENDED) return Finding(Reason.SUSPENDED, 0, 0);
        bool isUnvoted = question.purpose != 0 && !_isVotedPurpose[question.purpose];
        if (isUnvoted) return Finding(Reason.PURPOSE_NOT_VOTED, 0, 0);

        _consult(question, best, question.target.kind, question.target.name);
        _consult(question, best, question.target.kind, 0);
        if (question.target.kind != TargetKind.DATASET || question.collections.length == 0) return best;
        for (uint256 index = 0; index < question.collections.length; ++index) {
            bytes32 collection = question.collections[index];
            if (collection != 0) _consult(question, best, TargetKind.COLLECTION, collection);
        }
        _consult(question, best, TargetKind.COLLECTION, 0);
    }

    /// @dev Weighs every policy in force that names the target; `best` keeps the weightiest finding.
    function _consult(Question memory question, Finding memory best, TargetKind kind, bytes32 name) private view {
        uint256[] storage policyIds = _index.policyIds[kind][name];
        uint256 count = policyIds.length;
        for (uint256 index = 0; index < count; ++index) _weigh(question, best, policyIds[index]);
    }

    function _weigh(Question memory question, Finding memory best, uint256 policyId) private view {
        bytes memory rules = DataContract.read(_policies[policyId].rules);
        uint256 purposeBit = PolicyRules.purposeBit(rules, question.purpose);
        uint256 count = PolicyRules.ruleCount(rules);
        PolicyRules.Rule memory rule;
        if (best.reason == Reason.NO_POLICY) best.reason = Reason.NO_RULE;
        uint256 first = PolicyRules.offsetOf(rules, 0);
        for (uint256 index = 0; index < count; ++index) {
            uint256 offset = first + PolicyRules.RULE_BYTES * index;
            if (!PolicyRules.hasAction(rules, offset, question.actionBit)) continue;
            PolicyRules.load(rule, rules, offset);
            Reason reason = _reasonOf(question, rule, purposeBit);
            if (reason < best.reason) continue;
            if (reason == Reason.PERMITTED) reason = _remaining(question, rule, _usages[policyId][index]);
            bool isEarlier = reason == best.reason && policyId < best.policyId;
            if (reason == Reason.NO_RULE || (reason <= best.reason && !isEarlier)) continue;
            best.reason = reason;
            best.policyId = policyId;
            best.ruleIndex = index;
        }
    }

    /// @dev What one rule says before its count and its vote; a prohibition that does not apply says nothing.
    function _reasonOf(
        Question memory question,
        PolicyRules.Rule memory rule,
        uint256 purposeBit
    ) private view returns (Reason reason) {
        if (!PolicyRules.isAbout(rule, question.target, question.collections)) return Reason.NO_RULE;
        reason = _failure(question, rule, purposeBit);
        if (rule.effect == PolicyRules.PERMISSION) return reason;
        return reason == Reason.PERMITTED ? Reason.PROHIBITED : Reason.NO_RULE;
    }

    /// @dev What is left of a permission whose other conditions are met.
    function _remaining(
        Question memory question,
        PolicyRules.Rule memory rule,
        mapping(address participant => Usage) storage usages
    ) private view returns (Reason reason) {
        if (rule.count == 0 && rule.needsVote == 0) return Reason.PERMITTED;
        Usage storage usage = usages[question.participant];
        (uint48 approvedUntil, uint32 used) = (usage.approvedUntil, usage.used);
        if (rule.count != 0 && used >= rule.count) return Reason.COUNT_USED;
        if (rule.needsVote != 0 && question.time >= approvedUntil) return Reason.VOTE_NEEDED;
        return Reason.PERMITTED;
    }

    /// @dev The first of who, purpose and time that does not fit; PERMITTED when all do.
    function _failure(
        Question memory question,
        PolicyRules.Rule memory rule,
        uint256 purposeBit
    ) private view returns (Reason reason) {
        if (!_isAssignee(question, rule)) return Reason.NOT_ASSIGNEE;
        if (!PolicyRules.isForPurpose(rule, question.purpose, purposeBit)) return Reason.OTHER_PURPOSE;
        if (question.time < rule.from) return Reason.TOO_EARLY;
        if (rule.until != 0 && question.time >= rule.until) return Reason.TOO_LATE;
        return Reason.PERMITTED;
    }

    function _isAssignee(Question memory question, PolicyRules.Rule memory rule) private view returns (bool isOne) {
        uint256 kind = rule.assigneeKind;
        if (kind == uint256(PolicyRules.Assignee.ANYONE)) return true;
        if (kind == uint256(PolicyRules.Assignee.ENROLLED)) return question.kind != 0;
        if (kind == uint256(PolicyRules.Assignee.KIND)) return question.kind == rule.assignee;
        if (kind == uint256(PolicyRules.Assignee.ACCOUNT)) return uint160(question.participant) == rule.assignee;
        return _hasRole(question, rule.assignee);
    }

    /// @dev Asks the access manager once for each role, which is below 256; the question keeps a bit of each answer.
    function _hasRole(Question memory question, uint256 role) private view returns (bool isMember) {
        uint256 bit = 1 << role;
        if (question.rolesAsked & bit != 0) return question.rolesHeld & bit != 0;
        (isMember, ) = IAccessManager(authority()).hasRole(uint64(role), question.participant);
        question.rolesAsked |= bit;
        if (isMember) question.rolesHeld |= bit;
    }

    function _checkTerms(Terms calldata terms) private view {
        if (terms.document == 0) revert PolicyZeroValue("document");
        if (terms.legalBasis == LegalBasis.NONE) revert PolicyZeroValue("legalBasis");
        if (terms.reviewBy <= block.timestamp) revert PolicyReviewTooSoon(terms.reviewBy);
        (, IParticipantRegistry.Status status, , ) = _registry.participant(terms.owner);
        if (status != IParticipantRegistry.Status.ACTIVE) revert PolicyOwnerNotActive(terms.owner);
    }

    function _requireVotedPurposes(bytes memory rules) private view {
        uint256 count = PolicyRules.purposeCount(rules);
        for (uint256 index = 0; index < count; ++index) {
            bytes32 purpose = PolicyRules.purposeAt(rules, index);
            if (!_isVotedPurpose[purpose]) revert PolicyPurposeNotVoted(purpose);
        }
    }

    function _requireKnown(uint256 policyId) private view returns (Policy storage entry) {
        entry = _policies[policyId];
        if (entry.state == State.NONE) revert PolicyUnknown(policyId);
    }

    function _requireInForce(uint256 policyId) private view returns (Policy storage entry) {
        entry = _requireKnown(policyId);
        if (entry.state != State.PUBLISHED) revert PolicyNotInForce(policyId);
    }
}
