// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @notice An account that burns all the gas it is given when it is asked about a signature.
contract BurningAccount {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        while (true) {}
        return 0;
    }
}
