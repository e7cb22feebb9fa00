// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The city's roles
/// @notice The numbers by which {CityAccess} knows them.
library CityRoles {
    /// @notice Grants roles, decides which role may call what. After the handover: the timelock alone.
    uint64 internal constant ADMIN = 0;

    /// @notice Requests decisions.
    uint64 internal constant AGENCY = 1;

    /// @notice Enrols companies and operators.
    uint64 internal constant REGISTRAR = 2;

    /// @notice Freezes and vetoes, never grants. One account at most.
    uint64 internal constant GUARDIAN = 3;

    /// @notice Uses permissions up on behalf of the participants that it serves (PolicyRegistry `exercise`).
    uint64 internal constant ENFORCER = 4;

    /// @notice Tells the ledger how challenges ended. The model court alone.
    uint64 internal constant COURT = 5;
}
