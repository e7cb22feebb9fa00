// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IPolicyRegistry} from "../policy/IPolicyRegistry.sol";

/// @title The ledger of decisions
/// @notice What was asked, who answered by when, and what became of it. Content stands by sha2-256 digests of DAG-CBOR
/// blocks, so anybody who has the blocks can check the whole decision again.
/// @dev Where a decision goes, and by whom:
/// REQUESTED -> RECORDED, or ENACTED under a standing mandate in force (committee); EXPIRED (anybody, after the deadline).
/// RECORDED -> CHALLENGED (court), OBJECTED (any participant), STRUCK (court), FINAL (anybody, after the window).
/// CHALLENGED -> RECORDED, OBJECTED where an objection came meanwhile, STRUCK (court). OBJECTED -> RECORDED, STRUCK (vote), STRUCK (court).
/// FINAL -> ENACTED, DECLINED (vote, or the agency as the policy says), STRUCK (court).
/// ENACTED -> STOPPED (agency, guardian); under a mandate, while the window is open or a challenge runs: STRUCK (court);
/// under a mandate, where an objection came in that time: STRUCK (vote).
/// Objections and mandates have interfaces of their own.
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

    /// @notice The answer takes effect: `by` the timelock (a vote), or by the agency that asked.
    event DecisionEnacted(uint256 indexed id, address indexed by);

    /// @notice The answer will not take effect: `by` the timelock (a vote), or by the agency that asked.
    event DecisionDeclined(uint256 indexed id, address indexed by);

    /// @notice An enacted decision has no effect any more: `by` the agency that asked, or by the guardian.
    event DecisionStopped(uint256 indexed id, address indexed by);

    /// @notice A challenge runs; the decision waits for it.
    event DecisionSuspended(uint256 indexed id);

    /// @notice No challenge runs any more; the decision is recorded again, objected to, or in effect.
    event DecisionResumed(uint256 indexed id);

    /// @notice `author` found a better sample, and it stands from now on.
    event DecisionBeaten(uint256 indexed id, address indexed author, bytes32 sampleHash, int256 energy);

    /// @notice The answer was shown to be wrong; `cause` is text, left-aligned.
    event DecisionStruck(uint256 indexed id, bytes32 cause);

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

    /// @notice No policy permits the agency to do this by itself, for this reason; it takes a vote.
    error LedgerVoteNeeded(uint256 id, IPolicyRegistry.Reason reason);

    /// @notice A better sample has a lower energy than the one that stands.
    error LedgerNotBetter(int256 energy, int256 standing);

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

    /// @notice Puts a final answer into effect. By a vote, or by the agency that asked where a policy permits it ENACT on
    /// decisions of this kind, for no purpose.
    function enact(uint256 id) external;

    /// @notice Sets a final answer aside. By whoever may {enact} it.
    function decline(uint256 id) external;

    /// @notice Ends the effect of an enacted decision. By the agency that asked, while active, or by the guardian.
    function stop(uint256 id) external;

    /// @notice A challenge was opened: a recorded decision waits for it, one enacted under a mandate stays in effect.
    /// Reserved to the court, which asks as often as challenges are opened; one enacted only while its window is open.
    function suspendForChallenge(uint256 id) external;

    /// @notice The last open challenge was closed. Reserved to the court. Changes nothing where the decision was struck
    /// or stopped meanwhile. The window did not wait: where it passed, the decision may become final at once.
    function resumeFromChallenge(uint256 id) external;

    /// @notice A strictly better sample stands from now on. Reserved to the court, while a challenge runs.
    /// @dev A sample below the recorded bound refutes the bound: it cannot stand beside it, and the court strikes.
    function beat(uint256 id, bytes32 sampleHash, int256 energy, address author) external;

    /// @notice Strikes an answer that was shown to be wrong. Reserved to the court, before it is enacted; under a
    /// mandate, while its window is open or a challenge runs.
    /// @param cause Text, left-aligned; never zero
    function strike(uint256 id, bytes32 cause) external;

    /// @notice Sets the least challenge window (seconds) for requests to come. Reserved to the administration.
    function setMinimumWindow(uint48 window) external;

    /// @notice All that the ledger knows of one decision.
    /// @return terms What was asked
    /// @return agency Who asked
    /// @return requestedAt When, unix seconds
    /// @return state Where it stands
    /// @return outcome What was answered; zero before
    /// @return recordedAt When, unix seconds; zero before
    /// @return challengeUntil First second (unix) at which it may become final, unless a challenge or an objection is
    /// open then; zero before it is recorded
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
