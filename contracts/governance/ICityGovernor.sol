// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title What the city adds to OpenZeppelin's Governor
/// @notice Agencies with a seat propose and vote; a ballot is an EIP-712 message that the agency's account verifies
/// (ERC-1271) and anybody relays. No text goes on chain: a description and a reason are hashes, "0x" and 64 lower-case
/// hexadecimal digits.
interface ICityGovernor {
    /// @notice One ballot for {castBallots}.
    /// @param proposalId What is voted on
    /// @param support 0 against, 1 for, 2 abstain
    /// @param voter The agency's account
    /// @param reasonHash Salted hash of the reason; zero when none is given. With one, an `ExtendedBallot` was signed
    /// with the hash as its reason and empty params; without, a `Ballot`
    /// @param signature What the account's `isValidSignature` accepts
    struct SignedBallot {
        uint256 proposalId;
        uint8 support;
        address voter;
        bytes32 reasonHash;
        bytes signature;
    }

    /// @notice A ballot of a batch was not counted, and nothing of it was kept.
    /// @param reason Selector of the error; zero when it ran out of the batch's gas for each
    event BallotRefused(address indexed voter, uint256 indexed proposalId, bytes4 reason);

    /// @notice The guardian stopped a proposal.
    /// @param reasonHash Salted hash of the reason
    event ProposalVetoed(uint256 indexed proposalId, address indexed guardian, bytes32 reasonHash);

    /// @notice Only an enrolled agency that is not suspended, with a seat, proposes.
    error GovernorNotAnAgency(address account);

    /// @notice The account had no seat at the proposal's timepoint (unix seconds).
    error GovernorNoSeat(address account, uint256 timepoint);

    /// @notice Only the guardian vetoes.
    error GovernorNotGuardian(address account);

    /// @notice A veto has a reason.
    error GovernorReasonMissing();

    /// @notice A description or reason is a hash in hexadecimal, never text; this one has `length` bytes.
    error GovernorNotAHash(uint256 length);

    /// @notice Ballots have no params here.
    error GovernorParamsNotEmpty(uint256 length);

    /// @notice No ballot of the batch was counted.
    /// @param reason Selector of the first one's error
    error GovernorNoBallotCounted(bytes4 reason);

    /// @notice The transaction has not the gas that each ballot of the batch was promised.
    error GovernorGasTooLow(uint256 gasLeft, uint256 gasNeeded);

    /// @notice This setting is outside what can be voted.
    error GovernorSettingNotAllowed(uint256 value, uint256 minimum, uint256 maximum);

    /// @notice OpenZeppelin's Governor has this door; here it is closed.
    error GovernorDoorClosed(bytes4 selector);

    /// @notice Counts the good ballots; each bad one is named by {BallotRefused}. Anybody.
    /// @param ballotGas Gas that each ballot may use, so that no voter's account can burn that of the others: a million
    /// per post-quantum signature of the voter. With less than that left the whole batch is refused
    /// @return counted How many were counted, at least one
    function castBallots(SignedBallot[] calldata ballots, uint256 ballotGas) external returns (uint256 counted);

    /// @notice Stops a proposal that is not executed yet. Only the guardian.
    /// @param reasonHash Salted hash of the reason, not zero
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash,
        bytes32 reasonHash
    ) external returns (uint256 proposalId);

    /// @notice The proposal that is being executed at this moment of the transaction; zero when none is.
    function proposalInExecution() external view returns (uint256 proposalId);

    /// @notice The contract through which proposals act.
    function timelock() external view returns (address);
}
