// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MultiSignerERC7913} from "@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {AlgorithmChecked} from "./AlgorithmChecked.sol";
import {BytesArrays} from "./BytesArrays.sol";
import {IAccountCare} from "./IAccountCare.sol";
import {IParticipantAccount} from "./IParticipantAccount.sol";

/// @title The keys of an account, and how they change
/// @notice Never at once: a change is announced, waits, and then anybody may make it take effect. In the block in which it does, the
/// account accepts no signature any more, so that whatever it accepts is accepted under the keys of the state before the block.
abstract contract AccountKeys is IParticipantAccount, AlgorithmChecked, MultiSignerERC7913, EIP712 {
    using BytesArrays for bytes[];

    struct KeyState {
        uint48 frozenUntil;
        uint48 effectiveAt;
        uint48 changedInBlock;
        uint64 epoch;
        bool isByVote;
    }

    bytes32 private constant POSSESSION_TYPEHASH = keccak256("KeyPossession(bytes32 change,uint256 epoch)");

    KeyState private _state;
    bytes32 private _pending;

    modifier onlySelf() {
        if (msg.sender != address(this)) revert AccountUnauthorized(msg.sender);
        _;
    }

    modifier onlyCare() {
        if (msg.sender != address(_algorithms)) revert AccountUnauthorized(msg.sender);
        _;
    }

    /// @inheritdoc IParticipantAccount
    function proposeKeys(KeyChange calldata change, bytes[] calldata proofs) external onlySelf {
        if (_pending != 0) revert AccountKeysPending(_pending);

        _announce(change, proofs, false);
    }

    /// @inheritdoc IParticipantAccount
    function cancelKeys() external onlySelf {
        if (_pending == 0) revert AccountNoKeysPending();

        _drop();
    }

    /// @inheritdoc IParticipantAccount
    function recoverKeys(KeyChange calldata change, bytes[] calldata proofs) external onlyCare {
        if (_pending != 0) _drop();

        _announce(change, proofs, true);
    }

    /// @inheritdoc IParticipantAccount
    function freeze(uint48 until) external onlyCare {
        if (_pending != 0 && !_state.isByVote) _drop();
        _state.frozenUntil = until;

        emit AccountFrozenUntil(until);
    }

    /// @inheritdoc IParticipantAccount
    function unfreeze() external onlyCare {
        _state.frozenUntil = 0;

        emit AccountFrozenUntil(0);
    }

    /// @inheritdoc IParticipantAccount
    function applyKeys(KeyChange calldata change) external {
        bytes32 hash = keccak256(abi.encode(change));
        KeyState memory state = _state;
        if (_pending == 0) revert AccountNoKeysPending();
        if (_pending != hash) revert AccountKeysNotProposed(hash);
        if (block.timestamp < state.effectiveAt) revert AccountKeysTooEarly(state.effectiveAt);
        if (!state.isByVote && block.timestamp < state.frozenUntil) revert AccountFrozen(state.frozenUntil);

        _pending = 0;
        uint48 stillFrozenUntil = state.isByVote ? 0 : state.frozenUntil;
        _state = KeyState(stillFrozenUntil, 0, uint48(block.number), state.epoch + 1, false);
        _change(change);

        emit KeysChanged(hash, state.epoch + 1);
    }

    /// @inheritdoc IParticipantAccount
    function pendingKeys() external view returns (bytes32 changeHash, uint48 effectiveAt, bool isByVote) {
        return (_pending, _state.effectiveAt, _state.isByVote);
    }

    /// @inheritdoc IParticipantAccount
    function frozenUntil() external view returns (uint48 until) {
        return _state.frozenUntil;
    }

    /// @inheritdoc IParticipantAccount
    function keyEpoch() external view returns (uint64 epoch) {
        return _state.epoch;
    }

    /// @inheritdoc IParticipantAccount
    function algorithmRegistry() external view returns (address registry) {
        return address(_algorithms);
    }

    /// @inheritdoc IParticipantAccount
    function possessionDigest(KeyChange calldata change) external view returns (bytes32 digest) {
        return _possessionDigest(keccak256(abi.encode(change)));
    }

    /// @dev By name, for {execute}; a signature check says just no.
    function _requireAwake() internal view {
        KeyState memory state = _state;
        if (block.timestamp < state.frozenUntil) revert AccountFrozen(state.frozenUntil);
        if (block.number == state.changedInBlock) revert AccountKeysJustChanged(block.number);
    }

    /// @dev Refuses signers that could never sign, or for which anybody could.
    function _addSigners(bytes[] memory newSigners) internal virtual override {
        for (uint256 i = 0; i < newSigners.length; ++i) {
            bytes memory signer = newSigners[i];
            if (signer.length <= 20 || !_algorithms.isEnrollable(address(bytes20(signer)))) {
                revert AccountUnusableSigner(signer);
            }
        }
        super._addSigners(newSigners);
    }

    /// @dev All signatures of a batch are of one algorithm, so the threshold must be within reach of one.
    function _validateReachableThreshold() internal view virtual override {
        bytes[] memory signers = getSigners(0, type(uint64).max);
        uint256 most = 0;
        for (uint256 i = 0; i < signers.length; ++i) {
            bytes20 verifier = bytes20(signers[i]);
            uint256 count = 0;
            for (uint256 j = 0; j < signers.length; ++j) {
                if (bytes20(signers[j]) == verifier) ++count;
            }
            if (count > most && _algorithms.isUsable(address(verifier))) most = count;
        }
        if (most < threshold()) revert MultiSignerERC7913UnreachableThreshold(uint64(most), threshold());
    }

    /// @dev Refuses what is malformed, signers that are not strictly ascending (so none counts twice), and signatures of more than one
    /// algorithm (so that nobody who holds a key of each counts twice), before any signature is verified: a forger must not cost the
    /// relay a verification.
    function _validateSignatures(
        bytes32 hash,
        bytes[] calldata signers,
        bytes[] calldata signatures
    ) internal view virtual override returns (bool valid) {
        KeyState memory state = _state;
        return
            block.timestamp >= state.frozenUntil &&
            block.number != state.changedInBlock &&
            signers.length == signatures.length &&
            signers.areWithinCalldata() &&
            signatures.areWithinCalldata() &&
            signers.areStrictlyAscending() &&
            signers.haveOnePrefix() &&
            _algorithms.isUsable(address(bytes20(signers[0]))) &&
            super._validateSignatures(hash, signers, signatures);
    }

    function _announce(KeyChange calldata change, bytes[] calldata proofs, bool isByVote) private {
        bytes32 hash = keccak256(abi.encode(change));
        _requirePossession(change.added, proofs, _possessionDigest(hash));
        uint256 remaining = getSignerCount() + change.added.length;
        if (change.threshold == 0) revert MultiSignerERC7913ZeroThreshold();
        if (remaining < change.removed.length + change.threshold) {
            revert MultiSignerERC7913UnreachableThreshold(uint64(remaining), change.threshold);
        }

        uint48 effectiveAt = uint48(block.timestamp) + IAccountCare(address(_algorithms)).keyDelay();
        _pending = hash;
        _state.effectiveAt = effectiveAt;
        _state.isByVote = isByVote;

        emit KeysProposed(hash, change, effectiveAt, isByVote);
    }

    function _requirePossession(bytes[] calldata added, bytes[] calldata proofs, bytes32 digest) private view {
        if (added.length != proofs.length) revert AccountProofsMissing(added.length, proofs.length);
        for (uint256 i = 0; i < added.length; ++i) {
            bytes memory signer = added[i];
            if (signer.length <= 20 || !_algorithms.isEnrollable(address(bytes20(signer)))) {
                revert AccountUnusableSigner(signer);
            }
            if (!SignatureChecker.isValidSignatureNow(signer, digest, proofs[i])) revert AccountKeyNotProven(signer);
        }
    }

    function _drop() private {
        bytes32 dropped = _pending;
        _pending = 0;
        _state.effectiveAt = 0;
        _state.isByVote = false;

        emit KeysCancelled(dropped);
    }

    /// @dev Lowers the threshold before signers go, and raises it after, so that each step is within reach.
    function _change(KeyChange calldata change) private {
        uint64 before = threshold();
        _addSigners(change.added);
        if (change.threshold < before) _setThreshold(change.threshold);
        if (change.removed.length != 0) _removeSigners(change.removed);
        if (change.threshold > before) _setThreshold(change.threshold);
    }

    function _possessionDigest(bytes32 changeHash) private view returns (bytes32 digest) {
        return _hashTypedDataV4(keccak256(abi.encode(POSSESSION_TYPEHASH, changeHash, uint256(_state.epoch))));
    }
}
