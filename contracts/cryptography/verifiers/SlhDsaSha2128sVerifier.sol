// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {SlhDsaSha2128s} from "../SlhDsaSha2128s.sol";

/// @title ERC-7913 verifier of SLH-DSA-SHA2-128s signatures
/// @notice FIPS 205, the standard ("external", "pure") interface with an empty context: signatures of any FIPS 205
/// library over the 32 bytes of `hash` verify here. The key is PK.seed || PK.root, 32 bytes; a signature has 7,856.
/// @dev Stateless, no owner. SLH-DSA signatures are not unique: never recognise a message by its signature.
contract SlhDsaSha2128sVerifier is IERC7913SignatureVerifier {
    /// @inheritdoc IERC7913SignatureVerifier
    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return
            SlhDsaSha2128s.verify(key, hash, signature)
                ? IERC7913SignatureVerifier.verify.selector
                : bytes4(0xffffffff);
    }
}
