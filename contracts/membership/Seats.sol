// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC6372Utils} from "@openzeppelin/contracts/utils/ERC6372Utils.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";
import {ISeats} from "./ISeats.sol";

/// @title Seats
/// @dev OpenZeppelin's Votes with one unit per seat, delegated to its holder when it is granted and never otherwise.
contract Seats is ISeats, Votes, AccessManaged {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @dev What the code of a plain key begins with when it borrows a contract's code (EIP-7702).
    bytes3 private constant DELEGATION_PREFIX = 0xef0100;

    IParticipantRegistry private immutable _registry;
    EnumerableSet.AddressSet private _seated;

    constructor(
        address manager,
        IParticipantRegistry registry
    ) EIP712("QDT Seats", "1") AccessManaged(manager) {
        _registry = registry;
    }

    /// @inheritdoc ISeats
    function grantSeat(address agency) external restricted {
        _requireEligible(agency);

        _seat(agency);

        emit SeatGranted(agency);
    }

    /// @inheritdoc ISeats
    function withdrawSeat(address agency) external restricted {
        if (!_seated.contains(agency)) revert SeatsNotSeated(agency);
        if (_seated.length() == 1) revert SeatsLastSeat(agency);

        _unseat(agency);

        emit SeatWithdrawn(agency);
    }

    /// @inheritdoc ISeats
    function rotateSeat(address agency, address successor) external restricted {
        if (!_seated.contains(agency)) revert SeatsNotSeated(agency);
        _requireEligible(successor);

        _unseat(agency);
        _seat(successor);

        emit SeatRotated(agency, successor);
    }

    /// @inheritdoc ISeats
    function isSeated(address account) external view returns (bool seated) {
        return _seated.contains(account);
    }

    /// @inheritdoc ISeats
    function seatCount() external view returns (uint256 count) {
        return _seated.length();
    }

    /// @inheritdoc ISeats
    function seatedAgencies() external view returns (address[] memory agencies) {
        return _seated.values();
    }

    /// @notice Refused: a vote belongs to the seat.
    function delegate(address) public pure override(IVotes, Votes) {
        revert SeatsNotDelegable();
    }

    /// @notice Refused: a vote belongs to the seat.
    function delegateBySig(address, uint256, uint256, uint8, bytes32, bytes32) public pure override(IVotes, Votes) {
        revert SeatsNotDelegable();
    }

    /// @notice Unix seconds (ERC-6372).
    function clock() public view override(IERC6372, Votes) returns (uint48 timepoint) {
        return Time.timestamp();
    }

    /// @notice The clock in words (ERC-6372).
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public view override(IERC6372, Votes) returns (string memory mode) {
        return ERC6372Utils.timestampClockMode(clock);
    }

    function _getVotingUnits(address account) internal view override returns (uint256 units) {
        return _seated.contains(account) ? 1 : 0;
    }

    function _seat(address agency) private {
        _transferVotingUnits(address(0), agency, 1);
        _seated.add(agency);
        _delegate(agency, agency);
    }

    function _unseat(address agency) private {
        _delegate(agency, address(0));
        _seated.remove(agency);
        _transferVotingUnits(agency, address(0), 1);
    }

    function _requireEligible(address account) private view {
        if (_seated.contains(account)) revert SeatsAlreadySeated(account);
        if (!_registry.isActive(account, IParticipantRegistry.Kind.AGENCY)) revert SeatsAgencyNotActive(account);
        bytes memory code = account.code;
        if (code.length == 0 || bytes3(code) == DELEGATION_PREFIX) revert SeatsNotAnAccount(account);
    }
}
