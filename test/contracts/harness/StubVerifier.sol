// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @notice A verifier without secrets, so that tests of accounts need not wait for real signatures: the signature of
/// `hash` by `key` is keccak256(key || hash).
contract StubVerifier is IERC7913SignatureVerifier {
    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) external pure returns (bytes4) {
        bool valid = keccak256(signature) == keccak256(abi.encodePacked(keccak256(abi.encodePacked(key, hash))));
        return valid ? IERC7913SignatureVerifier.verify.selector : bytes4(0xffffffff);
    }
}
