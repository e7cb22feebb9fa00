// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title City timelock
/// @notice What was voted waits here before it takes effect. Only the governor queues, cancels and executes, and
/// anybody may have the governor execute; so each call made from here belongs to a proposal. Nobody can change that.
contract CityTimelock is TimelockController {
    /// @notice The longest delay: a vote must not put off all later ones for ever.
    uint256 public constant MAXIMUM_DELAY = 30 days;

    /// @notice The shortest delay that may be voted, in seconds.
    uint256 public immutable minimumDelay;

    /// @notice The delay is below what this timelock promises, or above what lets anything happen (seconds).
    error TimelockDelayNotAllowed(uint256 delay, uint256 minimum, uint256 maximum);

    /// @notice Who queues, cancels and executes is fixed.
    error TimelockRolesFixed();

    /// @param governor Where the governor is, or will be
    /// @param floor Seconds; the first delay, and the shortest for good
    constructor(address governor, uint256 floor) TimelockController(floor, _only(governor), _only(governor), address(0)) {
        if (floor == 0 || floor > MAXIMUM_DELAY) revert TimelockDelayNotAllowed(floor, 1, MAXIMUM_DELAY);
        minimumDelay = floor;
    }

    /// @notice Sets the delay for what is queued from now on, in seconds. Only this timelock itself: a vote.
    function updateDelay(uint256 newDelay) public override {
        if (newDelay < minimumDelay || newDelay > MAXIMUM_DELAY) {
            revert TimelockDelayNotAllowed(newDelay, minimumDelay, MAXIMUM_DELAY);
        }
        super.updateDelay(newDelay);
    }

    /// @notice Refused.
    function grantRole(bytes32, address) public pure override(AccessControl) {
        revert TimelockRolesFixed();
    }

    /// @notice Refused.
    function revokeRole(bytes32, address) public pure override(AccessControl) {
        revert TimelockRolesFixed();
    }

    /// @notice Refused.
    function renounceRole(bytes32, address) public pure override(AccessControl) {
        revert TimelockRolesFixed();
    }

    function _only(address account) private pure returns (address[] memory accounts) {
        accounts = new address[](1);
        accounts[0] = account;
    }
}
