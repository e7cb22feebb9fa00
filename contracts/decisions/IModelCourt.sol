// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The court of models
/// @notice Whoever has a strictly better sample of a decision's model proves it here, and it stands, with credit. Nobody votes:
/// samples are scored on the model that the decision recorded ({IScorer}). Whoever doubts the recorded energy has it scored too.
/// @dev Two kinds of case, under one numbering, which is also that of the scorings. A claim: COMMITTED -> REVEALED -> UPHELD,
/// REFUTED or SUPERSEDED, or LAPSED after a deadline. A doubt, opened at REVEALED: CONFIRMED, or UPHELD and the decision is struck.
interface IModelCourt {
    enum State {
        NONE,
        COMMITTED,
        REVEALED,
        UPHELD,
        REFUTED,
        SUPERSEDED,
        LAPSED,
        CONFIRMED
    }

    /// @notice A claim of a better sample, or a doubt about the recorded one.
    /// @param account Who opened it
    /// @param deadline Last second (unix) for the next step: to reveal, then to score; zero for a doubt
    /// @param isDoubt Whether it is a doubt
    /// @param openedIn Block in which it was opened
    /// @param commitment Of a claim: keccak256(abi.encode(decision, sampleHash, energy, account, salt))
    /// @param energy Claimed; zero for a doubt
    /// @param standingSample Sample of the decision that is scored too; zero where it was already, or nobody has its bytes
    /// @param standingEnergy Energy that the decision records for it
    struct Case {
        uint256 decisionId;
        address account;
        uint48 deadline;
        State state;
        bool isDoubt;
        uint256 openedIn;
        bytes32 commitment;
        bytes32 sampleHash;
        int256 energy;
        bytes32 standingSample;
        int256 standingEnergy;
    }

    /// @notice `account` says it has a better sample; it must show it by `revealBy` (unix seconds).
    event ClaimCommitted(
        uint256 indexed id,
        uint256 indexed decisionId,
        address indexed account,
        bytes32 commitment,
        uint48 revealBy
    );

    /// @notice The claim names its sample and energy; it must be scored by `scoreBy` (unix seconds).
    event ClaimRevealed(uint256 indexed id, bytes32 sampleHash, int256 energy, bytes32 standingSample, uint48 scoreBy);

    /// @notice The claim is true and its sample better: it stands. Credit goes to `author`, the first who committed to it.
    event ClaimUpheld(uint256 indexed id, uint256 indexed decisionId, address indexed author);

    /// @notice The claim is false: the sample breaks a rule, or has this energy. Its account may claim no more here.
    event ClaimRefuted(uint256 indexed id, int256 energy, bool isBroken);

    /// @notice The claim is true, but something as good stands already, or the decision does no more.
    event ClaimSuperseded(uint256 indexed id);

    /// @notice The claim was not revealed or not scored in time.
    event ClaimLapsed(uint256 indexed id);

    /// @notice `account` has the recorded sample scored.
    event DoubtOpened(uint256 indexed id, uint256 indexed decisionId, address indexed account);

    /// @notice The recorded sample has the recorded energy and breaks no rule.
    event StandingConfirmed(uint256 indexed id, uint256 indexed decisionId);

    /// @notice The recorded sample breaks a rule, or has this energy.
    event StandingRefuted(uint256 indexed id, uint256 indexed decisionId, int256 energy, bool isBroken);

    /// @notice Only active participants may do this.
    error CourtNotEnrolled(address account);

    /// @notice The decision's window is over, or it has none (unix seconds).
    error CourtWindowClosed(uint256 decisionId, uint48 until);

    /// @notice A claim of this account about this decision was refuted.
    error CourtBarred(uint256 decisionId, address account);

    /// @notice The account has as many open claims as it may.
    error CourtTooManyClaims(address account, uint256 most);

    /// @notice The claim is not in the state for this, or not the caller's.
    error CourtWrongCase(uint256 id, State state, address account);

    /// @notice A claim is revealed in a later block than it was committed in.
    error CourtTooEarly(uint256 id, uint256 openedIn);

    /// @notice The deadline (unix seconds) is over, or for a lapse not yet.
    error CourtDeadline(uint256 id, uint48 deadline);

    /// @notice What is revealed is not what was committed to.
    error CourtOtherCommitment(uint256 id, bytes32 commitment);

    /// @notice A claim must be strictly lower than what stands.
    error CourtNotBetter(int256 energy, int256 standing);

    /// @notice The standing sample has been scored before and is as recorded.
    error CourtAlreadyConfirmed(uint256 decisionId);

    /// @notice Zero commits to nothing.
    error CourtZeroCommitment();

    /// @notice Claims a strictly better sample without showing it. Any active participant, within the window; the decision waits.
    function commit(uint256 decisionId, bytes32 commitment) external returns (uint256 id);

    /// @notice Shows what was committed to; the sample must be stored ({IScorer-storeSample}, in the same batch so that
    /// nobody sees it before). It is scored from here on, with the standing one unless that was, or nobody has stored it.
    function reveal(uint256 id, bytes32 sampleHash, int256 energy, bytes32 salt) external;

    /// @notice Closes a claim whose deadline is over. Anybody.
    function lapse(uint256 id) external;

    /// @notice Has the recorded sample, which must be stored, scored: at any time before the decision is enacted.
    function doubt(uint256 decisionId) external returns (uint256 id);

    /// @notice A case; all zero for an unknown one.
    function courtCase(uint256 id) external view returns (Case memory entry);

    /// @notice How many cases there were; also the latest id.
    function caseCount() external view returns (uint256 count);

    /// @notice Open claims about a decision; it waits while there are any.
    function openClaims(uint256 decisionId) external view returns (uint256 count);

    /// @notice Whether the account may claim no more about this decision.
    function isBarred(uint256 decisionId, address account) external view returns (bool barred);

    /// @notice Whether this very sample and energy of the decision were scored and found right.
    function isConfirmed(uint256 decisionId, bytes32 sampleHash, int256 energy) external view returns (bool confirmed);

    /// @notice Seconds to reveal, and to score.
    function windows() external view returns (uint48 reveal, uint48 score);
}
