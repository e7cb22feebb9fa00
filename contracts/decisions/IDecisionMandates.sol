// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IDecisionLedger} from "./IDecisionLedger.sol";

/// @title Standing mandates
/// @notice A vote authorises a class of decisions within limits. What an agency requests within them takes effect as soon
/// as it is recorded, and stays open to challenge until its window ends.
interface IDecisionMandates {
    /// @param kind Kind of problem, as {IDecisionLedger-Terms} has it
    /// @param area Name of the area that the problem names (text, left-aligned)
    /// @param agency The only one that may use it
    /// @param largestChange The most that one decision may change, in the unit of the kind of problem
    /// @param until First second (unix) at which nothing takes effect under it any more
    /// @param perDay The most requests in one day (UTC)
    struct Mandate {
        bytes32 kind;
        bytes32 area;
        address agency;
        uint256 largestChange;
        uint48 until;
        uint32 perDay;
    }

    /// @notice The agencies voted a mandate.
    event MandateGranted(uint256 indexed mandateId, address indexed agency, Mandate mandate);

    /// @notice The agencies took it back; what took effect under it stays so.
    event MandateRevoked(uint256 indexed mandateId);

    /// @notice The decision was requested under a mandate: it says of itself where and how much it changes.
    event DecisionRequestedUnderMandate(
        uint256 indexed id,
        uint256 indexed mandateId,
        bytes32 area,
        uint256 change
    );

    /// @notice No mandate has this id.
    error LedgerUnknownMandate(uint256 mandateId);

    /// @notice The mandate was revoked.
    error LedgerMandateRevoked(uint256 mandateId);

    /// @notice The mandate ended at `until` (unix seconds, exclusive).
    error LedgerMandateEnded(uint256 mandateId, uint48 until);

    /// @notice The mandate is another agency's.
    error LedgerMandateOtherAgency(uint256 mandateId, address agency);

    /// @notice The mandate is for another kind of problem.
    error LedgerMandateOtherKind(uint256 mandateId, bytes32 kind);

    /// @notice The mandate is for another area.
    error LedgerMandateOtherArea(uint256 mandateId, bytes32 area);

    /// @notice The mandate does not allow so large a change.
    error LedgerMandateChangeTooLarge(uint256 mandateId, uint256 change, uint256 largestChange);

    /// @notice The mandate allows no more requests today.
    error LedgerMandateUsedUp(uint256 mandateId, uint32 perDay);

    /// @notice Grants a mandate. Reserved to a vote.
    /// @return mandateId Ids count from 1
    function grantMandate(Mandate calldata mandate) external returns (uint256 mandateId);

    /// @notice Takes a mandate back. Reserved to a vote. A request that is still open is then decided the ordinary way.
    function revokeMandate(uint256 mandateId) external;

    /// @notice Asks for a decision that takes effect when it is recorded. Reserved to the agency of the mandate, within
    /// every limit of it.
    /// @dev The operators, and everybody after them, compare area and change with the problem document.
    /// @param area As the problem names it
    /// @param change How much the problem may change, in the unit of its kind
    /// @return id Ids count from 1
    function requestUnderMandate(
        IDecisionLedger.Terms calldata terms,
        uint256 mandateId,
        bytes32 area,
        uint256 change
    ) external returns (uint256 id);

    /// @notice All that stands about a mandate.
    /// @return mandate What was voted
    /// @return isRevoked Whether it was taken back
    /// @return usedToday Requests under it today (UTC)
    function mandateById(
        uint256 mandateId
    ) external view returns (Mandate memory mandate, bool isRevoked, uint32 usedToday);

    /// @notice How many mandates were ever granted; also the latest id.
    function mandateCount() external view returns (uint256 count);

    /// @notice The mandate under which a decision was requested; zero where there is none.
    function mandateOf(uint256 id) external view returns (uint256 mandateId);
}
