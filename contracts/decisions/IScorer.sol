// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Scores samples on their model, exactly, chunk by chunk
/// @notice A model stands by the Merkle root of its chunks, a sample by the sha2-256 of its bytes. Whoever has the bytes may
/// score, in as many transactions as it takes: chunks come in order, each with its proof, so none is left out or counted twice.
/// @dev A chunk is `version, kind, body`, big-endian (node/protocol/model-chunks.ts describes the kinds). What it says of variables
/// that its model does not declare counts for nothing: their bits are 0.
interface IScorer {
    /// @notice A chunk of a model and its path to the root, as OpenZeppelin's MerkleProof takes it.
    struct Chunk {
        bytes data;
        bytes32[] proof;
    }

    /// @notice How far two samples of one model are scored. A sample hash of zero stands for none.
    /// @param chunkCount Chunks of the model; zero before the first was scored
    /// @param cursor Number of the next chunk
    /// @param variables Bits of a sample of the model
    /// @param openLines Sums that wait in storage for the end of their band
    /// @param isFirstBroken Whether the first sample broke a rule so far: its length, a group, a bound, a constraint
    struct Scoring {
        bytes32 modelRoot;
        bytes32 firstSample;
        bytes32 secondSample;
        uint32 chunkCount;
        uint32 cursor;
        uint32 variables;
        uint16 openLines;
        bool isFirstBroken;
        bool isSecondBroken;
        int256 firstEnergy;
        int256 secondEnergy;
    }

    /// @notice The bytes of a sample are in the contract's keeping.
    event SampleStored(bytes32 indexed sampleHash, uint256 length);

    /// @notice Chunks up to `cursor` of `chunkCount` are scored.
    event ScoringAdvanced(uint256 indexed id, uint256 cursor, uint256 chunkCount);

    /// @notice No scoring under this id is open.
    error ScorerNotOpen(uint256 id);

    /// @notice A sample may not be empty nor longer than `most` bytes, a part not longer than a contract's code.
    error ScorerSampleLength(uint256 length, uint256 most);

    /// @notice Nobody has stored a sample, or part of one, with this sha2-256.
    error ScorerSampleUnknown(bytes32 sampleHash);

    /// @notice The model has another number of chunks.
    error ScorerChunkCount(uint256 count, uint256 expected);

    /// @notice The proof does not lead from chunk `index` to the root: it is another chunk, or comes out of turn.
    error ScorerProofInvalid(uint256 id, uint256 index);

    /// @notice The bytes of the chunk are no chunk of a model.
    error ScorerChunkMalformed(uint256 index);

    /// @notice The energy, or a number on the way to it, is beyond int256: the model cannot be scored.
    error ScorerOverflow(uint256 index);

    /// @notice Keeps a sample of at most 24,000 bytes, or part of a longer one. Anybody; once is enough.
    function storeSample(bytes calldata part) external returns (bytes32 sampleHash);

    /// @notice Puts a longer sample together from its parts, each stored before.
    function joinSample(bytes32[] calldata parts) external returns (bytes32 sampleHash);

    /// @notice Scores the next chunks. Anybody: the proofs decide.
    /// @param count Chunks of the whole model
    function score(uint256 id, uint256 count, Chunk[] calldata chunks) external;

    /// @notice Whether the bytes of this sample are there.
    function isStored(bytes32 sampleHash) external view returns (bool stored);

    /// @notice How far a scoring got; all zero for an unknown one.
    function scoring(uint256 id) external view returns (Scoring memory entry);
}
