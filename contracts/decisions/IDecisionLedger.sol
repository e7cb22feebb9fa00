// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The ledger of decisions
/// @notice What was asked, who answered by when, and what became of it. Content stands by sha2-256 digests of DAG-CBOR
/// blocks, so anybody who has the blocks can check the whole decision again.
/// @dev REQUESTED -> RECORDED (committee) or EXPIRED (anybody, after the deadline); RECORDED -> FINAL (anybody, after
/// the window). The other states belong to challenges, objections and enactment.
interface IDecisionLedger {
    enum State {
        NONE,
        REQUESTED,
        RECORDED,
        CHALLENGED,
        OBJECTED,
        STRUCK,
        FINAL,
        ENACTED,
        DECLINED,
        STOPPED,
        EXPIRED
    }

    /// @notice What an agency asks for.
    /// @param kind Kind of problem as text, left-aligned and zero-padded, for example "routes"
    /// @param problem Digest of the problem document
    /// @param snapshot Digest of the snapshot's root; the oracle reads nothing else
    /// @param isRestricted Whether the content is for grantees only
    /// @param recordBy Last second (unix) at which the committee may record
    /// @param challengeWindow Seconds from the record to the earliest {finalize}
    /// @param committee The operator account that records
    struct Terms {
        bytes32 kind;
        bytes32 problem;
        bytes32 snapshot;
        bool isRestricted;
        uint48 recordBy;
        uint48 challengeWindow;
        address committee;
    }

    /// @notice What the committee answers.
    /// @param report Digest of the report document
    /// @param modelRoot Merkle root of the model's chunks
    /// @param sampleHash sha2-256 of the sample's bytes
    /// @param energy Energy of the sample on the model, in the model's integer unit
    /// @param bound Proven lower bound of the energy of any sample, same unit
    struct Outcome {
        bytes32 report;
        bytes32 modelRoot;
        bytes32 sampleHash;
        int256 energy;
        int256 bound;
    }

    /// @notice `agency` asked for a decision.
    event DecisionRequested(uint256 indexed id, address indexed agency, Terms terms);

    /// @notice `committee` answered; the answer may be challenged until `challengeUntil` (unix seconds).
    event DecisionRecorded(uint256 indexed id, address indexed committee, Outcome outcome, uint48 challengeUntil);

    /// @notice The window passed and the answer stands.
    event DecisionFinalized(uint256 indexed id);

    /// @notice Nobody answered in time.
    event DecisionExpired(uint256 indexed id);

    /// @notice Requests must name a challenge window of at least `window` seconds from now on.
    event MinimumWindowSet(uint48 window);

    /// @notice No decision has this id.
    error LedgerUnknownDecision(uint256 id);

    /// @notice The decision's state does not allow this.
    error LedgerWrongState(uint256 id, State state);

    /// @notice Only the committee named in the request may record.
    error LedgerNotCommittee(uint256 id, address caller);

    /// @notice Not before `from` (unix seconds).
    error LedgerTooEarly(uint256 id, uint48 from);

    /// @notice Not after `until` (unix seconds).
    error LedgerTooLate(uint256 id, uint48 until);

    /// @notice The challenge window is shorter than the least allowed (seconds).
    error LedgerWindowTooShort(uint48 window, uint48 minimum);

    /// @notice The challenge window would end after the end of time as the ledger counts it (seconds).
    error LedgerWindowTooLong(uint48 window, uint48 maximum);

    /// @notice The deadline for recording is not in the future.
    error LedgerDeadlineTooSoon(uint48 recordBy);

    /// @notice The requesting account is not an active agency.
    error LedgerAgencyNotActive(address agency);

    /// @notice The committee is not an active operator.
    error LedgerCommitteeNotActive(address committee);

    /// @notice A lower bound above the energy is no lower bound.
    error LedgerBoundAboveEnergy(int256 bound, int256 energy);

    /// @notice The answer is to another problem or on another snapshot than this decision's request names.
    error LedgerOtherQuestion(uint256 id);

    /// @notice The field with this name (text, left-aligned) must not be zero.
    error LedgerZeroValue(bytes32 field);

    /// @notice Asks for a decision. Reserved to agencies.
    /// @return id Ids count from 1
    function request(Terms calldata terms) external returns (uint256 id);

    /// @notice Records the answer. Only the committee named in the request, once, and not after its deadline.
    /// @dev The question is in the call so that signers bind their answer to it: whoever told them of the request cannot
    /// use their signatures for another one under the same id.
    /// @param problem Digest of the problem that was solved; must be the request's
    /// @param snapshot Digest of the snapshot it was solved on; must be the request's
    function record(uint256 id, bytes32 problem, bytes32 snapshot, Outcome calldata outcome) external;

    /// @notice Makes the answer final. Anybody, from the end of the challenge window on.
    function finalize(uint256 id) external;

    /// @notice Closes a request that nobody answered. Anybody, after the deadline.
    function expire(uint256 id) external;

    /// @notice Sets the least challenge window (seconds) for requests to come. Reserved to the administration.
    function setMinimumWindow(uint48 window) external;

    /// @notice All that the ledger knows of one decision.
    /// @return terms What was asked
    /// @return agency Who asked
    /// @return requestedAt When, unix seconds
    /// @return state Where it stands
    /// @return outcome What was answered; zero before
    /// @return recordedAt When, unix seconds; zero before
    /// @return challengeUntil First second (unix) at which it may become final; zero before it is recorded
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
        );

    /// @notice How many decisions were requested; also the latest id.
    function decisionCount() external view returns (uint256 count);

    /// @notice The least challenge window of a new request, in seconds.
    function minimumWindow() external view returns (uint48 window);
}
