// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ChunkScorer} from "../../../contracts/decisions/ChunkScorer.sol";
import {ModelScorer} from "../../../contracts/decisions/ModelScorer.sol";
import {SampleLanes} from "../../../contracts/decisions/SampleLanes.sol";

/// @dev Scores without a court: whole models at once and without proofs, or a scoring that anybody opens.
contract ScorerHarness is ModelScorer {
    using ChunkScorer for ChunkScorer.Sheet;

    struct Question {
        bytes[] chunks;
        bytes first;
        bytes second;
    }

    struct Answer {
        int256 firstEnergy;
        int256 secondEnergy;
        bool isFirstBroken;
        bool isSecondBroken;
    }

    function open(uint256 id, bytes32 modelRoot, bytes32 first, bytes32 second) external {
        _openScoring(id, modelRoot, first, second);
    }

    /// @return answers One per question
    /// @return gasUsed For the chunks behind the header, without making the lanes
    function scoreAll(Question[] calldata questions) external view returns (Answer[] memory answers, uint256 gasUsed) {
        answers = new Answer[](questions.length);
        for (uint256 i = 0; i < questions.length; ++i) {
            uint256 gasOfOne;
            (answers[i], gasOfOne) = _scoreOne(questions[i]);
            gasUsed += gasOfOne;
        }
    }

    function _beforeScoring(uint256 id) internal view override {}

    function _afterScoring(uint256 id, Scoring memory entry) internal override {}

    function _scoreOne(Question calldata question) private view returns (Answer memory answer, uint256 gasUsed) {
        ChunkScorer.Sheet memory sheet;
        int256 offset;
        (sheet.variables, offset) = ChunkScorer.readHeader(question.chunks[0]);
        (sheet.hasFirst, sheet.hasSecond) = (true, true);
        (sheet.firstEnergy, sheet.secondEnergy) = (offset, offset);
        sheet.lanes = SampleLanes.open(question.first, question.second, sheet.variables);
        for (uint256 i = 1; i < question.chunks.length; ++i) {
            bytes memory chunk = question.chunks[i];
            sheet.index = i;
            uint256 before = gasleft();
            sheet.add(chunk);
            gasUsed += before - gasleft();
        }
        answer = Answer(sheet.firstEnergy, sheet.secondEnergy, sheet.isFirstBroken, sheet.isSecondBroken);
    }
}
