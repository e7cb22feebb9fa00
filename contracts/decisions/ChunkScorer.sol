// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IScorer} from "./IScorer.sol";
import {SampleLanes} from "./SampleLanes.sol";

/// @title What each kind of chunk adds to the score
library ChunkScorer {
    using SampleLanes for SampleLanes.Lanes;

    uint256 internal constant MOST_VARIABLES = 1_000_000;
    uint256 internal constant MOST_LINES = 256;
    /// @dev Version 2 and the kind of chunk.
    uint256 private constant HEADER = 0x0201;
    uint256 private constant GROUPS = 0x0202;
    uint256 private constant INTEGERS = 0x0203;
    uint256 private constant QUADRATIC = 0x0204;
    uint256 private constant WEIGHTS = 0x0205;
    uint256 private constant TERMS = 0x0206;
    uint256 private constant CONSTRAINTS = 0x0207;
    uint256 private constant CARDINALITIES = 0x0208;
    uint256 private constant FLOWS = 0x0209;
    uint256 private constant WIDEST_FIELD = 248;

    /// @param index Number of the chunk that is scored
    /// @param sums Of the open band, one word for both samples per line; empty while no band is open
    /// @param hasFirst Whether there is a first sample to judge
    struct Sheet {
        SampleLanes.Lanes lanes;
        uint256 index;
        uint256[] sums;
        uint256 variables;
        bool hasFirst;
        bool hasSecond;
        bool isFirstBroken;
        bool isSecondBroken;
        int256 firstEnergy;
        int256 secondEnergy;
    }

    /// @dev Reads the header: variables and the offset of the energy.
    function readHeader(bytes memory chunk) internal pure returns (uint256 variables, int256 offset) {
        if (chunk.length < 38 || _take(chunk, 0, 2) != HEADER) revert IScorer.ScorerChunkMalformed(0);
        variables = _take(chunk, 2, 4);
        if (variables == 0 || variables > MOST_VARIABLES) revert IScorer.ScorerChunkMalformed(0);
        offset = int256(_take(chunk, 6, 32));
    }

    /// @dev Scores a chunk that is not the header.
    function add(Sheet memory sheet, bytes memory chunk) internal pure {
        if (chunk.length < 4) revert IScorer.ScorerChunkMalformed(sheet.index);
        uint256 kind = _take(chunk, 0, 2);
        if (kind == GROUPS) _addGroups(sheet, chunk);
        else if (kind == INTEGERS) _addIntegers(sheet, chunk);
        else if (kind == QUADRATIC) _addQuadratic(sheet, chunk);
        else if (kind == WEIGHTS) _addWeights(sheet, chunk);
        else _closeBand(sheet, chunk, kind);
    }

    /// @dev `first variable, count, sizes`: exactly one bit of each group is 1.
    function _addGroups(Sheet memory sheet, bytes memory chunk) private pure {
        if (chunk.length < 10) revert IScorer.ScorerChunkMalformed(sheet.index);
        uint256 variable = _take(chunk, 2, 4);
        uint256 count = _take(chunk, 6, 4);
        if (chunk.length != 10 + 2 * count) revert IScorer.ScorerChunkMalformed(sheet.index);
        for (uint256 i = 0; i < count; ++i) {
            uint256 size = _take(chunk, 10 + 2 * i, 2);
            if (variable + size > sheet.variables) revert IScorer.ScorerChunkMalformed(sheet.index);
            if (!_isOneHot(sheet.lanes.first, variable, size)) sheet.isFirstBroken = true;
            if (!_isOneHot(sheet.lanes.second, variable, size)) sheet.isSecondBroken = true;
            variable += size;
        }
    }

    function _isOneHot(bytes memory sample, uint256 from, uint256 size) private pure returns (bool isOneHot) {
        while (size > 0) {
            uint256 width = Math.min(size, WIDEST_FIELD);
            uint256 bits = SampleLanes.field(sample, from, width);
            if (bits != 0) {
                if (isOneHot || bits & (bits - 1) != 0) return false;
                isOneHot = true;
            }
            (from, size) = (from + width, size - width);
        }
    }

    /// @dev `first variable, count, (lower, upper)...`: the bits do not spell more than upper - lower.
    function _addIntegers(Sheet memory sheet, bytes memory chunk) private pure {
        if (chunk.length < 10) revert IScorer.ScorerChunkMalformed(sheet.index);
        uint256 variable = _take(chunk, 2, 4);
        uint256 count = _take(chunk, 6, 4);
        if (chunk.length != 10 + 8 * count) revert IScorer.ScorerChunkMalformed(sheet.index);
        for (uint256 i = 0; i < count; ++i) {
            int256 range = _takeInt32(chunk, 14 + 8 * i) - _takeInt32(chunk, 10 + 8 * i);
            if (range < 0) revert IScorer.ScorerChunkMalformed(sheet.index);
            if (range == 0) continue;
            uint256 width = Math.log2(uint256(range)) + 1;
            if (variable + width > sheet.variables) revert IScorer.ScorerChunkMalformed(sheet.index);
            if (SampleLanes.field(sheet.lanes.first, variable, width) > uint256(range)) sheet.isFirstBroken = true;
            if (SampleLanes.field(sheet.lanes.second, variable, width) > uint256(range)) sheet.isSecondBroken = true;
            variable += width;
        }
    }

    /// @dev `row block, column block`, then rows `row in the block, count, entries`: weight x row variable x column variable.
    function _addQuadratic(Sheet memory sheet, bytes memory chunk) private pure {
        if (chunk.length < 10) revert IScorer.ScorerChunkMalformed(sheet.index);
        uint256 from = _take(chunk, 2, 4) * SampleLanes.BLOCK_VARIABLES;
        if (from >= sheet.variables) revert IScorer.ScorerChunkMalformed(sheet.index);
        _spread(sheet, _take(chunk, 6, 4));
        (uint256 cursor, uint256 end) = _body(chunk, 10);
        (uint256 total, bool isSound) = sheet.lanes.productSum(from, _blockEnd(sheet, from), cursor, end);
        if (!isSound) revert IScorer.ScorerChunkMalformed(sheet.index);
        _addEnergy(sheet, SampleLanes.firstOf(total), SampleLanes.secondOf(total));
    }

    /// @dev `lines of the band, block`, then rows `line, count, entries`: adds to the sums of the open band.
    function _addWeights(Sheet memory sheet, bytes memory chunk) private pure {
        if (chunk.length < 8) revert IScorer.ScorerChunkMalformed(sheet.index);
        uint256 lines = _take(chunk, 2, 2);
        if (sheet.sums.length == 0 && lines <= MOST_LINES) sheet.sums = new uint256[](lines);
        if (lines == 0 || sheet.sums.length != lines) revert IScorer.ScorerChunkMalformed(sheet.index);
        _spread(sheet, _take(chunk, 4, 4));
        (uint256 cursor, uint256 end) = _body(chunk, 8);
        if (!sheet.lanes.addRows(sheet.sums, cursor, end)) revert IScorer.ScorerChunkMalformed(sheet.index);
    }

    /// @dev `count`, then per line what its sum means. A band without weights has sums of zero.
    function _closeBand(Sheet memory sheet, bytes memory chunk, uint256 kind) private pure {
        uint256 lines = _take(chunk, 2, 2);
        if (sheet.sums.length != 0 && sheet.sums.length != lines) revert IScorer.ScorerChunkMalformed(sheet.index);
        uint256 cursor = 4;
        for (uint256 line = 0; line < lines; ++line) {
            uint256 sum = sheet.sums.length == 0 ? 0 : sheet.sums[line];
            (int256 first, int256 second) = (SampleLanes.firstOf(sum), SampleLanes.secondOf(sum));
            if (kind == TERMS) cursor = _addTerm(sheet, chunk, cursor, first, second);
            else cursor = _checkLine(sheet, chunk, cursor, kind, first, second);
        }
        if (cursor != chunk.length) revert IScorer.ScorerChunkMalformed(sheet.index);
        sheet.sums = new uint256[](0);
    }

    /// @dev `base, number of coefficients, coefficients`: polynomial of base + sum.
    function _addTerm(
        Sheet memory sheet,
        bytes memory chunk,
        uint256 cursor,
        int256 first,
        int256 second
    ) private pure returns (uint256 next) {
        if (cursor + 33 > chunk.length) revert IScorer.ScorerChunkMalformed(sheet.index);
        int256 base = int256(_take(chunk, cursor, 32));
        uint256 from = cursor + 33;
        next = from + 32 * _take(chunk, cursor + 32, 1);
        if (next > chunk.length || next == from) revert IScorer.ScorerChunkMalformed(sheet.index);
        (int256 firstLoad, int256 secondLoad) = (_sum(base, first, sheet.index), _sum(base, second, sheet.index));
        int256 value = sheet.hasFirst ? _horner(chunk, from, next, firstLoad, sheet.index) : int256(0);
        int256 other = value;
        if (sheet.hasSecond && !(sheet.hasFirst && firstLoad == secondLoad)) {
            other = _horner(chunk, from, next, secondLoad, sheet.index);
        }
        _addEnergy(sheet, value, other);
    }

    /// @dev c_0 + load (c_1 + load (c_2 + ...)), each step within int256.
    function _horner(
        bytes memory chunk,
        uint256 from,
        uint256 next,
        int256 load,
        uint256 index
    ) private pure returns (int256 value) {
        for (uint256 cursor = next; cursor > from; ) {
            cursor -= 32;
            value = _sum(_product(value, load, index), int256(_take(chunk, cursor, 32)), index);
        }
    }

    /// @dev A rule on the sum: 7 `sense, bound` · 8 `least, most` · 9 `flow, supply`.
    function _checkLine(
        Sheet memory sheet,
        bytes memory chunk,
        uint256 cursor,
        uint256 kind,
        int256 first,
        int256 second
    ) private pure returns (uint256 next) {
        (int256 least, int256 most) = (type(int256).min, type(int256).max);
        next = cursor + (kind == CONSTRAINTS ? 33 : 8);
        if (next > chunk.length) revert IScorer.ScorerChunkMalformed(sheet.index);
        if (kind == CONSTRAINTS) {
            uint256 sense = _take(chunk, cursor, 1);
            int256 bound = int256(_take(chunk, cursor + 1, 32));
            if (sense > 2) revert IScorer.ScorerChunkMalformed(sheet.index);
            if (sense < 2) most = bound;
            if (sense > 0) least = bound;
        } else if (kind == CARDINALITIES) {
            (least, most) = (int256(_take(chunk, cursor, 4)), int256(_take(chunk, cursor + 4, 4)));
        } else if (kind == FLOWS) {
            least = _takeInt32(chunk, cursor + 4);
            most = least;
        } else {
            revert IScorer.ScorerChunkMalformed(sheet.index);
        }
        if (first < least || first > most) sheet.isFirstBroken = true;
        if (second < least || second > most) sheet.isSecondBroken = true;
    }

    function _spread(Sheet memory sheet, uint256 blockIndex) private pure {
        uint256 from = blockIndex * SampleLanes.BLOCK_VARIABLES;
        if (from >= sheet.variables) revert IScorer.ScorerChunkMalformed(sheet.index);
        sheet.lanes.spreadBlock(blockIndex, _blockEnd(sheet, from));
    }

    /// @dev Variables of the block that begins at variable `from`.
    function _blockEnd(Sheet memory sheet, uint256 from) private pure returns (uint256 variables) {
        return Math.min(sheet.variables - from, SampleLanes.BLOCK_VARIABLES);
    }

    function _addEnergy(Sheet memory sheet, int256 first, int256 second) private pure {
        if (sheet.hasFirst) sheet.firstEnergy = _sum(sheet.firstEnergy, first, sheet.index);
        if (sheet.hasSecond) sheet.secondEnergy = _sum(sheet.secondEnergy, second, sheet.index);
    }

    function _sum(int256 a, int256 b, uint256 index) private pure returns (int256 c) {
        unchecked {
            // Checked on the next line: a sum overflows if and only if its sign is against both.
            c = a + b;
        }
        if ((b >= 0) != (c >= a)) revert IScorer.ScorerOverflow(index);
    }

    function _product(int256 a, int256 b, uint256 index) private pure returns (int256 c) {
        if (a == 0 || b == 0) return 0;
        if (b == -1 && a == type(int256).min) revert IScorer.ScorerOverflow(index);
        unchecked {
            // Division undoes a product that did not overflow, and only such; -1 x least, where it could not, is refused above.
            c = a * b;
            if (c / b != a) revert IScorer.ScorerOverflow(index);
        }
    }

    /// @dev Where the bytes from `offset` on begin and end in memory.
    function _body(bytes memory chunk, uint256 offset) private pure returns (uint256 cursor, uint256 end) {
        // An address in memory; nothing is read.
        assembly ("memory-safe") {
            cursor := add(add(chunk, 32), offset)
            end := add(add(chunk, 32), mload(chunk))
        }
    }

    /// @dev `length` (1 to 32) bytes from `offset` on as a number; the caller knows that they are there.
    function _take(bytes memory chunk, uint256 offset, uint256 length) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(sub(256, mul(8, length)), mload(add(add(chunk, 32), offset)))
        }
    }

    function _takeInt32(bytes memory chunk, uint256 offset) private pure returns (int256 value) {
        return int32(uint32(_take(chunk, offset, 4)));
    }
}
