// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {MlDsa} from "../MlDsa.sol";

/// @title ERC-7913 verifier of ML-DSA-44 signatures
/// @notice FIPS 204, the standard ("external", "pure") interface with an empty context: signatures of any FIPS 204
/// library over the 32 bytes of `hash` verify here. The key is the address and the code hash of the expanded public key, 52 bytes
/// (see `MlDsa`); a signature has 2,420.
/// @dev Stateless, no owner. ML-DSA signatures are not unique: never recognise a message by its signature.
contract MlDsa44Verifier is IERC7913SignatureVerifier {
    /// @inheritdoc IERC7913SignatureVerifier
    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return
            MlDsa.verify(MlDsa.parameters44(), key, hash, signature)
                ? IERC7913SignatureVerifier.verify.selector
                : bytes4(0xffffffff);
    }
}
