// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {IAlgorithmRegistry} from "../cryptography/IAlgorithmRegistry.sol";
import {IParticipantAccountFactory} from "./IParticipantAccountFactory.sol";
import {ParticipantAccount} from "./ParticipantAccount.sol";

/// @title Participant account factory
contract ParticipantAccountFactory is IParticipantAccountFactory {
    /// @dev Creation code that returns what follows it: 600b380380600b5f395ff3, then STOP, then the data (as `DataContract`).
    bytes private constant CREATION = hex"600b380380600b5f395ff300";

    IAlgorithmRegistry private immutable _algorithms;

    /// @param algorithms What every account made here asks, for good; it must stand before the first account
    constructor(IAlgorithmRegistry algorithms) {
        _algorithms = algorithms;
    }

    /// @inheritdoc IParticipantAccountFactory
    function create(bytes[] calldata signers, uint64 threshold, bytes32 salt) external returns (address account) {
        bytes memory creationCode = _creationCode(signers, threshold);
        account = Create2.computeAddress(salt, keccak256(creationCode));
        if (account.code.length != 0) return account;

        Create2.deploy(0, salt, creationCode);

        emit AccountCreated(account);
    }

    /// @inheritdoc IParticipantAccountFactory
    function store(bytes calldata data) external returns (address pointer) {
        bytes memory creationCode = bytes.concat(CREATION, data);
        pointer = Create2.computeAddress(0, keccak256(creationCode));
        if (pointer.code.length != 0) return pointer;

        Create2.deploy(0, 0, creationCode);

        emit DataStored(pointer);
    }

    /// @inheritdoc IParticipantAccountFactory
    function predict(
        bytes[] calldata signers,
        uint64 threshold,
        bytes32 salt
    ) external view returns (address account) {
        return Create2.computeAddress(salt, keccak256(_creationCode(signers, threshold)));
    }

    function _creationCode(bytes[] calldata signers, uint64 threshold) private view returns (bytes memory) {
        return abi.encodePacked(type(ParticipantAccount).creationCode, abi.encode(signers, threshold, _algorithms));
    }
}
