// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Who takes part
/// @notice One entry per account: its kind, its status, and hashes of what it publishes off chain. No personal data.
interface IParticipantRegistry {
    enum Kind {
        NONE,
        AGENCY,
        COMPANY,
        OPERATOR,
        CITIZEN
    }

    enum Status {
        NONE,
        ACTIVE,
        SUSPENDED
    }

    /// @notice What a participant publishes off chain, each by its sha2-256 digest; zero means none.
    /// @param document Public profile, a DAG-CBOR block
    /// @param mlDsa65Key Raw ML-DSA-65 public key (FIPS 204) that signs requests at the gateway
    /// @param ageRecipient Text of the `mlkem768x25519` age recipient that data keys are sealed to
    struct Profile {
        bytes32 document;
        bytes32 mlDsa65Key;
        bytes32 ageRecipient;
    }

    /// @notice `account` takes part from now on, as a `kind`.
    event ParticipantEnrolled(address indexed account, Kind indexed kind, Profile profile);

    /// @notice `account` replaced its profile.
    event ProfileUpdated(address indexed account, Profile profile);

    /// @notice `account` may not act for the time being.
    event ParticipantSuspended(address indexed account);

    /// @notice `account` may act again.
    event ParticipantReinstated(address indexed account);

    /// @notice An account is enrolled once.
    error RegistryAlreadyEnrolled(address account);

    /// @notice No such participant.
    error RegistryNotEnrolled(address account);

    /// @notice This door does not enrol that kind.
    error RegistryKindNotAllowed(Kind kind);

    /// @notice The participant's status does not allow this.
    error RegistryWrongStatus(address account, Status status);

    /// @notice The zero address cannot take part.
    error RegistryZeroAccount();

    /// @notice Enrols an agency. Reserved to the administration (a vote, once there is one).
    function enrolAgency(address account, Profile calldata profile) external;

    /// @notice Enrols a company or an operator. Reserved to the registrar.
    function enrol(address account, Kind kind, Profile calldata profile) external;

    /// @notice Enrols the caller as a citizen.
    function enrolSelf(Profile calldata profile) external;

    /// @notice Replaces the caller's profile; the caller must be active.
    function updateProfile(Profile calldata profile) external;

    /// @notice Suspends an active participant.
    function suspend(address account) external;

    /// @notice Ends a suspension.
    function reinstate(address account) external;

    /// @notice The entry of `account`, all zero when it is not enrolled.
    /// @return kind What it takes part as
    /// @return status Whether it may act
    /// @return profile Hashes of what it publishes
    /// @return enrolledAt Unix seconds
    function participant(
        address account
    ) external view returns (Kind kind, Status status, Profile memory profile, uint48 enrolledAt);

    /// @notice Whether `account` is enrolled as `kind` and not suspended.
    function isActive(address account, Kind kind) external view returns (bool active);
}
