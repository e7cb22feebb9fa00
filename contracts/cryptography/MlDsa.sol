// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

// Constants used in assembly only do not count as used for solhint.
// solhint-disable no-unused-import

import {Keccak1600} from "./Keccak1600.sol";
import {
    BASE,
    BYTES,
    EVEN,
    EVEN_LANES,
    FOURS,
    HEAD,
    INVERSE_256,
    INVERSE_256_QUOTIENT,
    LANES,
    MESSAGE,
    NOT_BELOW_Q,
    NOT_BELOW_VALUES,
    ONE,
    ONES,
    PAIRS,
    PIECES,
    POLYNOMIALS,
    POLYNOMIALS_END,
    Q,
    QUOTIENT,
    RESPONSE_HIGH,
    RESPONSE_LOW,
    RESPONSE_OFFSET,
    ROUNDING,
    ROW,
    ROW_LANES,
    SHIFTED,
    SLACK,
    TAIL
} from "./MlDsaMemory.sol";
import {MlDsaNtt} from "./MlDsaNtt.sol";

/// @title ML-DSA signature verification
/// @notice FIPS 204 (August 2024), ML-DSA-44 and ML-DSA-65, from a public key expanded beforehand.
/// @dev A key is pointer || commitment. The code at the pointer is 0x00 || address of a second data contract (20) || its
/// code hash (32) || tr (64) || rows 0 to 2 of the matrix; the second's is 0x00 || rows 3 to 5 || the public key of FIPS 204,
/// which is not read here: it stands there for those who check. The commitment is the first's code hash, so it binds both. What is bound need not be the expansion of a public key: whoever accepts a key
/// has to expand the public key again and compare (node/protocol/ml-dsa-expand.ts).
///
/// No calls are made but reads of code, so that a lack of gas can only revert. The library works at fixed places of
/// memory, which it allocates (`MlDsaMemory`): it must be the first to allocate more than a few words.
library MlDsa {
    /// @dev Table 1 of the standard, and what follows from it.
    struct Parameters {
        /// k and l.
        uint256 rows;
        uint256 columns;
        /// Bytes of c~.
        uint256 challengeLength;
        uint256 tau;
        uint256 beta;
        uint256 omega;
        /// Bits of a coefficient of z: gamma_1 = 2^(zBits - 1).
        uint256 zBits;
        uint256 gamma2;
        /// Bits of a coefficient of w1, of which there are `highValues` = (q - 1) / (2 * gamma_2).
        uint256 highBits;
        uint256 highValues;
        /// floor(x / (2 * gamma_2)) = ((x >> divisorShift) * reciprocal) >> reciprocalShift for x < q + gamma_2.
        uint256 divisorShift;
        uint256 reciprocal;
        uint256 reciprocalShift;
        /// Coefficients of w1 that fit a lane together, and how many such pieces make whole lanes of the hash.
        uint256 pieceLength;
        uint256 pieces;
    }

    uint256 internal constant KEY_LENGTH = 52;
    uint256 private constant HEAD_PREFIX = 117;
    uint256 private constant ROWS_LENGTH = 0x4000;
    uint256 private constant LANE = (1 << 43) - 1;

    function parameters44() internal pure returns (Parameters memory) {
        return Parameters(4, 4, 32, 39, 78, 80, 18, 95232, 6, 44, 7, 11545612, 34, 4, 8);
    }

    function parameters65() internal pure returns (Parameters memory) {
        return Parameters(6, 5, 48, 49, 196, 55, 20, 261888, 4, 16, 9, 65601, 26, 8, 2);
    }

    /// @notice ML-DSA.Verify (algorithm 3) of the message `hash` with an empty context, M' = 0x00 || 0x00 || hash.
    /// @return valid False also when key or signature do not have their exact length
    function verify(
        Parameters memory set,
        bytes calldata key,
        bytes32 hash,
        bytes calldata signature
    ) internal view returns (bool valid) {
        if (key.length != KEY_LENGTH || signature.length != _signatureLength(set)) return false;
        _allocate(34);
        // The place allocated for M'.
        assembly ("memory-safe") {
            mstore(add(MESSAGE, 64), 0)
            mstore(add(MESSAGE, 66), hash)
        }
        return _verify(set, key, 34, signature);
    }

    /// @notice ML-DSA.Verify_internal (algorithm 8).
    /// @param message M', with the prefix that tells pure from pre-hashed messages and carries the context
    function verifyInternal(
        Parameters memory set,
        bytes calldata key,
        bytes calldata message,
        bytes calldata signature
    ) internal view returns (bool valid) {
        if (key.length != KEY_LENGTH || signature.length != _signatureLength(set)) return false;
        _allocate(message.length);
        // The place allocated for M'.
        assembly ("memory-safe") {
            calldatacopy(add(MESSAGE, 64), message.offset, message.length)
        }
        return _verify(set, key, message.length, signature);
    }

    function _signatureLength(Parameters memory set) private pure returns (uint256) {
        return set.challengeLength + set.columns * 32 * set.zBits + set.omega + set.rows;
    }

    /// @dev Takes the fixed area for M' of `length` bytes; there must be nothing in it yet.
    function _allocate(uint256 length) private pure {
        uint256 free;
        // Reads the free memory pointer.
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        assert(free <= BASE);
        uint256 end = MESSAGE + 64 + length + 0x120;
        // Moves the free memory pointer behind the area.
        assembly ("memory-safe") {
            mstore(0x40, and(add(end, 31), not(31)))
        }
    }

    /// @notice Whether z of a signature is within its norm: what `verify` asks of it, for tests of the bounds.
    function responseInBounds(Parameters memory set, bytes calldata signature) internal pure returns (bool) {
        if (signature.length != _signatureLength(set)) return false;
        _allocate(0);
        _prepare(set);
        uint256 position;
        // The exact length is checked above.
        assembly ("memory-safe") {
            position := add(signature.offset, mload(add(set, 0x40)))
        }
        return _decodeResponse(position, set.zBits, set.columns);
    }

    function _verify(
        Parameters memory set,
        bytes calldata key,
        uint256 messageLength,
        bytes calldata signature
    ) private view returns (bool) {
        if (!_loadKey(key)) return false;
        _prepare(set);

        // mu = H(tr || M', 64), the first 8 lanes of the last hash.
        Keccak1600.absorbBytes(MESSAGE, messageLength + 64);
        for (uint256 i = 0; i < 8; ++i) _setLane(i, _squeezed(i));

        // c = SampleInBall(c~), into polynomials that are otherwise zero.
        uint256 position;
        // From here on the place of M' holds c~, which is not longer than tr. Beyond the end of calldata there are zeros.
        assembly ("memory-safe") {
            position := signature.offset
            calldatacopy(MESSAGE, position, mload(add(set, 0x40)))
            calldatacopy(POLYNOMIALS, calldatasize(), 0x2000)
        }
        Keccak1600.absorbBytes(MESSAGE, set.challengeLength);
        _sampleInBall(set.tau);

        position += set.challengeLength;
        if (!_decodeResponse(position, set.zBits, set.columns)) return false;
        position += set.columns * 32 * set.zBits;

        // w' = NTT^-1(A * NTT(z) - NTT(c) * NTT(t1 * 2^d)), 256 times.
        MlDsaNtt.forward(set.rows);
        _multiply(set.rows);
        MlDsaNtt.inverse(set.rows);

        if (!_useHints(set, position)) return false;
        _packHighBits(set);
        return _matchesChallenge(set.challengeLength, signature);
    }

    /// @dev Copies both data contracts, and tr to the message.
    function _loadKey(bytes calldata key) private view returns (bool) {
        bytes32 codeHash;
        bytes32 commitment;
        uint256 size;
        // `key` has 52 bytes. What precedes the rows goes to the end of the polynomials, which are not in use yet.
        assembly ("memory-safe") {
            let head := shr(96, calldataload(key.offset))
            commitment := calldataload(add(key.offset, 20))
            codeHash := extcodehash(head)
            size := extcodesize(head)
            extcodecopy(head, sub(HEAD, HEAD_PREFIX), 0, add(HEAD_PREFIX, ROWS_LENGTH))
            mcopy(MESSAGE, sub(HEAD, 64), 64)
        }
        if (codeHash != commitment || size != HEAD_PREFIX + ROWS_LENGTH) return false;
        // As above, for the other rows.
        assembly ("memory-safe") {
            let tail := shr(96, mload(sub(HEAD, 116)))
            commitment := mload(sub(HEAD, 96))
            codeHash := extcodehash(tail)
            size := extcodesize(tail)
            extcodecopy(tail, TAIL, 1, ROWS_LENGTH)
        }
        return codeHash == commitment && size > ROWS_LENGTH;
    }

    /// @dev Writes the tables and the constants of the parameter set.
    function _prepare(Parameters memory set) private pure {
        Keccak1600.prepare();
        MlDsaNtt.prepare();
        unchecked {
            uint256 ones = ONES & ((1 << (43 * set.columns)) - 1);
            uint256 gamma1 = 1 << (set.zBits - 1);
            // Bit 42 of a lane is set exactly if z's code is above beta, and below 2 * gamma_1 - beta.
            uint256 low = ones * ((1 << 42) - set.beta - 1);
            uint256 high = ones * ((1 << 42) + 2 * gamma1 - set.beta - 1);
            uint256 offset = ones * (Q + gamma1);
            assembly ("memory-safe") {
                mstore(RESPONSE_LOW, low)
                mstore(RESPONSE_HIGH, high)
                mstore(RESPONSE_OFFSET, offset)
                mstore(EVEN, EVEN_LANES)
                mstore(SLACK, mul(ONES, mul(2, Q)))
                mstore(ROW, ROW_LANES)
                mstore(ONE, ONES)
                // Bit 40 of a lane plus this is set exactly if the lane is not below q, and not below `highValues`.
                mstore(NOT_BELOW_Q, mul(ONES, sub(shl(40, 1), Q)))
                mstore(NOT_BELOW_VALUES, mul(ONES, sub(shl(40, 1), mload(add(set, 0x120)))))
                mstore(ROUNDING, mul(ONES, sub(mload(add(set, 0xe0)), 1)))
                mstore(SHIFTED, mul(ONES, 0x1ffff))
                mstore(QUOTIENT, mul(ONES, 0x3f))
                mstore(BYTES, 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff)
                mstore(PAIRS, 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff)
                mstore(FOURS, 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff)
            }
        }
    }

    /// @dev Algorithm 29, from the state that has absorbed c~: 8 bytes of signs, then positions. 1 and q - 1 stand alone in
    /// their words.
    function _sampleInBall(uint256 tau) private pure {
        uint256 signs = _squeezed(0);
        uint256 next = 8;
        for (uint256 i = 256 - tau; i < 256; ++i) {
            uint256 j;
            do {
                if (next == Keccak1600.RATE) {
                    Keccak1600.permute();
                    next = 0;
                }
                j = (_squeezed(next >> 3) >> (8 * (next & 7))) & 0xff;
                ++next;
            } while (j > i);
            // i and j are below 256.
            assembly ("memory-safe") {
                let place := add(POLYNOMIALS, shl(5, j))
                mstore(add(POLYNOMIALS, shl(5, i)), mload(place))
                mstore(place, add(1, mul(and(signs, 1), sub(Q, 2))))
            }
            signs >>= 1;
        }
    }

    /// @dev z of sigDecode (algorithm 27) to lanes 0 to 4 as q + z, c to lane 5.
    /// @return Whether every |z| < gamma_1 - beta
    function _decodeResponse(uint256 position, uint256 zBits, uint256 columns) private pure returns (bool) {
        uint256 bound = type(uint256).max;
        // Eight coefficients have zBits bytes: 32 turns. Reads at most 12 bytes behind z, within the hints.
        assembly ("memory-safe") {
            function reversed(word) -> result {
                result := or(and(shr(8, word), mload(BYTES)), shl(8, and(word, mload(BYTES))))
                result := or(and(shr(16, result), mload(PAIRS)), shl(16, and(result, mload(PAIRS))))
                result := or(and(shr(32, result), mload(FOURS)), shl(32, and(result, mload(FOURS))))
                result := or(
                    and(shr(64, result), 0xffffffffffffffff0000000000000000ffffffffffffffff),
                    shl(64, and(result, 0xffffffffffffffff0000000000000000ffffffffffffffff))
                )
                result := or(shr(128, result), shl(128, result))
            }
            let p := POLYNOMIALS
            let mask := sub(shl(zBits, 1), 1)
            for {} lt(p, POLYNOMIALS_END) { position := add(position, zBits) } {
                let stride := shl(5, zBits)
                let w0 := reversed(calldataload(position))
                let w1 := reversed(calldataload(add(position, stride)))
                let w2 := reversed(calldataload(add(position, mul(2, stride))))
                let w3 := reversed(calldataload(add(position, mul(3, stride))))
                let w4 := 0
                if eq(columns, 5) {
                    w4 := reversed(calldataload(add(position, mul(4, stride))))
                }
                for { let end := add(p, 0x100) } lt(p, end) { p := add(p, 0x20) } {
                    let x := or(or(and(w0, mask), shl(43, and(w1, mask))), shl(86, and(w2, mask)))
                    x := or(x, or(shl(129, and(w3, mask)), shl(172, and(w4, mask))))
                    bound := and(bound, and(add(x, mload(RESPONSE_LOW)), sub(mload(RESPONSE_HIGH), x)))
                    mstore(p, or(shl(215, mload(p)), sub(mload(RESPONSE_OFFSET), x)))
                    w0 := shr(zBits, w0)
                    w1 := shr(zBits, w1)
                    w2 := shr(zBits, w2)
                    w3 := shr(zBits, w3)
                    w4 := shr(zBits, w4)
                }
            }
        }
        uint256 flags = (ONES & ((1 << (43 * columns)) - 1)) << 42;
        return bound & flags == flags;
    }

    /// @dev The sums of products for each coefficient and row, reduced below q. A sum has at most 53 bits, in a lane of 84.
    function _multiply(uint256 rows) private pure {
        // The return keeps the optimizer from inlining this, so that the kernel has the stack to itself.
        if (rows == 0) return;
        // Within the area that was allocated.
        assembly ("memory-safe") {
            let key := HEAD
            let mask := mload(EVEN)
            let row := mload(ROW)
            for { let p := POLYNOMIALS } lt(p, POLYNOMIALS_END) { p := add(p, 0x20) } {
                let even := mload(p)
                let odd := and(shr(43, even), mask)
                even := and(even, mask)
                let a := mload(key)
                let b := mload(add(key, 0x20))
                let sums := mod(shr(172, add(mul(and(a, row), even), mul(and(b, row), odd))), Q)
                sums := or(
                    sums,
                    shl(43, mod(shr(172, add(mul(and(shr(28, a), row), even), mul(and(shr(28, b), row), odd))), Q))
                )
                sums := or(
                    sums,
                    shl(86, mod(shr(172, add(mul(and(shr(56, a), row), even), mul(and(shr(56, b), row), odd))), Q))
                )
                a := mload(add(key, ROWS_LENGTH))
                b := mload(add(key, add(ROWS_LENGTH, 0x20)))
                sums := or(sums, shl(129, mod(shr(172, add(mul(and(a, row), even), mul(and(b, row), odd))), Q)))
                if eq(rows, 6) {
                    sums := or(
                        sums,
                        shl(172, mod(shr(172, add(mul(and(shr(28, a), row), even), mul(and(shr(28, b), row), odd))), Q))
                    )
                    sums := or(
                        sums,
                        shl(215, mod(shr(172, add(mul(and(shr(56, a), row), even), mul(and(shr(56, b), row), odd))), Q))
                    )
                }
                mstore(p, sums)
                key := add(key, 0x40)
            }
        }
    }

    /// @dev HintBitUnpack (algorithm 21) and UseHint (algorithm 40) in one: a coefficient with a hint is replaced by one
    /// whose high bits are what the hint asks for.
    /// @return False for hints that are not encoded as the standard does
    function _useHints(Parameters memory set, uint256 position) private pure returns (bool) {
        unchecked {
            uint256 index = 0;
            for (uint256 row = 0; row < set.rows; ++row) {
                uint256 end = _byteAt(position + set.omega + row);
                if (end < index || end > set.omega) return false;
                for (uint256 first = index; index < end; ++index) {
                    uint256 place = _byteAt(position + index);
                    if (index > first && _byteAt(position + index - 1) >= place) return false;
                    _useHint(set, row, place);
                }
            }
            for (; index < set.omega; ++index) if (_byteAt(position + index) != 0) return false;
            return true;
        }
    }

    function _useHint(Parameters memory set, uint256 row, uint256 place) private pure {
        // `place` is below 256 and `row` below 6; a lane is below 2^31.
        unchecked {
            uint256 word;
            assembly ("memory-safe") {
                word := mload(add(POLYNOMIALS, shl(5, place)))
            }
            uint256 lane = (word >> (43 * row)) & LANE;
            uint256 r = mulmod(lane, INVERSE_256, Q);
            uint256 alpha = 2 * set.gamma2;
            // Decompose: r0 in (-gamma_2, gamma_2] is positive if r lies above the multiple of alpha next to it. For
            // r1 = `highValues` the standard has r1 = 0 and r0 < 0, which comes to the same.
            uint256 high = (r + set.gamma2 - 1) / alpha;
            high = (r > high * alpha ? high + 1 : high + set.highValues - 1) % set.highValues;
            word = word - (lane << (43 * row)) + (mulmod(high * alpha, 256, Q) << (43 * row));
            assembly ("memory-safe") {
                mstore(add(POLYNOMIALS, shl(5, place)), word)
            }
        }
    }

    /// @dev HighBits of all coefficients, then w1Encode (algorithm 28) to the lanes of the last hash.
    function _packHighBits(Parameters memory set) private pure {
        uint256 lane = LANES + 0x100;
        uint256 rowStride = set.highBits * 0x80;
        uint256 pieceBits = set.pieceLength * set.highBits;
        for (uint256 p = POLYNOMIALS; p < POLYNOMIALS_END; ) {
            for (uint256 i = 0; i < set.pieces; ++i) {
                uint256 piece = _highBits(set, p);
                assembly ("memory-safe") {
                    mstore(add(PIECES, shl(5, i)), piece)
                }
                p += set.pieceLength * 32;
            }
            for (uint256 row = 0; row < set.rows; ++row) {
                // 64 or 192 bits: one lane or three.
                assembly ("memory-safe") {
                    let bits := mul(pieceBits, mload(add(set, 0x1c0)))
                    let mask := sub(shl(pieceBits, 1), 1)
                    let lanes := 0
                    let source := PIECES
                    for { let shift := 0 } lt(shift, bits) { shift := add(shift, pieceBits) } {
                        lanes := or(lanes, shl(shift, and(shr(mul(43, row), mload(source)), mask)))
                        source := add(source, 0x20)
                    }
                    let target := add(lane, mul(row, rowStride))
                    for {} bits { bits := sub(bits, 64) } {
                        mstore(target, and(lanes, 0xffffffffffffffff))
                        lanes := shr(64, lanes)
                        target := add(target, 0x20)
                    }
                }
            }
            lane += (pieceBits * set.pieces) >> 1;
        }
    }

    /// @dev `pieceLength` coefficients of w1 of all rows, beside each other in their lanes.
    function _highBits(Parameters memory set, uint256 p) private pure returns (uint256 piece) {
        // The return keeps the optimizer from inlining this, so that the kernel has the stack to itself.
        if (p == 0) return 0;
        // `set` as laid out above: highBits at 0x100, highValues at 0x120, shifts and reciprocal from 0x140 on, pieceLength
        // at 0x1a0.
        assembly ("memory-safe") {
            let shift := 0
            let even := mload(EVEN)
            let one := mload(ONE)
            for { let end := add(p, shl(5, mload(add(set, 0x1a0)))) } lt(p, end) { p := add(p, 0x20) } {
                // Times 256^-1, as in MlDsaNtt: below 1.5 q; then below q.
                let r := mload(p)
                r := sub(
                    mul(r, INVERSE_256),
                    mul(
                        or(
                            and(shr(32, mul(and(r, even), INVERSE_256_QUOTIENT)), even),
                            shl(43, and(shr(32, mul(and(shr(43, r), even), INVERSE_256_QUOTIENT)), even))
                        ),
                        Q
                    )
                )
                r := sub(r, mul(and(shr(40, add(r, mload(NOT_BELOW_Q))), one), Q))
                // floor((r + gamma_2 - 1) / (2 * gamma_2)): HighBits, but `highValues` where it is 0.
                r := add(r, mload(ROUNDING))
                r := and(shr(mload(add(set, 0x140)), r), mload(SHIFTED))
                r := and(shr(mload(add(set, 0x180)), mul(r, mload(add(set, 0x160)))), mload(QUOTIENT))
                r := sub(r, mul(and(shr(40, add(r, mload(NOT_BELOW_VALUES))), one), mload(add(set, 0x120))))
                piece := or(piece, shl(shift, r))
                shift := add(shift, mload(add(set, 0x100)))
            }
        }
    }

    /// @dev H(mu || w1Encode(w1')) against c~. 832 bytes, padded to 7 blocks.
    function _matchesChallenge(uint256 challengeLength, bytes calldata signature) private pure returns (bool matches) {
        _setLane(104, 0x1f);
        for (uint256 i = 105; i < 118; ++i) _setLane(i, 0);
        _setLane(118, 1 << 63);
        Keccak1600.clear();
        for (uint256 i = 0; i < 7; ++i) Keccak1600.absorb(LANES + i * 0x220);
        matches = true;
        for (uint256 i = 0; i < challengeLength; ++i) {
            matches = matches && (_squeezed(i >> 3) >> (8 * (i & 7))) & 0xff == uint8(signature[i]);
        }
    }

    function _setLane(uint256 index, uint256 value) private pure {
        // `index` is below 119.
        assembly ("memory-safe") {
            mstore(add(LANES, shl(5, index)), value)
        }
    }

    /// @dev Lane `index` < 17 of the sponge's state.
    function _squeezed(uint256 index) private pure returns (uint256 lane) {
        assembly ("memory-safe") {
            lane := and(mload(add(0x1100, shl(5, index))), 0xffffffffffffffff)
        }
    }

    function _byteAt(uint256 position) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := byte(0, calldataload(position))
        }
    }
}
