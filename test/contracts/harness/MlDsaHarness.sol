// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {MlDsa} from "../../../contracts/cryptography/MlDsa.sol";

/// @notice Opens the library's internal interface, so that vectors with contexts and long messages run on chain.
contract MlDsaHarness {
    function verifyInternal65(
        bytes calldata key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool valid) {
        return MlDsa.verifyInternal(MlDsa.parameters65(), key, message, signature);
    }

    function verifyInternal44(
        bytes calldata key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool valid) {
        return MlDsa.verifyInternal(MlDsa.parameters44(), key, message, signature);
    }

    function responseInBounds65(bytes calldata signature) external pure returns (bool) {
        return MlDsa.responseInBounds(MlDsa.parameters65(), signature);
    }

    function responseInBounds44(bytes calldata signature) external pure returns (bool) {
        return MlDsa.responseInBounds(MlDsa.parameters44(), signature);
    }
}
