// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {ChunkScorer} from "./ChunkScorer.sol";
import {IScorer} from "./IScorer.sol";
import {SampleLanes} from "./SampleLanes.sol";
import {SampleStore} from "./SampleStore.sol";

/// @title Scores chunks in their turn and keeps the score between transactions
abstract contract ModelScorer is SampleStore {
    using ChunkScorer for ChunkScorer.Sheet;

    mapping(uint256 id => Scoring) private _scorings;
    mapping(uint256 id => mapping(uint256 line => uint256)) private _openSums;

    /// @inheritdoc IScorer
    function score(uint256 id, uint256 count, Chunk[] calldata chunks) external {
        Scoring memory entry = _scorings[id];
        if (entry.modelRoot == 0) revert ScorerNotOpen(id);
        _beforeScoring(id);
        uint256 end = entry.cursor + chunks.length;
        if (chunks.length == 0 || end > count || count > type(uint32).max) revert ScorerChunkCount(count, end);
        if (entry.cursor != 0 && count != entry.chunkCount) revert ScorerChunkCount(count, entry.chunkCount);

        entry.chunkCount = uint32(count);
        _scoreChunks(id, entry, chunks);

        emit ScoringAdvanced(id, end, count);

        if (end == count) _afterScoring(id, entry);
    }

    /// @inheritdoc IScorer
    function scoring(uint256 id) external view returns (Scoring memory entry) {
        return _scorings[id];
    }

    /// @dev Opens the scoring of one or two stored samples (zero: none) under an id of its own.
    function _openScoring(uint256 id, bytes32 modelRoot, bytes32 first, bytes32 second) internal {
        Scoring storage entry = _scorings[id];
        entry.modelRoot = modelRoot;
        entry.firstSample = first;
        entry.secondSample = second;
    }

    /// @dev Reverts where the scoring may not go on.
    function _beforeScoring(uint256 id) internal view virtual;

    /// @dev All chunks are scored.
    function _afterScoring(uint256 id, Scoring memory entry) internal virtual;

    function _scoreChunks(uint256 id, Scoring memory entry, Chunk[] calldata chunks) private {
        ChunkScorer.Sheet memory sheet;
        uint256 next = 0;
        if (entry.cursor == 0) {
            int256 offset;
            bytes memory header = _proven(id, entry, chunks[0]);
            (sheet.variables, offset) = ChunkScorer.readHeader(header);
            _putSamples(sheet, entry);
            if (sheet.hasFirst) sheet.firstEnergy = offset;
            if (sheet.hasSecond) sheet.secondEnergy = offset;
            (next, entry.cursor) = (1, 1);
        } else {
            sheet.variables = entry.variables;
            _putSamples(sheet, entry);
            (sheet.firstEnergy, sheet.secondEnergy) = (entry.firstEnergy, entry.secondEnergy);
            sheet.isFirstBroken = entry.isFirstBroken;
            sheet.isSecondBroken = entry.isSecondBroken;
            sheet.sums = new uint256[](entry.openLines);
            for (uint256 line = 0; line < entry.openLines; ++line) sheet.sums[line] = _openSums[id][line];
        }
        for (; next < chunks.length; ++next) {
            sheet.index = entry.cursor;
            sheet.add(_proven(id, entry, chunks[next]));
            ++entry.cursor;
        }
        _keep(id, entry, sheet);
    }

    /// @dev The bytes of the next chunk: its leaf names its number and how many there are, so the proof decides both.
    function _proven(uint256 id, Scoring memory entry, Chunk calldata chunk) private pure returns (bytes memory data) {
        data = chunk.data;
        bytes32 leaf = keccak256(
            bytes.concat(keccak256(abi.encode(uint256(entry.cursor), uint256(entry.chunkCount), data)))
        );
        if (!MerkleProof.verifyCalldata(chunk.proof, entry.modelRoot, leaf)) {
            revert ScorerProofInvalid(id, entry.cursor);
        }
    }

    /// @dev Loads the samples and checks their length: a byte per 8 variables, spare bits zero.
    function _putSamples(ChunkScorer.Sheet memory sheet, Scoring memory entry) private view {
        sheet.hasFirst = entry.firstSample != 0;
        sheet.hasSecond = entry.secondSample != 0;
        bytes memory first = sheet.hasFirst ? _sampleBytes(entry.firstSample) : bytes("");
        bytes memory second = sheet.hasSecond ? _sampleBytes(entry.secondSample) : bytes("");
        sheet.isFirstBroken = sheet.hasFirst && !_isOfLength(first, sheet.variables);
        sheet.isSecondBroken = sheet.hasSecond && !_isOfLength(second, sheet.variables);
        sheet.lanes = SampleLanes.open(first, second, sheet.variables);
    }

    function _isOfLength(bytes memory sample, uint256 variables) private pure returns (bool isOfLength) {
        uint256 spare = (8 - (variables % 8)) % 8;
        return sample.length == (variables + 7) / 8 && uint8(sample[sample.length - 1]) >> (8 - spare) == 0;
    }

    function _keep(uint256 id, Scoring memory entry, ChunkScorer.Sheet memory sheet) private {
        uint256 lines = sheet.sums.length;
        if (lines != 0 && entry.cursor == entry.chunkCount) revert ScorerChunkMalformed(entry.cursor - 1);
        for (uint256 line = 0; line < lines; ++line) _openSums[id][line] = sheet.sums[line];
        entry.openLines = uint16(lines);
        entry.variables = uint32(sheet.variables);
        (entry.isFirstBroken, entry.isSecondBroken) = (sheet.isFirstBroken, sheet.isSecondBroken);
        (entry.firstEnergy, entry.secondEnergy) = (sheet.firstEnergy, sheet.secondEnergy);
        _scorings[id] = entry;
    }
}
