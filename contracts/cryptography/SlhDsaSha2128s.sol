// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

// Chains and trees are unrolled.
// solhint-disable function-max-lines

/// @title SLH-DSA-SHA2-128s signature verification
/// @notice FIPS 205 (August 2024): n = 16, h = 63, d = 7, h' = 9, a = 12, k = 14, lg_w = 4, m = 30; category 1.
/// @dev Every hash but H_msg is the first 16 bytes of SHA-256(PK.seed || 48 zeros || ADRS^c || M) (section 11.2.1).
/// For F and H the input lies at the bottom of memory, and nothing but ADRS^c and M changes from one hash to the next:
///
///     0x00  PK.seed   16 bytes
///     0x10  zeros     48 bytes
///     0x40  ADRS^c    22 bytes: layer 1, tree 8, type 1, key pair 4, chain or height 4, hash or index 4
///     0x56  M         16 bytes for F, 32 for H
///
/// `mstore(0x36, adrs)` writes ten zeros and ADRS^c, and leaves M alone. SHA-256 (precompile 2) puts the 16 bytes that
/// are wanted where the next hash reads them. T_14 and T_35 have the same layout behind the free memory pointer.
/// Each assembly block restores what Solidity keeps below 0x80: the free memory pointer and the zero at 0x60.
/// Two thirds of the gas are the calls of the precompile; chains and paths are written out to save most of the rest.
/// Nothing is accepted if a precompile call runs out of gas: chains do not advance and their steps are counted, elsewhere
/// success is accumulated.
library SlhDsaSha2128s {
    uint256 internal constant KEY_LENGTH = 32;
    uint256 internal constant SIGNATURE_LENGTH = 7856;

    // Fields of ADRS^c (section 4.2) at their place in the 22 bytes. Type 0 is WOTS_HASH.
    uint256 private constant ONE_LAYER = 1 << 168;
    uint256 private constant ONE_TREE = 1 << 104;
    uint256 private constant WOTS_PK = 1 << 96;
    uint256 private constant TREE = 2 << 96;
    uint256 private constant FORS_TREE = 3 << 96;
    uint256 private constant FORS_ROOTS = 4 << 96;
    uint256 private constant ONE_KEY_PAIR = 1 << 64;

    // Parts of a signature, in bytes: R, k trees of FORS, then for each layer 35 chain values and 9 siblings.
    uint256 private constant RANDOMIZER_LENGTH = 16;
    uint256 private constant FORS_LENGTH = 14 * 13 * 16;
    uint256 private constant WOTS_LENGTH = 35 * 16;
    uint256 private constant SIBLINGS_LENGTH = 9 * 16;
    uint256 private constant LAYERS = 7;

    /// @notice slh_verify (algorithm 24) of the message `hash` with an empty context, M' = 0x00 || 0x00 || hash.
    /// @return valid False also when key or signature do not have their exact length
    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) internal view returns (bool valid) {
        if (key.length != KEY_LENGTH) return false;
        return verifyInternal(bytes32(key), abi.encodePacked(bytes2(0), hash), signature);
    }

    /// @notice slh_verify_internal (algorithm 20).
    /// @param key PK.seed || PK.root
    /// @param message M', with the prefix that tells pure from pre-hashed messages and carries the context
    function verifyInternal(
        bytes32 key,
        bytes memory message,
        bytes calldata signature
    ) internal view returns (bool valid) {
        if (signature.length != SIGNATURE_LENGTH) return false;

        (uint256 md, uint256 tree, uint256 leaf) = _messageDigest(key, message, bytes16(signature));
        bytes16 seed = bytes16(key);
        uint256 position;
        // A calldata pointer; what is read through it lies within the exact length checked above.
        assembly ("memory-safe") {
            position := add(signature.offset, RANDOMIZER_LENGTH)
        }

        uint256 node;
        (valid, node) = _forsPublicKey(seed, position, md, tree * ONE_TREE + leaf * ONE_KEY_PAIR);
        position += FORS_LENGTH;

        // ht_verify (algorithm 13): layer 0 signs the FORS key, every other layer the root below it.
        for (uint256 layer = 0; layer < LAYERS; ++layer) {
            bool success;
            uint256 adrs = layer * ONE_LAYER + tree * ONE_TREE;
            (success, node) = _wotsPublicKey(seed, position, node, adrs + leaf * ONE_KEY_PAIR);
            valid = valid && success;
            position += WOTS_LENGTH;
            (success, node) = _treeRoot(seed, position, node, adrs, leaf);
            valid = valid && success;
            position += SIBLINGS_LENGTH;
            leaf = tree & 0x1ff;
            tree >>= 9;
        }
        return valid && node == uint128(uint256(key));
    }

    /// @dev H_msg (section 11.2.1) split as in algorithm 20: 21 bytes md, 54 bits of tree index, 9 bits of leaf index.
    function _messageDigest(
        bytes32 key,
        bytes memory message,
        bytes16 randomizer
    ) private pure returns (uint256 md, uint256 tree, uint256 leaf) {
        bytes32 inner = sha256(abi.encodePacked(randomizer, key, message));
        // MGF1 of one block: the 30 bytes needed are fewer than SHA-256 gives.
        uint256 digest = uint256(sha256(abi.encodePacked(randomizer, bytes16(key), inner, uint32(0)))) >> 16;
        return (digest >> 72, (digest >> 16) & ((1 << 54) - 1), digest & 0x1ff);
    }

    /// @dev fors_pkFromSig (algorithm 17).
    /// @param adrs Tree and key pair
    /// @param md 14 indices of 12 bits, the first in the highest bits of 168
    function _forsPublicKey(
        bytes16 seed,
        uint256 position,
        uint256 md,
        uint256 adrs
    ) private view returns (bool success, uint256 node) {
        // The return keeps the optimizer from inlining this, so that the kernel has the stack to itself.
        if (position == 0) return (false, 0);
        // Below 0x80 as said above; at the free memory pointer 0x136 bytes of temporary memory.
        assembly ("memory-safe") {
            let block_ := mload(0x40)
            mstore(0x00, seed)
            mstore(0x10, 0)
            mstore(0x20, 0)
            mstore(block_, seed)
            mstore(add(block_, 0x10), 0)
            mstore(add(block_, 0x20), 0)
            let end := add(block_, 0x56)
            success := 1
            let level := or(adrs, FORS_TREE)
            for { let i := 0 } lt(i, 14) { i := add(i, 1) } {
                // Index of the leaf among those of all 14 trees. Bit h of it tells on which side the node of height h lies:
                // bit 4 of `bits` shifted by h, so that `side` is 0x56 or 0x66, and its sibling's place the other one.
                let index := or(shl(12, i), and(shr(sub(156, mul(12, i)), md), 0xfff))
                let bits := shl(4, index)
                let side := add(0x56, and(bits, 0x10))
                mstore(0x36, or(level, index))
                calldatacopy(0x56, position, 0x10)
                success := and(success, staticcall(gas(), 2, 0x00, 0x66, side, 0x10))
                // Heights 1 to 12: the sibling below, the address, H; the root goes to the block.
                calldatacopy(xor(side, 0x30), add(position, 0x10), 0x10)
                mstore(0x36, or(add(level, 0x100000000), shr(1, index)))
                side := add(0x56, and(shr(1, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0x20), 0x10)
                mstore(0x36, or(add(level, 0x200000000), shr(2, index)))
                side := add(0x56, and(shr(2, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0x30), 0x10)
                mstore(0x36, or(add(level, 0x300000000), shr(3, index)))
                side := add(0x56, and(shr(3, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0x40), 0x10)
                mstore(0x36, or(add(level, 0x400000000), shr(4, index)))
                side := add(0x56, and(shr(4, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0x50), 0x10)
                mstore(0x36, or(add(level, 0x500000000), shr(5, index)))
                side := add(0x56, and(shr(5, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0x60), 0x10)
                mstore(0x36, or(add(level, 0x600000000), shr(6, index)))
                side := add(0x56, and(shr(6, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0x70), 0x10)
                mstore(0x36, or(add(level, 0x700000000), shr(7, index)))
                side := add(0x56, and(shr(7, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0x80), 0x10)
                mstore(0x36, or(add(level, 0x800000000), shr(8, index)))
                side := add(0x56, and(shr(8, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0x90), 0x10)
                mstore(0x36, or(add(level, 0x900000000), shr(9, index)))
                side := add(0x56, and(shr(9, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0xa0), 0x10)
                mstore(0x36, or(add(level, 0xa00000000), shr(10, index)))
                side := add(0x56, and(shr(10, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0xb0), 0x10)
                mstore(0x36, or(add(level, 0xb00000000), shr(11, index)))
                side := add(0x56, and(shr(11, bits), 0x10))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
                calldatacopy(xor(side, 0x30), add(position, 0xc0), 0x10)
                mstore(0x36, or(add(level, 0xc00000000), shr(12, index)))
                success := and(success, staticcall(gas(), 2, 0x00, 0x76, end, 0x10))
                position := add(position, 0xd0)
                end := add(end, 0x10)
            }
            mstore(add(block_, 0x36), or(adrs, FORS_ROOTS))
            success := and(success, staticcall(gas(), 2, block_, 0x136, 0x00, 0x10))
            node := shr(128, mload(0x00))
            mstore(0x40, block_)
            mstore(0x60, 0)
        }
    }

    /// @dev wots_pkFromSig (algorithm 8) of the message `node`.
    /// @param adrs Layer, tree and key pair
    function _wotsPublicKey(
        bytes16 seed,
        uint256 position,
        uint256 node,
        uint256 adrs
    ) private view returns (bool success, uint256 publicKey) {
        // The return keeps the optimizer from inlining this, so that the kernel has the stack to itself.
        if (position == 0) return (false, 0);
        uint256 digits = _wotsDigits(node);
        // Below 0x80 as said above; at the free memory pointer 0x286 bytes of temporary memory.
        assembly ("memory-safe") {
            let block_ := mload(0x40)
            mstore(0x00, seed)
            mstore(0x10, 0)
            mstore(0x20, 0)
            mstore(block_, seed)
            mstore(add(block_, 0x10), 0)
            mstore(add(block_, 0x20), 0)
            mstore(add(block_, 0x36), or(adrs, WOTS_PK))
            mstore(0x36, adrs)
            let ends := add(block_, 0x56)
            let steps := 0
            // chain (algorithm 5) for five chains a turn, the last ones first, as their digits are the lowest. The steps that
            // a chain has left, 15 - digit, are the bits that its digit lacks: four branches and no loop. The last step of
            // an odd number puts the end of the chain into the block, else it is copied. A call that runs out of gas does
            // not advance `step`.
            for { let chain := 30 } 1 { chain := sub(chain, 5) } {
                let left := not(digits)
                let end := add(ends, shl(4, chain))
                let start := add(position, shl(4, chain))
                let step

                mstore8(0x51, add(chain, 4))
                calldatacopy(0x56, add(start, 0x40), 0x10)
                step := and(digits, 0xf)
                if and(left, 0x8) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x4) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x2) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                switch and(left, 0x1)
                case 0 {
                    mcopy(add(end, 0x40), 0x56, 0x10)
                }
                default {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, add(end, 0x40), 0x10))
                }
                steps := add(steps, step)

                mstore8(0x51, add(chain, 3))
                calldatacopy(0x56, add(start, 0x30), 0x10)
                step := and(shr(4, digits), 0xf)
                if and(left, 0x80) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x40) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x20) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                switch and(left, 0x10)
                case 0 {
                    mcopy(add(end, 0x30), 0x56, 0x10)
                }
                default {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, add(end, 0x30), 0x10))
                }
                steps := add(steps, step)

                mstore8(0x51, add(chain, 2))
                calldatacopy(0x56, add(start, 0x20), 0x10)
                step := and(shr(8, digits), 0xf)
                if and(left, 0x800) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x400) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x200) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                switch and(left, 0x100)
                case 0 {
                    mcopy(add(end, 0x20), 0x56, 0x10)
                }
                default {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, add(end, 0x20), 0x10))
                }
                steps := add(steps, step)

                mstore8(0x51, add(chain, 1))
                calldatacopy(0x56, add(start, 0x10), 0x10)
                step := and(shr(12, digits), 0xf)
                if and(left, 0x8000) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x4000) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x2000) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                switch and(left, 0x1000)
                case 0 {
                    mcopy(add(end, 0x10), 0x56, 0x10)
                }
                default {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, add(end, 0x10), 0x10))
                }
                steps := add(steps, step)

                mstore8(0x51, chain)
                calldatacopy(0x56, start, 0x10)
                step := and(shr(16, digits), 0xf)
                if and(left, 0x80000) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x40000) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                if and(left, 0x20000) {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, 0x56, 0x10))
                }
                switch and(left, 0x10000)
                case 0 {
                    mcopy(end, 0x56, 0x10)
                }
                default {
                    mstore8(0x55, step)
                    step := add(step, staticcall(gas(), 2, 0x00, 0x66, end, 0x10))
                }
                steps := add(steps, step)

                if iszero(chain) {
                    break
                }
                digits := shr(20, digits)
            }
            // Every chain has come to step 15, and none can go beyond.
            success := and(eq(steps, 525), staticcall(gas(), 2, block_, 0x286, 0x00, 0x10))
            publicKey := shr(128, mload(0x00))
            mstore(0x40, block_)
            mstore(0x60, 0)
        }
    }

    /// @dev The 32 base-16 digits of `node`, then the 3 of their checksum (algorithm 8, lines 2 to 7), the last in the
    /// lowest bits of the word.
    function _wotsDigits(uint256 node) private pure returns (uint256 digits) {
        // Sums side by side: 16 bytes of at most 30, then 8 lanes of at most 60, then one sum of at most 32 * 15 = 480.
        unchecked {
            uint256 sums = (node & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f) +
                ((node >> 4) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f);
            sums =
                (sums & 0x00ff00ff00ff00ff00ff00ff00ff00ff) +
                ((sums >> 8) & 0x00ff00ff00ff00ff00ff00ff00ff00ff);
            uint256 sum = ((sums * 0x00010001000100010001000100010001) >> 112) & 0xffff;
            return (node << 12) | (480 - sum);
        }
    }

    /// @dev xmss_pkFromSig (algorithm 11) from line 5 on: from a leaf's `node` past nine siblings to the root.
    /// @param adrs Layer and tree
    function _treeRoot(
        bytes16 seed,
        uint256 position,
        uint256 node,
        uint256 adrs,
        uint256 index
    ) private view returns (bool success, uint256 root) {
        // Only below 0x80, as said above. The root is left in the first half of M.
        assembly ("memory-safe") {
            let free := mload(0x40)
            let bits := shl(4, index)
            let side := add(0x56, and(bits, 0x10))
            // 16 bytes at `side`, and nothing else that is still needed.
            mstore(sub(side, 0x10), node)
            mstore(0x00, seed)
            mstore(0x10, 0)
            mstore(0x20, 0)
            success := 1
            let level := or(adrs, TREE)
            // Heights 1 to 9, as in FORS.
            calldatacopy(xor(side, 0x30), add(position, 0x0), 0x10)
            mstore(0x36, or(add(level, 0x100000000), shr(1, index)))
            side := add(0x56, and(shr(1, bits), 0x10))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
            calldatacopy(xor(side, 0x30), add(position, 0x10), 0x10)
            mstore(0x36, or(add(level, 0x200000000), shr(2, index)))
            side := add(0x56, and(shr(2, bits), 0x10))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
            calldatacopy(xor(side, 0x30), add(position, 0x20), 0x10)
            mstore(0x36, or(add(level, 0x300000000), shr(3, index)))
            side := add(0x56, and(shr(3, bits), 0x10))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
            calldatacopy(xor(side, 0x30), add(position, 0x30), 0x10)
            mstore(0x36, or(add(level, 0x400000000), shr(4, index)))
            side := add(0x56, and(shr(4, bits), 0x10))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
            calldatacopy(xor(side, 0x30), add(position, 0x40), 0x10)
            mstore(0x36, or(add(level, 0x500000000), shr(5, index)))
            side := add(0x56, and(shr(5, bits), 0x10))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
            calldatacopy(xor(side, 0x30), add(position, 0x50), 0x10)
            mstore(0x36, or(add(level, 0x600000000), shr(6, index)))
            side := add(0x56, and(shr(6, bits), 0x10))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
            calldatacopy(xor(side, 0x30), add(position, 0x60), 0x10)
            mstore(0x36, or(add(level, 0x700000000), shr(7, index)))
            side := add(0x56, and(shr(7, bits), 0x10))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
            calldatacopy(xor(side, 0x30), add(position, 0x70), 0x10)
            mstore(0x36, or(add(level, 0x800000000), shr(8, index)))
            side := add(0x56, and(shr(8, bits), 0x10))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, side, 0x10))
            calldatacopy(xor(side, 0x30), add(position, 0x80), 0x10)
            mstore(0x36, or(add(level, 0x900000000), shr(9, index)))
            success := and(success, staticcall(gas(), 2, 0x00, 0x76, 0x56, 0x10))
            root := shr(128, mload(0x56))
            mstore(0x40, free)
            mstore(0x60, 0)
        }
    }
}
