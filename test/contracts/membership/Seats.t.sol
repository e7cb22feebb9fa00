// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IParticipantRegistry} from "../../../contracts/membership/IParticipantRegistry.sol";
import {ParticipantRegistry} from "../../../contracts/membership/ParticipantRegistry.sol";
import {Seats} from "../../../contracts/membership/Seats.sol";

interface Vm {
    function warp(uint256 timestamp) external;
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
uint256 constant AGENCIES = 6;

/// @notice An account contract, as seats ask for.
contract Agency {
    function isAgency() external pure returns (bool) {
        return true;
    }
}

/// @notice The administration: does anything to the seats at any time, and remembers who had one when.
contract SeatsHandler {
    Seats public seats;
    ParticipantRegistry private _registry;
    address[] public agencies;
    mapping(address agency => bool) public isSeated;
    uint256 public count;
    mapping(uint256 timestamp => uint256) public countAt;
    uint256[] public timestamps;
    string public violation;

    constructor() {
        AccessManager manager = new AccessManager(address(this));
        _registry = new ParticipantRegistry(address(manager));
        seats = new Seats(address(manager), _registry);
        IParticipantRegistry.Profile memory profile;
        for (uint256 i = 0; i < AGENCIES; ++i) {
            agencies.push(address(new Agency()));
            _registry.enrolAgency(agencies[i], profile);
        }
        seats.grantSeat(agencies[0]);
        isSeated[agencies[0]] = true;
        count = 1;
    }

    function wait(uint8 seconds_) external {
        countAt[block.timestamp] = count;
        timestamps.push(block.timestamp);
        VM.warp(block.timestamp + 1 + seconds_);
    }

    function grant(uint256 which) external {
        address agency = _pick(which);
        bool isGood = !isSeated[agency] && _isActive(agency);
        try seats.grantSeat(agency) {
            _rule(isGood, "granted wrongly");
            _set(agency, true);
        } catch {
            _rule(!isGood, "not granted");
        }
    }

    function withdraw(uint256 which) external {
        address agency = _pick(which);
        bool isGood = isSeated[agency] && count > 1;
        try seats.withdrawSeat(agency) {
            _rule(isGood, "withdrawn wrongly");
            _set(agency, false);
        } catch {
            _rule(!isGood, "not withdrawn");
        }
    }

    function rotate(uint256 which, uint256 whither) external {
        (address agency, address successor) = (_pick(which), _pick(whither));
        bool isGood = isSeated[agency] && !isSeated[successor] && _isActive(successor);
        try seats.rotateSeat(agency, successor) {
            _rule(isGood, "rotated wrongly");
            _set(agency, false);
            _set(successor, true);
        } catch {
            _rule(!isGood, "not rotated");
        }
    }

    function suspendOrReinstate(uint256 which) external {
        address agency = _pick(which);
        if (_isActive(agency)) _registry.suspend(agency);
        else _registry.reinstate(agency);
    }

    function timestampCount() external view returns (uint256) {
        return timestamps.length;
    }

    function _set(address agency, bool seated) private {
        isSeated[agency] = seated;
        count = seated ? count + 1 : count - 1;
    }

    function _rule(bool holds, string memory name) private {
        if (!holds) violation = name;
    }

    function _pick(uint256 which) private view returns (address) {
        return agencies[which % AGENCIES];
    }

    function _isActive(address agency) private view returns (bool) {
        return _registry.isActive(agency, IParticipantRegistry.Kind.AGENCY);
    }
}

contract SeatsInvariants {
    SeatsHandler private _handler;
    Seats private _seats;

    function setUp() public {
        VM.warp(1_800_000_000);
        _handler = new SeatsHandler();
        _seats = _handler.seats();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_noRuleIsBroken() public view {
        string memory violation = _handler.violation();
        require(bytes(violation).length == 0, violation);
    }

    function invariant_votesAreSeats() public view {
        uint256 votes = 0;
        for (uint256 i = 0; i < AGENCIES; ++i) {
            address agency = _handler.agencies(i);
            uint256 own = _seats.getVotes(agency);
            require(own == (_handler.isSeated(agency) ? 1 : 0), "not one vote for a seat");
            require(_seats.isSeated(agency) == _handler.isSeated(agency), "seated unseen");
            votes += own;
        }
        require(votes == _seats.seatCount() && votes == _seats.seatedAgencies().length, "votes are not seats");
        require(votes == _handler.count() && votes > 0, "no seats left");
    }

    function invariant_thePastDoesNotChange() public view {
        for (uint256 i = 0; i < _handler.timestampCount(); ++i) {
            uint256 then = _handler.timestamps(i);
            require(_seats.getPastTotalSupply(then) == _handler.countAt(then), "past supply changed");
            uint256 votes = 0;
            for (uint256 j = 0; j < AGENCIES; ++j) votes += _seats.getPastVotes(_handler.agencies(j), then);
            require(votes == _handler.countAt(then), "past votes are not past seats");
        }
    }

    /// @notice The handler can do everything; else the invariants would hold by nothing happening.
    function test_theHandlerReachesEverything() public {
        _handler.grant(1);
        _handler.wait(5);
        _handler.rotate(1, 2);
        _handler.withdraw(0);
        _handler.withdraw(2);
        _handler.suspendOrReinstate(3);
        _handler.grant(3);
        _handler.wait(5);
        require(_handler.count() == 1 && _handler.isSeated(_handler.agencies(2)), "not as played");
        require(_handler.timestampCount() == 2, "no past");
        invariant_noRuleIsBroken();
        invariant_votesAreSeats();
        invariant_thePastDoesNotChange();
    }
}
