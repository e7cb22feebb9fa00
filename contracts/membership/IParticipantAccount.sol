// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The account of one participant
/// @notice Acts only by batches of calls that enough of its signers signed. Whoever relays a batch has no authority.
interface IParticipantAccount {
    /// @notice One call of a batch.
    /// @param target The contract to call
    /// @param value Native coin sent along, in wei
    /// @param data Selector and arguments
    struct Call {
        address target;
        uint256 value;
        bytes data;
    }

    /// @notice A signed batch was carried out, entirely.
    /// @param digest The EIP-712 digest that was signed
    /// @param nonce The nonce it used: key in the upper 192 bits, sequence number in the lower 64
    event CallsExecuted(bytes32 indexed digest, uint256 nonce);

    /// @notice The batch came after its deadline (unix seconds).
    error AccountExpiredDeadline(uint256 deadline);

    /// @notice The signatures do not authorise this digest: malformed, unknown signer, not sorted, too few, or wrong.
    error AccountInvalidSignature(bytes32 digest);

    /// @notice Only the account itself, through {execute}, may do this.
    error AccountUnauthorized(address caller);

    /// @notice A signer must be `verifier || key` with a non-empty key and a verifier that has code. (An address alone
    /// would be an ECDSA key; a precompile would accept anything.)
    error AccountUnusableSigner(bytes signer);

    /// @notice Carries out all `calls` in order, or none; the first failure is passed on as it is.
    /// @param nonce The next nonce of its key: `key << 64 | sequence`. Batches under different keys need not wait for
    /// each other
    /// @param deadline Last second (unix) at which the batch may be carried out
    /// @param signature `abi.encode(bytes[] signers, bytes[] signatures)`, signers in ascending order of their
    /// keccak256
    /// @return results What each call returned
    function execute(
        Call[] calldata calls,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (bytes[] memory results);

    /// @notice Adds signers (`verifier || key`). Only the account itself.
    function addSigners(bytes[] calldata signers) external;

    /// @notice Removes signers; refused when fewer than the threshold would remain. Only the account itself.
    function removeSigners(bytes[] calldata signers) external;

    /// @notice Sets how many signers must sign. Only the account itself.
    function setThreshold(uint64 newThreshold) external;

    /// @notice The EIP-712 digest that signers sign for this batch, of
    /// `Execute(Call[] calls,uint256 nonce,uint256 deadline)Call(address target,uint256 value,bytes data)`.
    function executeDigest(
        Call[] calldata calls,
        uint256 nonce,
        uint256 deadline
    ) external view returns (bytes32 digest);
}
