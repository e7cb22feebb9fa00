// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";

/// @title The seats of the agencies
/// @notice One agency, one seat, one vote. A seat cannot be transferred, lent or delegated: it is granted, rotated and
/// withdrawn by the administration alone (a vote), and the last one cannot be withdrawn. Votes are counted as of a
/// timepoint in unix seconds (ERC-5805, ERC-6372 `mode=timestamp`).
interface ISeats is IERC5805 {
    /// @notice `agency` has a seat from now on.
    event SeatGranted(address indexed agency);

    /// @notice `agency` has no seat any more.
    event SeatWithdrawn(address indexed agency);

    /// @notice The seat of `agency` passed to its `successor`: another account of the same agency, or what took its place.
    event SeatRotated(address indexed agency, address indexed successor);

    /// @notice This account has a seat already.
    error SeatsAlreadySeated(address account);

    /// @notice This account has no seat.
    error SeatsNotSeated(address account);

    /// @notice Only an enrolled agency that is not suspended may have a seat.
    error SeatsAgencyNotActive(address account);

    /// @notice A seat is held by an account contract, whose signers are post-quantum, never by a plain key or by a plain
    /// key that borrows a contract's code (EIP-7702).
    error SeatsNotAnAccount(address account);

    /// @notice Without a seat nobody could vote ever again.
    error SeatsLastSeat(address agency);

    /// @notice A vote belongs to the seat and cannot be delegated.
    error SeatsNotDelegable();

    /// @notice Gives `agency` a seat. Reserved to the administration.
    function grantSeat(address agency) external;

    /// @notice Takes the seat of `agency`; its ballots on proposals whose timepoint has passed still count. Reserved to
    /// the administration.
    function withdrawSeat(address agency) external;

    /// @notice Passes the seat of `agency` to `successor`, an active agency without a seat. Reserved to the
    /// administration.
    function rotateSeat(address agency, address successor) external;

    /// @notice Whether `account` has a seat now.
    function isSeated(address account) external view returns (bool seated);

    /// @notice How many seats there are now.
    function seatCount() external view returns (uint256 count);

    /// @notice The agencies that have a seat now, in no particular order.
    function seatedAgencies() external view returns (address[] memory agencies);
}
