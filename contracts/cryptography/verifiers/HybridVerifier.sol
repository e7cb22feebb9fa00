// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";

/// @title ERC-7913 verifier of P-256 and SLH-DSA-SHA2-128s together
/// @notice For the transition: both halves must be right, so that it stands while either algorithm stands. The key is x || y of
/// the P-256 key (64 bytes) || the SLH-DSA key (32); the signature r || s (64; FIPS 186-5 over SHA-256 of the 32 bytes of `hash`, s in
/// the lower half) || the SLH-DSA signature of `hash` (7,856).
/// @dev Stateless, no owner.
contract HybridVerifier is IERC7913SignatureVerifier {
    uint256 private constant KEY_LENGTH = 96;
    uint256 private constant SIGNATURE_LENGTH = 64 + 7856;
    bytes4 private constant REFUSED = 0xffffffff;

    IERC7913SignatureVerifier private immutable _slhDsa;

    constructor(IERC7913SignatureVerifier slhDsa) {
        _slhDsa = slhDsa;
    }

    /// @inheritdoc IERC7913SignatureVerifier
    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (key.length != KEY_LENGTH || signature.length != SIGNATURE_LENGTH) return REFUSED;
        bool classical = P256.verify(
            sha256(abi.encodePacked(hash)),
            bytes32(signature[:32]),
            bytes32(signature[32:64]),
            bytes32(key[:32]),
            bytes32(key[32:64])
        );
        if (!classical) return REFUSED;
        return _slhDsa.verify(key[64:], hash, signature[64:]);
    }
}
