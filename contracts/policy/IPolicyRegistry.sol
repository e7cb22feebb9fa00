// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Who may do what with which data, for which purpose, until when
/// @notice Each policy is an ODRL document (by the sha2-256 digest of its canonical JSON, RFC 8785) and the rules it
/// compiles to, byte for byte. Anybody can compile the document again and compare.
/// @dev A prohibition overrides every permission; what no rule permits is denied.
interface IPolicyRegistry {
    enum State {
        NONE,
        PUBLISHED,
        RETIRED
    }

    /// @dev GDPR, article 6(1) (a) to (f), and data that are not about persons.
    enum LegalBasis {
        NONE,
        CONSENT,
        CONTRACT,
        LEGAL_OBLIGATION,
        VITAL_INTERESTS,
        PUBLIC_TASK,
        LEGITIMATE_INTERESTS,
        NOT_PERSONAL
    }

    enum TargetKind {
        NONE,
        DATASET,
        COLLECTION,
        ENTITY,
        DECISION
    }

    enum Action {
        READ,
        AGGREGATE,
        DERIVE,
        DISTRIBUTE,
        MODIFY,
        DELETE,
        DECIDE,
        ENACT
    }

    /// @dev In rising weight: of all rules the one with the greatest reason decides, then the lowest policy, then the
    /// lowest index. Only PERMITTED permits. The first two and the last two name no rule.
    enum Reason {
        NO_POLICY,
        NO_RULE,
        NOT_ASSIGNEE,
        OTHER_PURPOSE,
        TOO_EARLY,
        TOO_LATE,
        COUNT_USED,
        VOTE_NEEDED,
        PERMITTED,
        PROHIBITED,
        PURPOSE_NOT_VOTED,
        SUSPENDED
    }

    /// @param name Text of at most 31 characters, left-aligned, or a 32-byte id; never zero in a request
    /// @param part An attribute of an entity type, zero for all of them; zero for every other kind
    struct Target {
        TargetKind kind;
        bytes32 name;
        bytes32 part;
    }

    /// @notice What the registry cannot know by itself; whoever calls {exercise} answers for it.
    /// @param collections The collections that the dataset belongs to
    struct Context {
        bytes32[] collections;
    }

    /// @param owner The participant that answers for the policy
    /// @param legalBasis Why it may be at all
    /// @param reviewBy Unix seconds; from then on the policy is overdue, and still in force
    /// @param document sha2-256 of the canonical ODRL document
    struct Terms {
        address owner;
        LegalBasis legalBasis;
        uint48 reviewBy;
        bytes32 document;
    }

    /// @notice The policy is in force from now on.
    event PolicyPublished(uint256 indexed policyId, address indexed owner, Terms terms, bytes rules);

    /// @notice The policy is not in force any more.
    event PolicyRetired(uint256 indexed policyId);

    /// @notice `purpose` (text, left-aligned) may be stated and allowed, or may not any more.
    event PurposeSet(bytes32 indexed purpose, bool isVoted);

    /// @notice What a rule leaves to a vote was voted for `participant`, until `until` (unix seconds, exclusive).
    event ParticipantApproved(
        uint256 indexed policyId,
        uint256 indexed ruleIndex,
        address indexed participant,
        uint48 until
    );

    /// @notice A permission was used; `used` times by this participant so far where the rule counts, else zero.
    event PermissionExercised(
        uint256 indexed policyId,
        uint256 indexed ruleIndex,
        address indexed participant,
        Target target,
        Action action,
        bytes32 purpose,
        uint32 used
    );

    /// @notice No such policy.
    error PolicyUnknown(uint256 policyId);

    /// @notice The policy is retired.
    error PolicyNotInForce(uint256 policyId);

    /// @notice The owner must be an active participant.
    error PolicyOwnerNotActive(address owner);

    /// @notice The review date is not in the future.
    error PolicyReviewTooSoon(uint48 reviewBy);

    /// @notice The field with this name (text, left-aligned) must not be zero.
    error PolicyZeroValue(bytes32 field);

    /// @notice The rules are not one purpose table and 1 to 128 rules of 128 bytes.
    error PolicyRulesLength(uint256 length);

    /// @notice The field with this name (text, left-aligned) of the rule is out of range.
    error PolicyRuleInvalid(uint256 ruleIndex, bytes32 field);

    /// @notice Nobody voted this purpose.
    error PolicyPurposeNotVoted(bytes32 purpose);

    /// @notice The purposes of a policy stand in rising order, none twice.
    error PolicyPurposesUnordered(bytes32 purpose);

    /// @notice A policy names at most `limit` roles.
    error PolicyTooManyRoles(uint256 count, uint256 limit);

    /// @notice At most `limit` policies in force for one target.
    error PolicyTargetCrowded(TargetKind kind, bytes32 name, uint256 limit);

    /// @notice A request names one target; only entities have parts.
    error PolicyTargetInvalid(TargetKind kind, bytes32 name, bytes32 part);

    /// @notice A dataset belongs to at most `limit` collections.
    error PolicyTooManyCollections(uint256 count, uint256 limit);

    /// @notice The rule does not ask for a vote.
    error PolicyNoVoteNeeded(uint256 policyId, uint256 ruleIndex);

    /// @notice The verdict is no; see {evaluate}.
    error PolicyDenied(Reason reason, uint256 policyId, uint256 ruleIndex);

    /// @notice The data contract could not be created.
    error PolicyRulesNotStored();

    /// @notice Puts a policy in force. Reserved to a vote.
    /// @param rules As PolicyRules describes them
    /// @return policyId Ids count from 1
    function publish(Terms calldata terms, bytes calldata rules) external returns (uint256 policyId);

    /// @notice Takes a policy out of force. Reserved to a vote.
    function retire(uint256 policyId) external;

    /// @notice Adds a purpose to the voted list or takes it off. Reserved to a vote.
    function setPurpose(bytes32 purpose, bool isVoted) external;

    /// @notice Decides for one participant what a rule leaves to a vote. Reserved to a vote.
    /// @param until Unix seconds, exclusive; zero takes an approval back
    function approve(uint256 policyId, uint256 ruleIndex, address participant, uint48 until) external;

    /// @notice The verdict now, and one use of it. Reverts with {PolicyDenied} where the verdict is no.
    /// @dev Reserved to those who enforce (a role): anybody else could use up another's count or claim a collection.
    function exercise(
        address participant,
        Target calldata target,
        Action action,
        bytes32 purpose,
        Context calldata context
    ) external returns (uint256 policyId, uint256 ruleIndex);

    /// @notice The verdict under the policies now in force, for any time.
    /// @param participant Zero, or an account that is not enrolled, for somebody unknown
    /// @param purpose Zero when none is stated
    /// @param time Unix seconds
    /// @return isPermitted Whether the verdict is permit
    /// @return reason Why
    /// @return policyId The policy that decided; zero where no rule did
    /// @return ruleIndex Its rule, from 0
    function evaluate(
        address participant,
        Target calldata target,
        Action action,
        bytes32 purpose,
        uint48 time,
        Context calldata context
    ) external view returns (bool isPermitted, Reason reason, uint256 policyId, uint256 ruleIndex);

    /// @notice All that stands about a policy.
    /// @return terms Owner, legal basis, review date, document
    /// @return state Whether it is in force
    /// @return publishedAt Unix seconds
    /// @return retiredAt Unix seconds, zero while it is in force
    function policy(
        uint256 policyId
    ) external view returns (Terms memory terms, State state, uint48 publishedAt, uint48 retiredAt);

    /// @notice The rules of a policy, as they were published.
    function rulesOf(uint256 policyId) external view returns (bytes memory rules);

    /// @notice The policies in force that name this target; a zero name means "every target of that kind".
    function policiesOf(TargetKind kind, bytes32 name) external view returns (uint256[] memory policyIds);

    /// @notice How many policies were ever published; also the latest id.
    function policyCount() external view returns (uint256 count);

    /// @notice Whether the purpose is on the voted list.
    function isVotedPurpose(bytes32 purpose) external view returns (bool isVoted);

    /// @notice What a participant has left of a rule's count and vote.
    /// @return used How often it used the rule
    /// @return approvedUntil Unix seconds, exclusive; zero where nothing was voted
    function usageOf(
        uint256 policyId,
        uint256 ruleIndex,
        address participant
    ) external view returns (uint32 used, uint48 approvedUntil);
}
