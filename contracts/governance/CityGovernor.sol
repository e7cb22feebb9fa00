// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {ISeats} from "../membership/ISeats.sol";
import {CityRoles} from "./CityRoles.sol";
import {GovernorBallots} from "./GovernorBallots.sol";
import {GovernorModules} from "./GovernorModules.sol";
import {HashText} from "./HashText.sol";
import {ICityGovernor} from "./ICityGovernor.sol";

/// @title City governor
/// @notice One seat, one vote; simple majority with a quorum of the seats, rounded up; what is voted waits in the
/// timelock and can be vetoed by the guardian until it is executed.
/// @dev Differs from OpenZeppelin's Governor where a door would lead around a vote, brick it, or let text on chain: the
/// proposer cannot cancel, the proposal threshold is one seat for good, settings have limits, {relay} and
/// {updateTimelock} are closed. Ballots: {GovernorBallots}.
contract CityGovernor is GovernorBallots {
    using HashText for string;

    uint48 private constant MAXIMUM_VOTING_DELAY = 30 days;
    uint32 private constant MAXIMUM_VOTING_PERIOD = 90 days;

    /// @notice The shortest voting period that may be voted, in seconds.
    uint32 public immutable minimumVotingPeriod;
    IAccessManager private immutable _access;
    IParticipantRegistry private immutable _registry;
    uint256 private transient _proposalInExecution;

    constructor(
        IAccessManager access,
        IParticipantRegistry registry,
        ISeats seats,
        TimelockController timelockController,
        Settings memory settings
    ) GovernorModules(seats, timelockController, settings) {
        _access = access;
        _registry = registry;
        minimumVotingPeriod = settings.minimumVotingPeriod;
        _requireWithin(settings.votingPeriod, settings.minimumVotingPeriod, MAXIMUM_VOTING_PERIOD);
    }

    /// @inheritdoc ICityGovernor
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash,
        bytes32 reasonHash
    ) external returns (uint256 proposalId) {
        (bool isGuardian, uint32 delay) = _access.hasRole(CityRoles.GUARDIAN, _msgSender());
        if (!isGuardian || delay != 0) revert GovernorNotGuardian(_msgSender());
        if (reasonHash == 0) revert GovernorReasonMissing();

        proposalId = _cancel(targets, values, calldatas, descriptionHash);

        emit ProposalVetoed(proposalId, _msgSender(), reasonHash);
    }

    /// @inheritdoc ICityGovernor
    function proposalInExecution() external view returns (uint256 proposalId) {
        return _proposalInExecution;
    }

    /// @inheritdoc IGovernor
    function propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) public override(Governor) returns (uint256 proposalId) {
        bool isAgency = _registry.isActive(_msgSender(), IParticipantRegistry.Kind.AGENCY);
        if (!isAgency) revert GovernorNotAnAgency(_msgSender());
        if (!description.isHash()) revert GovernorNotAHash(bytes(description).length);

        return super.propose(targets, values, calldatas, description);
    }

    /// @notice Closed: a proposal acts through the timelock only.
    function relay(address, uint256, bytes calldata) public payable override {
        revert GovernorDoorClosed(msg.sig);
    }

    /// @notice Closed: another timelock means another governor, and a handover.
    function updateTimelock(TimelockController) public pure override {
        revert GovernorDoorClosed(msg.sig);
    }

    /// @notice How many seats must vote for or abstain: the quorum's share of the seats, rounded up.
    function quorum(uint256 timepoint) public view override returns (uint256 seats) {
        uint256 supply = token().getPastTotalSupply(timepoint);
        return Math.mulDiv(supply, quorumNumerator(timepoint), quorumDenominator(), Math.Rounding.Ceil);
    }

    /// @dev What is called by it can ask which proposal it serves. Executions may nest; each has its own id.
    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override {
        uint256 outer = _proposalInExecution;
        _proposalInExecution = proposalId;
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
        _proposalInExecution = outer;
    }

    /// @dev More than one seat has nobody; none would let anybody propose.
    function _setProposalThreshold(uint256 threshold) internal override {
        _requireWithin(threshold, 1, 1);
        super._setProposalThreshold(threshold);
    }

    function _setVotingDelay(uint48 delay) internal override {
        _requireWithin(delay, 0, MAXIMUM_VOTING_DELAY);
        super._setVotingDelay(delay);
    }

    /// @dev Runs within the constructors too, where the minimum still reads zero and is checked afterwards.
    function _setVotingPeriod(uint32 period) internal override {
        _requireWithin(period, minimumVotingPeriod, MAXIMUM_VOTING_PERIOD);
        super._setVotingPeriod(period);
    }

    function _updateQuorumNumerator(uint256 percent) internal override {
        _requireWithin(percent, 1, quorumDenominator());
        super._updateQuorumNumerator(percent);
    }

    /// @dev A proposal may cancel another one. Nobody else may, whoever proposed it.
    function _validateCancel(uint256, address caller) internal view override returns (bool) {
        return caller == _executor();
    }

    function _requireWithin(uint256 value, uint256 minimum, uint256 maximum) private pure {
        if (value < minimum || value > maximum) revert GovernorSettingNotAllowed(value, minimum, maximum);
    }
}
