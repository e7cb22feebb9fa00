// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {CityAccess} from "../../../contracts/governance/CityAccess.sol";
import {CityGovernor} from "../../../contracts/governance/CityGovernor.sol";
import {GovernorModules} from "../../../contracts/governance/GovernorModules.sol";
import {CityTimelock} from "../../../contracts/governance/CityTimelock.sol";
import {IParticipantRegistry} from "../../../contracts/membership/IParticipantRegistry.sol";
import {ParticipantRegistry} from "../../../contracts/membership/ParticipantRegistry.sol";
import {Seats} from "../../../contracts/membership/Seats.sol";

interface Vm {
    function warp(uint256 timestamp) external;

    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);

    function getNonce(address account) external view returns (uint64);
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
uint256 constant AGENCIES = 5;
uint64 constant ROLES = 6;

/// @notice An account that does as it is told.
contract Puppet {
    function perform(address target, bytes calldata data) external returns (bool success) {
        (success, ) = target.call(data);
    }
}

/// @notice Agencies, a founder who has handed over, and time: any of them may try anything.
contract CityHandler {
    struct Made {
        uint256 id;
        address target;
        bytes data;
        bytes32 descriptionHash;
    }

    CityAccess public access;
    CityGovernor public governor;
    CityTimelock public timelock;
    Seats public seats;
    Puppet[] public agencies;
    Made[] private _made;
    mapping(uint256 id => bool) public isExecuted;
    string public violation;

    constructor() {
        access = new CityAccess(address(this));
        ParticipantRegistry registry = new ParticipantRegistry(address(access));
        seats = new Seats(address(access), registry);
        timelock = new CityTimelock(VM.computeCreateAddress(address(this), VM.getNonce(address(this)) + 1), 10);
        GovernorModules.Settings memory settings = GovernorModules.Settings(5, 50, 20, 10, 50);
        governor = new CityGovernor(access, registry, seats, timelock, settings);
        IParticipantRegistry.Profile memory profile;
        for (uint256 i = 0; i < AGENCIES; ++i) {
            agencies.push(new Puppet());
            registry.enrolAgency(address(agencies[i]), profile);
            if (i < 3) seats.grantSeat(address(agencies[i]));
        }
        access.handOver(governor);
    }

    function wait(uint8 seconds_) external {
        VM.warp(block.timestamp + 1 + (seconds_ % 64));
    }

    function proposeRole(uint256 proposer, uint64 role, uint256 member, uint16 lifetime) public {
        address account = address(agencies[member % AGENCIES]);
        uint48 until = lifetime == 0 ? 0 : uint48(block.timestamp) + lifetime;
        _propose(proposer, address(access), abi.encodeCall(access.grantRoleUntil, (role % ROLES, account, 0, until)));
    }

    function proposeRevocation(uint256 proposer, uint64 role, uint256 member) public {
        address account = address(agencies[member % AGENCIES]);
        _propose(proposer, address(access), abi.encodeCall(access.revokeRole, (role % ROLES, account)));
    }

    function proposeSeat(uint256 proposer, uint256 agency, bool isWithdrawal) public {
        address account = address(agencies[agency % AGENCIES]);
        bytes memory data = isWithdrawal
            ? abi.encodeCall(seats.withdrawSeat, (account))
            : abi.encodeCall(seats.grantSeat, (account));
        _propose(proposer, address(seats), data);
    }

    function vote(uint256 which, uint256 voter, uint8 support) public {
        if (_made.length == 0) return;
        Made storage made = _made[which % _made.length];
        Puppet agency = agencies[voter % AGENCIES];
        bool hadSeat = _seatAt(address(agency), made.id);
        bool voted = governor.hasVoted(made.id, address(agency));
        bytes memory ballot = abi.encodeCall(governor.castVote, (made.id, support % 4));
        if (agency.perform(address(governor), ballot)) {
            _rule(hadSeat, "voted without a seat");
            _rule(!voted, "voted twice");
            _rule(support % 4 < 3, "voted nonsense");
        }
    }

    function voteByAll(uint256 which, uint8 support) external {
        for (uint256 i = 0; i < AGENCIES; ++i) vote(which, i, support);
    }

    /// @notice Time for whatever has been voted, then all of it is queued and executed as far as it can be.
    function settle(uint8 seconds_) public {
        VM.warp(block.timestamp + 60 + seconds_);
        for (uint256 i = 0; i < _made.length; ++i) queue(i);
        VM.warp(block.timestamp + 11);
        for (uint256 i = 0; i < _made.length; ++i) execute(i);
    }

    /// @notice A whole vote in one step, so that campaigns of any length carry something out.
    function pass(uint256 proposer, uint64 role, uint256 member, uint8 what, uint8 support) external {
        uint256 which = _made.length;
        if (what % 4 == 0) proposeRevocation(proposer, role, member);
        else if (what % 4 == 1) proposeSeat(proposer, member, what % 8 == 1);
        else proposeRole(proposer, role, member, 0);
        if (_made.length == which) return;
        VM.warp(block.timestamp + 6);
        for (uint256 i = 0; i < AGENCIES; ++i) vote(which, i, support);
        settle(0);
    }

    function queue(uint256 which) public {
        if (_made.length == 0) return;
        Made storage made = _made[which % _made.length];
        (address[] memory targets, uint256[] memory values, bytes[] memory calldatas) = _content(made);
        try governor.queue(targets, values, calldatas, made.descriptionHash) {
            _rule(_isCarried(made.id), "queued what was not carried");
        } catch {}
    }

    function execute(uint256 which) public {
        if (_made.length == 0) return;
        Made storage made = _made[which % _made.length];
        (address[] memory targets, uint256[] memory values, bytes[] memory calldatas) = _content(made);
        try governor.execute(targets, values, calldatas, made.descriptionHash) {
            _rule(_isCarried(made.id), "executed what was not carried");
            _rule(!isExecuted[made.id], "executed twice");
            isExecuted[made.id] = true;
        } catch {}
    }

    /// @notice Around the governor: by the founder that was, or by an agency.
    function tryAround(uint256 which, uint64 role, uint256 member) external {
        address account = address(agencies[member % AGENCIES]);
        bytes memory data = abi.encodeCall(access.grantRole, (role % ROLES, account, 0));
        (bool byFounder, ) = address(access).call(data);
        bool byAgency = agencies[which % AGENCIES].perform(address(access), data);
        bytes memory seat = abi.encodeCall(seats.grantSeat, (account));
        (bool seatByFounder, ) = address(seats).call(seat);
        _rule(!byFounder && !byAgency && !seatByFounder, "went around the governor");
    }

    function madeCount() external view returns (uint256) {
        return _made.length;
    }

    function madeId(uint256 index) external view returns (uint256) {
        return _made[index].id;
    }

    function _propose(uint256 proposer, address target, bytes memory data) private {
        string memory description = Strings.toHexString(_made.length, 32);
        Made memory made = Made(0, target, data, keccak256(bytes(description)));
        (address[] memory targets, uint256[] memory values, bytes[] memory calldatas) = _content(made);
        made.id = governor.hashProposal(targets, values, calldatas, made.descriptionHash);
        bytes memory call = abi.encodeCall(governor.propose, (targets, values, calldatas, description));
        Puppet agency = agencies[proposer % AGENCIES];
        bool hadSeat = seats.getPastVotes(address(agency), block.timestamp - 1) == 1;
        if (agency.perform(address(governor), call)) {
            _rule(hadSeat, "proposed without a seat");
            _made.push(made);
        }
    }

    function _rule(bool holds, string memory name) private {
        if (!holds) violation = name;
    }

    function _isCarried(uint256 id) private view returns (bool) {
        (uint256 against, uint256 inFavour, uint256 abstained) = governor.proposalVotes(id);
        uint256 supply = seats.getPastTotalSupply(governor.proposalSnapshot(id));
        return inFavour > against && 2 * (inFavour + abstained) >= supply;
    }

    function _seatAt(address agency, uint256 id) private view returns (bool) {
        uint256 timepoint = governor.proposalSnapshot(id);
        return timepoint < block.timestamp && seats.getPastVotes(agency, timepoint) == 1;
    }

    function _content(
        Made memory made
    ) private pure returns (address[] memory targets, uint256[] memory values, bytes[] memory calldatas) {
        (targets, values, calldatas) = (new address[](1), new uint256[](1), new bytes[](1));
        (targets[0], calldatas[0]) = (made.target, made.data);
    }
}

contract CityGovernanceInvariants {
    CityHandler private _handler;

    function setUp() public {
        VM.warp(1_800_000_000);
        _handler = new CityHandler();
        VM.warp(1_800_000_010);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_noRuleIsBroken() public view {
        string memory violation = _handler.violation();
        require(bytes(violation).length == 0, violation);
    }

    function invariant_votesNeverExceedSeats() public view {
        CityGovernor governor = _handler.governor();
        for (uint256 i = 0; i < _handler.madeCount(); ++i) {
            uint256 id = _handler.madeId(i);
            uint256 timepoint = governor.proposalSnapshot(id);
            if (timepoint >= block.timestamp) continue;
            (uint256 against, uint256 inFavour, uint256 abstained) = governor.proposalVotes(id);
            uint256 seats = _handler.seats().getPastTotalSupply(timepoint);
            require(against + inFavour + abstained <= seats, "more votes than seats");
        }
    }

    function invariant_noRoleWithoutAnExecutedProposal() public view {
        CityAccess access = _handler.access();
        for (uint64 role = 0; role < ROLES; ++role) {
            address[] memory members = access.roleMembers(role);
            for (uint256 i = 0; i < members.length; ++i) {
                (uint48 since, uint48 until, uint256 id) = access.roleGrant(role, members[i]);
                require(since != 0 && (until == 0 || until > block.timestamp), "listed without the role");
                bool isFounding = role == 0 && members[i] == address(_handler.timelock());
                require(isFounding ? id == 0 : _handler.isExecuted(id), "role without a proposal");
            }
        }
    }

    function invariant_rolesAreListedBothWays() public view {
        CityAccess access = _handler.access();
        for (uint256 i = 0; i < AGENCIES; ++i) {
            address agency = address(_handler.agencies(i));
            uint256 held = 0;
            for (uint64 role = 0; role < ROLES; ++role) {
                (bool isMember, ) = access.hasRole(role, agency);
                if (isMember) ++held;
            }
            require(access.rolesOf(agency).length == held, "roles not listed");
        }
    }

    function invariant_theTimelockStaysAdministrator() public view {
        address[] memory administrators = _handler.access().roleMembers(0);
        require(administrators.length == 1 && administrators[0] == address(_handler.timelock()), "another governs");
        require(_handler.governor().proposalInExecution() == 0, "still in execution");
        require(_handler.access().roleMembers(3).length <= 1, "two guardians");
    }

    /// @notice The handler can do everything; else the invariants would hold by nothing happening.
    function test_theHandlerReachesEverything() public {
        _handler.proposeRole(0, 4, 3, 0);
        _handler.proposeRole(1, 5, 4, 1000);
        _handler.proposeSeat(2, 3, false);
        _handler.proposeSeat(3, 4, false);
        require(_handler.madeCount() == 3, "not three proposals");
        _handler.wait(9);
        _handler.voteByAll(0, 1);
        _handler.voteByAll(1, 1);
        _handler.voteByAll(2, 1);
        _handler.settle(0);
        (, , uint256 id) = _handler.access().roleGrant(4, address(_handler.agencies(3)));
        require(id == _handler.madeId(0) && _handler.isExecuted(id), "no role");
        require(_handler.access().roleMembers(5).length == 1, "no passing role");
        require(_handler.seats().seatCount() == 4, "no seat");
        _handler.tryAround(0, 0, 1);
        _handler.wait(1);
        _handler.proposeSeat(0, 1, true);
        _handler.proposeRevocation(3, 4, 3);
        _handler.wait(9);
        _handler.voteByAll(3, 1);
        _handler.voteByAll(4, 1);
        _handler.settle(0);
        require(_handler.seats().seatCount() == 3 && _handler.madeCount() == 5, "no withdrawal");
        require(_handler.access().roleMembers(4).length == 0, "no revocation");
        invariant_noRuleIsBroken();
        invariant_votesNeverExceedSeats();
        invariant_noRoleWithoutAnExecutedProposal();
        invariant_rolesAreListedBothWays();
        invariant_theTimelockStaysAdministrator();
    }
}
