// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Objections
/// @notice What no contract can judge: a participant compiled snapshot and problem and got another model than the one
/// recorded. The decision waits until the agencies voted.
/// @dev While a challenge is open an objection is noted, so that nobody keeps objections out by a claim: when the court
/// resumes, the decision is OBJECTED instead of RECORDED. That holds past the end of the window too, for as long as the
/// claim holds the decision open. A decision in effect under a standing mandate stays in effect, as under a challenge
/// (whoever is enrolled could stop the city otherwise; agency and guardian may): the objection waits for the vote, which
/// strikes it or lets it be, also after its window.
interface IDecisionObjections {
    /// @notice `account` says that snapshot and problem compile to the model with root `modelRoot`.
    event DecisionObjected(uint256 indexed id, address indexed account, bytes32 modelRoot);

    /// @notice The agencies voted: the decision is struck, or its window goes on until `challengeUntil` (unix seconds), or
    /// it stays in effect.
    event ObjectionResolved(uint256 indexed id, bool isUpheld, uint48 challengeUntil);

    /// @notice Only an enrolled account that is not suspended may object.
    error LedgerNotParticipant(address account);

    /// @notice An objection names another root than the recorded one.
    error LedgerSameModel(uint256 id, bytes32 modelRoot);

    /// @notice An account objects to a decision once.
    error LedgerAlreadyObjected(uint256 id, address account);

    /// @notice Objects to a decision that is recorded or in effect under a mandate. Any active participant, once, within the
    /// challenge window or while a challenge holds the decision open.
    /// @param modelRoot Merkle root of the model that the caller compiled; must differ from the recorded one
    function object(uint256 id, bytes32 modelRoot) external;

    /// @notice Ends an objection. Reserved to a vote. Upheld, the decision is struck; otherwise it is recorded again, and
    /// what was left of its window when the objection came is left again; one in effect under a mandate stays so.
    function resolveObjection(uint256 id, bool isUpheld) external;

    /// @notice Whether an objection waits: for the court to resume, or for the vote.
    function isObjected(uint256 id) external view returns (bool objected);

    /// @notice The root by which `account` objected to the decision; zero where it did not.
    function objectionOf(uint256 id, address account) external view returns (bytes32 modelRoot);
}
