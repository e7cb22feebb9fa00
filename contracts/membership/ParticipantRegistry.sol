// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";

/// @title Participant registry
contract ParticipantRegistry is IParticipantRegistry, AccessManaged {
    struct Participant {
        Kind kind;
        Status status;
        uint48 enrolledAt;
        Profile profile;
    }

    mapping(address account => Participant) private _participants;

    constructor(address manager) AccessManaged(manager) {}

    /// @inheritdoc IParticipantRegistry
    function enrolAgency(address account, Profile calldata profile) external restricted {
        _enrol(account, Kind.AGENCY, profile);
    }

    /// @inheritdoc IParticipantRegistry
    function enrol(address account, Kind kind, Profile calldata profile) external restricted {
        if (kind != Kind.COMPANY && kind != Kind.OPERATOR) revert RegistryKindNotAllowed(kind);

        _enrol(account, kind, profile);
    }

    /// @inheritdoc IParticipantRegistry
    function enrolSelf(Profile calldata profile) external {
        _enrol(msg.sender, Kind.CITIZEN, profile);
    }

    /// @inheritdoc IParticipantRegistry
    function updateProfile(Profile calldata profile) external {
        Participant storage entry = _requireStatus(msg.sender, Status.ACTIVE);

        entry.profile = profile;

        emit ProfileUpdated(msg.sender, profile);
    }

    /// @inheritdoc IParticipantRegistry
    function suspend(address account) external restricted {
        Participant storage entry = _requireStatus(account, Status.ACTIVE);

        entry.status = Status.SUSPENDED;

        emit ParticipantSuspended(account);
    }

    /// @inheritdoc IParticipantRegistry
    function reinstate(address account) external restricted {
        Participant storage entry = _requireStatus(account, Status.SUSPENDED);

        entry.status = Status.ACTIVE;

        emit ParticipantReinstated(account);
    }

    /// @inheritdoc IParticipantRegistry
    function participant(
        address account
    ) external view returns (Kind kind, Status status, Profile memory profile, uint48 enrolledAt) {
        Participant storage entry = _participants[account];
        return (entry.kind, entry.status, entry.profile, entry.enrolledAt);
    }

    /// @inheritdoc IParticipantRegistry
    function isActive(address account, Kind kind) external view returns (bool active) {
        Participant storage entry = _participants[account];
        return entry.status == Status.ACTIVE && entry.kind == kind;
    }

    function _enrol(address account, Kind kind, Profile calldata profile) private {
        Participant storage entry = _participants[account];
        if (account == address(0)) revert RegistryZeroAccount();
        if (entry.status != Status.NONE) revert RegistryAlreadyEnrolled(account);

        entry.kind = kind;
        entry.status = Status.ACTIVE;
        entry.enrolledAt = uint48(block.timestamp);
        entry.profile = profile;

        emit ParticipantEnrolled(account, kind, profile);
    }

    function _requireStatus(address account, Status expected) private view returns (Participant storage entry) {
        entry = _participants[account];
        if (entry.status == Status.NONE) revert RegistryNotEnrolled(account);
        if (entry.status != expected) revert RegistryWrongStatus(account, entry.status);
    }
}
