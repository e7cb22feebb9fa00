// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {IParticipantAccountFactory} from "./IParticipantAccountFactory.sol";
import {ParticipantAccount} from "./ParticipantAccount.sol";

/// @title Participant account factory
contract ParticipantAccountFactory is IParticipantAccountFactory {
    /// @inheritdoc IParticipantAccountFactory
    function create(bytes[] calldata signers, uint64 threshold, bytes32 salt) external returns (address account) {
        bytes memory creationCode = _creationCode(signers, threshold);
        account = Create2.computeAddress(salt, keccak256(creationCode));
        if (account.code.length != 0) return account;

        Create2.deploy(0, salt, creationCode);

        emit AccountCreated(account);
    }

    /// @inheritdoc IParticipantAccountFactory
    function predict(
        bytes[] calldata signers,
        uint64 threshold,
        bytes32 salt
    ) external view returns (address account) {
        return Create2.computeAddress(salt, keccak256(_creationCode(signers, threshold)));
    }

    function _creationCode(bytes[] calldata signers, uint64 threshold) private pure returns (bytes memory) {
        return abi.encodePacked(type(ParticipantAccount).creationCode, abi.encode(signers, threshold));
    }
}
