// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {MlDsa} from "../MlDsa.sol";

/// @title The internal interface of ML-DSA (FIPS 204, algorithm 8) around the verifiers' own code
/// @notice Official vectors have contexts, long and pre-hashed messages, which the bytes32 of ERC-7913 cannot carry. No city
/// deploys this; `npm run verify-vectors` runs it in an EVM of its own.
contract MlDsaInternal {
    /// @notice As `MlDsa44Verifier`, with a yes or no.
    function verify44(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bool valid) {
        return MlDsa.verify(MlDsa.parameters44(), key, hash, signature);
    }

    /// @notice As `MlDsa65Verifier`, with a yes or no.
    function verify65(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bool valid) {
        return MlDsa.verify(MlDsa.parameters65(), key, hash, signature);
    }

    /// @notice ML-DSA-44 of M', with the prefix that tells pure from pre-hashed messages and carries the context.
    function verifyInternal44(
        bytes calldata key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool valid) {
        return MlDsa.verifyInternal(MlDsa.parameters44(), key, message, signature);
    }

    /// @notice ML-DSA-65 of M', as above.
    function verifyInternal65(
        bytes calldata key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool valid) {
        return MlDsa.verifyInternal(MlDsa.parameters65(), key, message, signature);
    }

    /// @notice Whether z of an ML-DSA-44 signature is within its norm.
    function responseInBounds44(bytes calldata signature) external pure returns (bool isWithin) {
        return MlDsa.responseInBounds(MlDsa.parameters44(), signature);
    }

    /// @notice Whether z of an ML-DSA-65 signature is within its norm.
    function responseInBounds65(bytes calldata signature) external pure returns (bool isWithin) {
        return MlDsa.responseInBounds(MlDsa.parameters65(), signature);
    }
}
