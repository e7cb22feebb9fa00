// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {SlhDsaSha2128sVerifier} from "../../../contracts/cryptography/verifiers/SlhDsaSha2128sVerifier.sol";
import {SlhDsaHarness} from "../harness/SlhDsaHarness.sol";

contract SlhDsaSha2128sFuzz {
    IERC7913SignatureVerifier private _verifier;
    SlhDsaHarness private _harness;

    function setUp() public {
        _verifier = new SlhDsaSha2128sVerifier();
        _harness = new SlhDsaHarness();
    }

    function testFuzz_refusesRandomSignatures(bytes32 key, bytes32 hash, bytes32 seed) public view {
        bytes memory signature = new bytes(7856);
        for (uint256 i = 0; i < 245; ++i) {
            bytes32 word = keccak256(abi.encode(seed, i));
            assembly ("memory-safe") {
                mstore(add(add(signature, 0x20), mul(i, 0x20)), word)
            }
        }
        require(_verifier.verify(abi.encode(key), hash, signature) == 0xffffffff, "accepted noise");
    }

    function testFuzz_answersToAnyLengths(bytes calldata key, bytes32 hash, bytes calldata signature) public view {
        require(_verifier.verify(key, hash, signature) == 0xffffffff, "accepted noise");
    }

    /// @notice The verification leaves Solidity's memory as it was: what was allocated before, the free memory pointer
    /// and the zero that empty arrays point to.
    function testFuzz_keepsMemoryIntact(bytes32 key, bytes calldata message) public view {
        bytes memory before = abi.encode(key, message);
        bytes32 digest = keccak256(before);
        require(!_harness.verifyInternal(key, message, new bytes(7856)), "accepted zeros");
        require(_harness.keepsMemory(key, message, new bytes(7856)), "memory was changed");
        require(keccak256(before) == digest, "memory of the caller was changed");
    }
}
