// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Maker of participant accounts
/// @notice Anybody may create an account for any signers; its address follows from signers, threshold and salt alone.
interface IParticipantAccountFactory {
    /// @notice An account came into being.
    event AccountCreated(address indexed account);

    /// @notice Data came to be kept as the code of a contract.
    event DataStored(address indexed pointer);

    /// @notice Keeps data for good as the code of a contract, a STOP before them: the expanded keys of signers. Anybody; the address
    /// follows from the data alone, and the same data are kept once.
    /// @param data At most 24,575 bytes
    function store(bytes calldata data) external returns (address pointer);

    /// @notice Creates the account, or returns it when it is already there.
    /// @param signers ERC-7913 signers, `verifier || key` each
    /// @param threshold How many of them must sign
    /// @param salt Tells apart accounts with the same signers and threshold
    function create(bytes[] calldata signers, uint64 threshold, bytes32 salt) external returns (address account);

    /// @notice Where {create} would put the account, whether or not it is there yet.
    function predict(
        bytes[] calldata signers,
        uint64 threshold,
        bytes32 salt
    ) external view returns (address account);
}
