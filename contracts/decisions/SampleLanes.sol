// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Two samples side by side
/// @notice Sums of weights are made for both samples at once: each variable is one word with the bit of the first sample in
/// its low half and that of the second in its high half, so that one product adds to both.
/// @dev A half is a signed 128-bit number. A sum of n int32 weights stays below n x 2^31, so that no half can reach 2^127 for
/// any number of weights that gas can pay for.
library SampleLanes {
    uint256 internal constant BLOCK_VARIABLES = 4096;
    /// @dev Both samples have the bit.
    uint256 internal constant BOTH = (1 << 128) | 1;

    /// @param first Bytes of the first sample, filled up with zeros to whole blocks and a word
    /// @param second The same of the second
    /// @param table One word per variable of the block spread out last
    /// @param spread That block + 1; 0 for none yet
    /// @param filled Variables of the table that are not surely 0
    struct Lanes {
        bytes first;
        bytes second;
        uint256[] table;
        uint256 spread;
        uint256 filled;
    }

    function open(bytes memory first, bytes memory second, uint256 variables) internal pure returns (Lanes memory lanes) {
        uint256 length = ((variables + BLOCK_VARIABLES - 1) / BLOCK_VARIABLES) * (BLOCK_VARIABLES / 8) + 32;
        lanes.first = _padded(first, length);
        lanes.second = _padded(second, length);
        lanes.table = new uint256[](BLOCK_VARIABLES);
    }

    /// @dev Fills the table with the bits of a block that has `variables` (at most 4,096) of them.
    function spreadBlock(Lanes memory lanes, uint256 blockIndex, uint256 variables) internal pure {
        if (lanes.spread == blockIndex + 1) return;
        uint256 bytesUsed = (variables + 7) / 8;
        uint256 filled = bytesUsed * 8;
        (bytes memory first, bytes memory second, uint256[] memory table) = (lanes.first, lanes.second, lanes.table);
        uint256 both = BOTH;
        uint256 stale = lanes.filled;
        // Reads bytes blockIndex * 512 .. + bytesUsed of both samples, which reach to the end of whole blocks; writes at most
        // 4,096 words of the table: bytesUsed is at most 512, `stale` at most 4,096.
        assembly ("memory-safe") {
            let from := add(32, mul(blockIndex, 512))
            let one := add(first, from)
            let two := add(second, from)
            let end := add(one, bytesUsed)
            let cursor := add(table, 32)
            for {} lt(one, end) {} {
                // the byte of the first sample low in the word, that of the second 128 bits higher
                let pair := or(byte(0, mload(one)), shl(128, byte(0, mload(two))))
                mstore(cursor, and(pair, both))
                mstore(add(cursor, 32), and(shr(1, pair), both))
                mstore(add(cursor, 64), and(shr(2, pair), both))
                mstore(add(cursor, 96), and(shr(3, pair), both))
                mstore(add(cursor, 128), and(shr(4, pair), both))
                mstore(add(cursor, 160), and(shr(5, pair), both))
                mstore(add(cursor, 192), and(shr(6, pair), both))
                mstore(add(cursor, 224), and(shr(7, pair), both))
                cursor := add(cursor, 256)
                one := add(one, 1)
                two := add(two, 1)
            }
            let last := add(add(table, 32), mul(stale, 32))
            for {} lt(cursor, last) { cursor := add(cursor, 32) } { mstore(cursor, 0) }
        }
        lanes.spread = blockIndex + 1;
        lanes.filled = filled;
    }

    /// @dev Sums a product's rows `row (2 bytes), count (2), entries` from memory `cursor` to `end`: row variable x variable x weight.
    /// @param rows First variable of the rows' block
    /// @param limit Rows must be below it: at most the variables from `rows` on
    /// @return total For both samples
    /// @return isSound Whether rows end at `end` and their variables exist; else nothing counts
    function productSum(
        Lanes memory lanes,
        uint256 rows,
        uint256 limit,
        uint256 cursor,
        uint256 end
    ) internal pure returns (uint256 total, bool isSound) {
        uint256 words = _words(lanes);
        (bytes memory first, bytes memory second) = (lanes.first, lanes.second);
        unchecked {
            // `rows` + row is a variable, `cursor` an address; totals are exact modulo 2^256 and halves do not overflow (see above).
            while (cursor < end) {
                (uint256 row, uint256 next) = _rowHead(cursor);
                if (next > end || row >= limit) return (0, false);
                uint256 mask = _bitsOf(first, second, rows + row);
                if (mask != 0) {
                    (uint256 sum, uint256 bad) = _rowSum(words, cursor + 4, next);
                    if (bad != 0) return (0, false);
                    if (mask == 1) sum = uint256(firstOf(sum));
                    else if (mask != BOTH) sum -= uint256(firstOf(sum));
                    total += sum;
                }
                cursor = next;
            }
        }
        return (total, cursor == end);
    }

    /// @dev Adds rows like those of {productSum} to `sums`, row i to sums[i].
    /// @return isSound Whether rows end at `end`, have a sum and existing variables; else nothing counts
    function addRows(
        Lanes memory lanes,
        uint256[] memory sums,
        uint256 cursor,
        uint256 end
    ) internal pure returns (bool isSound) {
        uint256 words = _words(lanes);
        unchecked {
            // As in productSum.
            while (cursor < end) {
                (uint256 row, uint256 next) = _rowHead(cursor);
                if (next > end || row >= sums.length) return false;
                (uint256 sum, uint256 bad) = _rowSum(words, cursor + 4, next);
                if (bad != 0) return false;
                sums[row] += sum;
                cursor = next;
            }
        }
        return cursor == end;
    }

    /// @dev Where the words of the table begin in memory.
    function _words(Lanes memory lanes) private pure returns (uint256 words) {
        uint256[] memory table = lanes.table;
        // An address in memory; nothing is read.
        assembly ("memory-safe") {
            words := add(table, 32)
        }
    }

    /// @dev Reads two numbers of 2 bytes; what lies behind the chunk counts for nothing, for the caller compares `next` with its end.
    function _rowHead(uint256 cursor) private pure returns (uint256 row, uint256 next) {
        // `next` is at most 2^19 behind `cursor`.
        assembly ("memory-safe") {
            let w := mload(cursor)
            row := shr(240, w)
            next := add(add(cursor, 4), mul(and(shr(224, w), 0xffff), 6))
        }
    }

    /// @dev Sum of entries (variable in the block spread out: 2 bytes, weight: 4) from memory `cursor` to `end`, for both samples.
    /// Few variables on purpose: with more, the compiler keeps some in memory and the loop costs half as much again.
    /// @return sum Means nothing where `bad` is not 0
    /// @return bad Not 0 where a variable is not below 4,096
    function _rowSum(uint256 words, uint256 cursor, uint256 end) private pure returns (uint256 sum, uint256 bad) {
        // Reads entries from `cursor` to `end` and up to 26 bytes behind them, which count for nothing. The place of a variable is
        // masked to the table's 2^17 bytes; a variable of 4,096 or more shows in `bad`.
        assembly ("memory-safe") {
            for { let fives := sub(end, 29) } lt(cursor, fives) { cursor := add(cursor, 30) } {
                // five entries of 48 bits: weight = the sign-extended 32 bits behind the variable, place = 32 x variable
                let w := mload(cursor)
                bad := or(bad, and(w, 0xF00000000000F00000000000F00000000000F00000000000F000000000000000))
                sum := add(
                    add(
                        add(
                            add(
                                add(sum, mul(sar(224, shl(16, w)), mload(add(words, and(shr(235, w), 0x1ffe0))))),
                                mul(sar(224, shl(64, w)), mload(add(words, and(shr(187, w), 0x1ffe0))))
                            ),
                            mul(sar(224, shl(112, w)), mload(add(words, and(shr(139, w), 0x1ffe0))))
                        ),
                        mul(sar(224, shl(160, w)), mload(add(words, and(shr(91, w), 0x1ffe0))))
                    ),
                    mul(sar(224, shl(208, w)), mload(add(words, and(shr(43, w), 0x1ffe0))))
                )
            }
            for {} lt(cursor, end) { cursor := add(cursor, 6) } {
                let w := mload(cursor)
                bad := or(bad, shr(252, w))
                sum := add(sum, mul(sar(224, shl(16, w)), mload(add(words, and(shr(235, w), 0x1ffe0)))))
            }
        }
    }

    /// @dev The word of a variable, straight from the samples. `variable` must be below the number of variables.
    function _bitsOf(
        bytes memory first,
        bytes memory second,
        uint256 variable
    ) private pure returns (uint256 pair) {
        uint256 both = BOTH;
        // One byte of each sample, at variable / 8.
        assembly ("memory-safe") {
            let from := add(32, shr(3, variable))
            pair := or(byte(0, mload(add(first, from))), shl(128, byte(0, mload(add(second, from)))))
            pair := and(shr(and(variable, 7), pair), both)
        }
    }

    /// @dev The bits of variables `from` .. `from + width` of one padded sample as a number, the first bit lowest.
    /// @param width At most 248; variables must exist
    function field(bytes memory sample, uint256 from, uint256 width) internal pure returns (uint256 bits) {
        // 32 bytes from byte from / 8 on: the sample is padded by a word.
        assembly ("memory-safe") {
            bits := mload(add(sample, add(32, shr(3, from))))
        }
        bits = _reverseBytes(bits) >> (from & 7);
        return bits & ((1 << width) - 1);
    }

    /// @dev The first half as a number.
    function firstOf(uint256 sum) internal pure returns (int256 value) {
        // Both halves are sums of int32 weights, below 2^127 (see above).
        return int128(int256(sum));
    }

    /// @dev The second half, after what the first borrowed is given back.
    function secondOf(uint256 sum) internal pure returns (int256 value) {
        unchecked {
            // Exact modulo 2^256: sum = first + second x 2^128.
            return int256(sum - uint256(firstOf(sum))) >> 128;
        }
    }

    function _padded(bytes memory sample, uint256 length) private pure returns (bytes memory padded) {
        padded = new bytes(length);
        uint256 used = sample.length < length ? sample.length : length;
        // Copies `used` bytes into as many or more.
        assembly ("memory-safe") {
            mcopy(add(padded, 32), add(sample, 32), used)
        }
    }

    function _reverseBytes(uint256 v) private pure returns (uint256 reversed) {
        // Swaps ever larger neighbours: bytes, pairs, fours, eights, halves.
        v = ((v >> 8) & 0x00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF) |
            ((v & 0x00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF00FF) << 8);
        v = ((v >> 16) & 0x0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF) |
            ((v & 0x0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF0000FFFF) << 16);
        v = ((v >> 32) & 0x00000000FFFFFFFF00000000FFFFFFFF00000000FFFFFFFF00000000FFFFFFFF) |
            ((v & 0x00000000FFFFFFFF00000000FFFFFFFF00000000FFFFFFFF00000000FFFFFFFF) << 32);
        v = ((v >> 64) & 0x0000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFF) |
            ((v & 0x0000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFF) << 64);
        return (v >> 128) | (v << 128);
    }
}
