// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IAlgorithmRegistry} from "../cryptography/IAlgorithmRegistry.sol";

/// @title What asks the city's registry of algorithms
/// @dev A base of its own without storage, first in the inheritance, so that it is constructed before the signers are taken.
abstract contract AlgorithmChecked {
    IAlgorithmRegistry internal immutable _algorithms;

    constructor(IAlgorithmRegistry algorithms) {
        _algorithms = algorithms;
    }
}
