// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {SlhDsaSha2128s} from "../SlhDsaSha2128s.sol";

/// @title The internal interface of SLH-DSA-SHA2-128s (FIPS 205, algorithm 20) around the verifier's own code
/// @notice Official vectors have contexts and long messages, which the bytes32 of ERC-7913 cannot carry. No city deploys
/// this; `npm run verify-vectors` runs it in an EVM of its own.
contract SlhDsaSha2128sInternal {
    /// @notice As `SlhDsaSha2128sVerifier`, with a yes or no.
    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bool valid) {
        return SlhDsaSha2128s.verify(key, hash, signature);
    }

    /// @notice Of M', with the prefix that tells pure from pre-hashed messages and carries the context.
    /// @param key PK.seed || PK.root
    function verifyInternal(
        bytes32 key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool valid) {
        return SlhDsaSha2128s.verifyInternal(key, message, signature);
    }

    /// @notice Whether a verification leaves memory as Solidity needs it: what was allocated before, the free memory
    /// pointer, and the zero that empty arrays point to.
    function keepsMemory(
        bytes32 key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool kept) {
        bytes memory before = bytes.concat(message, key);
        bytes32 digest = keccak256(before);
        uint256 pointerBefore = _freeMemory();
        SlhDsaSha2128s.verifyInternal(key, message, signature);
        uint256 pointerAfter = _freeMemory();
        bytes memory empty;
        return keccak256(before) == digest && empty.length == 0 && pointerAfter >= pointerBefore && pointerAfter < 0x10000;
    }

    function _freeMemory() private pure returns (uint256 pointer) {
        // Reads the free memory pointer.
        assembly ("memory-safe") {
            pointer := mload(0x40)
        }
    }
}
