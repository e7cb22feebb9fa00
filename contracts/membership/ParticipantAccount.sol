// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {MultiSignerERC7913} from "@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol";
import {NoncesKeyed} from "@openzeppelin/contracts/utils/NoncesKeyed.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IAlgorithmRegistry} from "../cryptography/IAlgorithmRegistry.sol";
import {AccountKeys} from "./AccountKeys.sol";
import {AlgorithmChecked} from "./AlgorithmChecked.sol";
import {IParticipantAccount} from "./IParticipantAccount.sol";

/// @title Participant account
/// @notice k of n ERC-7913 signers, no owner, no upgrade. ERC-1271 answers only to nested signatures (ERC-7739), so
/// nobody can carry the signature of a key from one account of that key to another. The signatures of one batch are all of one
/// algorithm: a participant with a key of each counts once.
/// @dev Storage, fixed for good because receipts prove signers by storage proofs (a test reads these slots):
/// slot 0: `bytes[]` of the signers - its length; element i at keccak256(0) + i, in Solidity's `bytes` encoding
/// slot 1: `mapping(bytes signer => uint256)` - position + 1, at keccak256(signer || uint256(1)); 0 when not a signer
/// slot 2: `uint64` threshold, in the lowest 8 bytes
/// slots 3 and 4: unused strings of OpenZeppelin's EIP712
/// slot 5: `mapping(address => uint256)`, nonces of key 0
/// slot 6: `mapping(address => mapping(uint192 => uint64))`, nonces of the other keys
/// slot 7: `AccountKeys.KeyState`; slot 8: hash of the announced change of keys, 0 when there is none
contract ParticipantAccount is
    IParticipantAccount,
    AlgorithmChecked,
    MultiSignerERC7913,
    EIP712,
    ERC7739,
    NoncesKeyed,
    ReentrancyGuardTransient,
    AccountKeys
{
    bytes32 private constant CALL_TYPEHASH = keccak256("Call(address target,uint256 value,bytes data)");
    bytes32 private constant EXECUTE_TYPEHASH =
        keccak256(
            "Execute(Call[] calls,uint256 nonce,uint256 deadline)Call(address target,uint256 value,bytes data)"
        );

    constructor(
        bytes[] memory signers,
        uint64 initialThreshold,
        IAlgorithmRegistry algorithms
    )
        AlgorithmChecked(algorithms)
        MultiSignerERC7913(signers, initialThreshold)
        EIP712("QDT ParticipantAccount", "1")
    {}

    receive() external payable {}

    /// @inheritdoc IParticipantAccount
    function execute(
        Call[] calldata calls,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external nonReentrant returns (bytes[] memory results) {
        if (block.timestamp > deadline) revert AccountExpiredDeadline(deadline);
        _requireAwake();
        _useCheckedNonce(address(this), nonce);
        bytes32 digest = executeDigest(calls, nonce, deadline);
        if (!_rawSignatureValidation(digest, signature)) revert AccountInvalidSignature(digest);

        emit CallsExecuted(digest, nonce);

        results = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            results[i] = _perform(calls[i]);
        }
    }

    /// @inheritdoc IParticipantAccount
    function executeDigest(
        Call[] calldata calls,
        uint256 nonce,
        uint256 deadline
    ) public view returns (bytes32 digest) {
        bytes32[] memory callHashes = new bytes32[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            callHashes[i] = keccak256(
                abi.encode(CALL_TYPEHASH, calls[i].target, calls[i].value, keccak256(calls[i].data))
            );
        }
        bytes32 callsHash = keccak256(abi.encodePacked(callHashes));
        return _hashTypedDataV4(keccak256(abi.encode(EXECUTE_TYPEHASH, callsHash, nonce, deadline)));
    }

    function _addSigners(bytes[] memory newSigners) internal override(MultiSignerERC7913, AccountKeys) {
        super._addSigners(newSigners);
    }

    function _validateReachableThreshold() internal view override(MultiSignerERC7913, AccountKeys) {
        super._validateReachableThreshold();
    }

    function _validateSignatures(
        bytes32 hash,
        bytes[] calldata signers,
        bytes[] calldata signatures
    ) internal view override(MultiSignerERC7913, AccountKeys) returns (bool valid) {
        return super._validateSignatures(hash, signers, signatures);
    }

    function _perform(Call calldata call) private returns (bytes memory result) {
        bool success = LowLevelCall.callNoReturn(call.target, call.value, call.data);
        if (!success) LowLevelCall.bubbleRevert();
        return LowLevelCall.returnData();
    }
}
