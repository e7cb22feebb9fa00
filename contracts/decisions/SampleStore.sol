// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {DataContract} from "../policy/DataContract.sol";
import {IScorer} from "./IScorer.sol";

/// @title Samples by their hash
/// @dev A sample of a million bits is six data contracts.
abstract contract SampleStore is IScorer {
    uint256 internal constant PART_LENGTH = 24_000;
    uint256 internal constant MOST_LENGTH = 125_000;

    mapping(bytes32 sampleHash => address[]) private _parts;

    /// @inheritdoc IScorer
    function storeSample(bytes calldata part) external returns (bytes32 sampleHash) {
        if (part.length == 0 || part.length > PART_LENGTH) revert ScorerSampleLength(part.length, PART_LENGTH);
        sampleHash = sha256(part);
        if (isStored(sampleHash)) return sampleHash;

        _parts[sampleHash].push(DataContract.write(part));

        emit SampleStored(sampleHash, part.length);
    }

    /// @inheritdoc IScorer
    function joinSample(bytes32[] calldata parts) external returns (bytes32 sampleHash) {
        bytes memory joined;
        for (uint256 i = 0; i < parts.length; ++i) joined = bytes.concat(joined, _sampleBytes(parts[i]));
        if (joined.length == 0 || joined.length > MOST_LENGTH) revert ScorerSampleLength(joined.length, MOST_LENGTH);
        sampleHash = sha256(joined);
        if (isStored(sampleHash)) return sampleHash;

        for (uint256 i = 0; i < parts.length; ++i) {
            address[] storage pointers = _parts[parts[i]];
            for (uint256 k = 0; k < pointers.length; ++k) _parts[sampleHash].push(pointers[k]);
        }

        emit SampleStored(sampleHash, joined.length);
    }

    /// @inheritdoc IScorer
    function isStored(bytes32 sampleHash) public view returns (bool stored) {
        return _parts[sampleHash].length > 0;
    }

    function _sampleBytes(bytes32 sampleHash) internal view returns (bytes memory sample) {
        address[] storage pointers = _parts[sampleHash];
        if (pointers.length == 0) revert ScorerSampleUnknown(sampleHash);
        if (pointers.length == 1) return DataContract.read(pointers[0]);
        for (uint256 i = 0; i < pointers.length; ++i) sample = bytes.concat(sample, DataContract.read(pointers[i]));
    }
}
