// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {DecisionLedger} from "../../../contracts/decisions/DecisionLedger.sol";
import {IDecisionLedger} from "../../../contracts/decisions/IDecisionLedger.sol";
import {IDecisionMandates} from "../../../contracts/decisions/IDecisionMandates.sol";
import {CityRoles} from "../../../contracts/governance/CityRoles.sol";
import {IParticipantRegistry} from "../../../contracts/membership/IParticipantRegistry.sol";
import {ParticipantRegistry} from "../../../contracts/membership/ParticipantRegistry.sol";
import {PolicyRegistry} from "../../../contracts/policy/PolicyRegistry.sol";

interface Vm {
    function prank(address caller) external;

    function warp(uint256 timestamp) external;
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
address constant VOTE = address(0xA0);
address constant GUARDIAN = address(0xA1);
address constant COURT = address(0xA2);
address constant COMMITTEE = address(0xA3);
address constant CITIZEN = address(0xA4);
address constant STRANGER = address(0xA5);
uint48 constant WINDOW = 100;
uint8 constant WINDOW_PASSED = 200;
uint48 constant START = 1_800_000_000;
int256 constant BOUND = -100;

/// @notice The agency, which also plays everybody else: does anything to recorded decisions at any time, and remembers
/// what the ledger let pass. A broken rule is kept in `violation`: a revert would only be undone.
contract CourseHandler {
    DecisionLedger private immutable _ledger;
    mapping(uint256 id => IDecisionLedger.State) public seen;
    mapping(uint256 id => int256) public energy;
    mapping(uint256 id => bool) private _isSuspended;
    mapping(uint256 id => bool) public isObjected;
    mapping(IDecisionLedger.State => uint256) public reached;
    string public violation;

    constructor(DecisionLedger ledger) {
        _ledger = ledger;
    }

    function wait(uint8 seconds_) external {
        VM.warp(block.timestamp + seconds_);
    }

    function open(bool isMandated, int8 first) external {
        IDecisionLedger.Terms memory terms;
        (terms.kind, terms.problem, terms.snapshot) = ("routes", "problem", "snapshot");
        (terms.recordBy, terms.challengeWindow) = (uint48(block.timestamp) + 1, WINDOW);
        terms.committee = COMMITTEE;
        uint256 id = isMandated ? _ledger.requestUnderMandate(terms, 1, "area", 5) : _ledger.request(terms);
        VM.prank(COMMITTEE);
        _ledger.record(
            id,
            "problem",
            "snapshot",
            IDecisionLedger.Outcome("report", "root", bytes32(id), _positive(first), BOUND)
        );
        energy[id] = _positive(first);
        _note(id, isMandated ? IDecisionLedger.State.ENACTED : IDecisionLedger.State.RECORDED);
    }

    function finalize(uint256 id) external {
        id = _pick(id);
        try _ledger.finalize(id) {
            (, , , , , , uint48 challengeUntil) = _ledger.decision(id);
            _rule(block.timestamp >= challengeUntil, "final early");
            _move(id, IDecisionLedger.State.RECORDED, IDecisionLedger.State.FINAL);
        } catch {}
    }

    function enact(uint256 id, uint8 who, bool isDecline) external {
        id = _pick(id);
        address caller = _prank(who);
        IDecisionLedger.State to = isDecline ? IDecisionLedger.State.DECLINED : IDecisionLedger.State.ENACTED;
        (bool isDone, ) = address(_ledger).call(
            isDecline ? abi.encodeCall(_ledger.decline, (id)) : abi.encodeCall(_ledger.enact, (id))
        );
        if (!isDone) return;
        _rule(caller == VOTE, "enacted or declined without a vote");
        _move(id, IDecisionLedger.State.FINAL, to);
    }

    function stop(uint256 id, uint8 who) external {
        id = _pick(id);
        address caller = _prank(who);
        try _ledger.stop(id) {
            _rule(caller == GUARDIAN || caller == address(this), "stopped by a stranger");
            (_isSuspended[id], isObjected[id]) = (false, false);
            _move(id, IDecisionLedger.State.ENACTED, IDecisionLedger.State.STOPPED);
        } catch {}
    }

    function object(uint256 id, uint8 who, bool isSame) external {
        id = _pick(id);
        address caller = _prank(who);
        try _ledger.object(id, isSame ? bytes32("root") : bytes32("another")) {
            _rule(!isSame, "objected with the same model");
            _rule(caller == CITIZEN || caller == COMMITTEE || caller == address(this), "objected by a stranger");
            (, , , , , , uint48 challengeUntil) = _ledger.decision(id);
            _rule(_isSuspended[id] || block.timestamp < challengeUntil, "objected too late");
            isObjected[id] = true;
            if (seen[id] == IDecisionLedger.State.RECORDED) _note(id, IDecisionLedger.State.OBJECTED);
            else _rule(_isChallengeable(id), "objected in a wrong state");
        } catch {}
    }

    function resolveObjection(uint256 id, uint8 who, bool isUpheld) external {
        id = _pick(id);
        (, , , , , , uint48 before) = _ledger.decision(id);
        address caller = _prank(who);
        try _ledger.resolveObjection(id, isUpheld) {
            (, , , , , , uint48 challengeUntil) = _ledger.decision(id);
            _rule(caller == VOTE, "resolved without a vote");
            _rule(challengeUntil >= before, "window cut short");
            _rule(isObjected[id], "resolved without an objection");
            bool isEnacted = seen[id] == IDecisionLedger.State.ENACTED;
            _rule(isEnacted || seen[id] == IDecisionLedger.State.OBJECTED, "resolved in a wrong state");
            isObjected[id] = false;
            if (isUpheld) _isSuspended[id] = false;
            if (isUpheld) _note(id, IDecisionLedger.State.STRUCK);
            else if (!isEnacted) _note(id, IDecisionLedger.State.RECORDED);
        } catch {}
    }

    function suspend(uint256 id, uint8 who) external {
        id = _pick(id);
        address caller = _prank(who);
        try _ledger.suspendForChallenge(id) {
            _rule(caller == COURT, "suspended without the court");
            _isSuspended[id] = true;
            if (seen[id] == IDecisionLedger.State.RECORDED) _note(id, IDecisionLedger.State.CHALLENGED);
            else _rule(_isChallengeable(id), "suspended in a wrong state");
        } catch {}
    }

    function resume(uint256 id, uint8 who) external {
        id = _pick(id);
        address caller = _prank(who);
        try _ledger.resumeFromChallenge(id) {
            _rule(caller == COURT, "resumed without the court");
            if (_isChallengeable(id)) _isSuspended[id] = false;
            IDecisionLedger.State to = isObjected[id] ? IDecisionLedger.State.OBJECTED : IDecisionLedger.State.RECORDED;
            if (seen[id] == IDecisionLedger.State.CHALLENGED) _note(id, to);
        } catch {}
    }

    function beat(uint256 id, uint8 who, int8 value) external {
        id = _pick(id);
        address caller = _prank(who);
        try _ledger.beat(id, keccak256(abi.encode(id, value)), value, CITIZEN) {
            _rule(caller == COURT, "beaten without the court");
            _rule(_isSuspended[id] && _isChallengeable(id), "beaten in a wrong state");
            _rule(value < energy[id] && value >= BOUND, "beaten by a worse sample");
            energy[id] = value;
        } catch {}
    }

    function strike(uint256 id, uint8 who) external {
        id = _pick(id);
        (, , , , , , uint48 challengeUntil) = _ledger.decision(id);
        address caller = _prank(who);
        try _ledger.strike(id, "energy") {
            _rule(caller == COURT, "struck without the court");
            bool isEnacted = seen[id] == IDecisionLedger.State.ENACTED;
            _rule(!isEnacted || _isSuspended[id] || block.timestamp < challengeUntil, "struck after it was settled");
            _rule(isEnacted || _isOpen(seen[id]), "struck in a wrong state");
            (_isSuspended[id], isObjected[id]) = (false, false);
            _note(id, IDecisionLedger.State.STRUCK);
        } catch {}
    }

    function _isOpen(IDecisionLedger.State state) private pure returns (bool) {
        return
            state == IDecisionLedger.State.RECORDED ||
            state == IDecisionLedger.State.CHALLENGED ||
            state == IDecisionLedger.State.OBJECTED ||
            state == IDecisionLedger.State.FINAL;
    }

    function _isChallengeable(uint256 id) private view returns (bool) {
        return seen[id] == IDecisionLedger.State.CHALLENGED || seen[id] == IDecisionLedger.State.ENACTED;
    }

    /// @dev The caller of the next call; the agency is this contract itself.
    function _prank(uint8 who) private returns (address caller) {
        address[7] memory people = [VOTE, GUARDIAN, COURT, COMMITTEE, CITIZEN, STRANGER, address(this)];
        caller = people[who % 7];
        if (caller != address(this)) VM.prank(caller);
    }

    function _move(uint256 id, IDecisionLedger.State from, IDecisionLedger.State to) private {
        _rule(seen[id] == from, "moved along no edge");
        _note(id, to);
    }

    function _note(uint256 id, IDecisionLedger.State state) private {
        seen[id] = state;
        ++reached[state];
    }

    function _rule(bool holds, string memory name) private {
        if (!holds) violation = name;
    }

    function _pick(uint256 id) private view returns (uint256) {
        return 1 + (id % _ledger.decisionCount());
    }

    function _positive(int8 value) private pure returns (int256) {
        return value < 0 ? -int256(value) : int256(value);
    }
}

contract DecisionCourseInvariants {
    DecisionLedger private _ledger;
    CourseHandler private _handler;
    AccessManager private _manager;

    function setUp() public {
        VM.warp(START);
        _manager = new AccessManager(address(this));
        ParticipantRegistry registry = new ParticipantRegistry(address(_manager));
        PolicyRegistry policies = new PolicyRegistry(address(_manager), registry);
        _ledger = new DecisionLedger(address(_manager), registry, policies, WINDOW);
        _handler = new CourseHandler(_ledger);
        _assignRoles(address(_handler));

        IParticipantRegistry.Profile memory profile;
        registry.enrolAgency(address(_handler), profile);
        registry.enrol(COMMITTEE, IParticipantRegistry.Kind.OPERATOR, profile);
        VM.prank(CITIZEN);
        registry.enrolSelf(profile);
        _ledger.grantMandate(
            IDecisionMandates.Mandate("routes", "area", address(_handler), 5, uint48(block.timestamp) + 1e9, 1e6)
        );
        _handler.open(false, 50);
        _handler.open(true, 50);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_noRuleIsBroken() public view {
        string memory violation = _handler.violation();
        require(bytes(violation).length == 0, violation);
    }

    function invariant_everyDecisionStandsWhereItWasMoved() public view {
        for (uint256 id = 1; id <= _ledger.decisionCount(); ++id) {
            (, , , IDecisionLedger.State state, , , ) = _ledger.decision(id);
            require(state == _handler.seen(id), "state changed by itself");
        }
    }

    function invariant_noObjectionIsForgotten() public view {
        for (uint256 id = 1; id <= _ledger.decisionCount(); ++id) {
            require(_ledger.isObjected(id) == _handler.isObjected(id), "objection forgotten");
        }
    }

    function invariant_ofAnOutcomeOnlyTheSampleChangesAndForTheBetter() public view {
        for (uint256 id = 1; id <= _ledger.decisionCount(); ++id) {
            (, , , , IDecisionLedger.Outcome memory outcome, , ) = _ledger.decision(id);
            require(outcome.report == "report" && outcome.modelRoot == "root", "answer changed");
            require(outcome.bound == BOUND && outcome.energy == _handler.energy(id), "energy changed");
        }
    }

    /// @notice The handler can walk every edge; else the invariants would hold by nothing happening.
    function test_theHandlerReachesEveryState() public {
        _handler.suspend(1, 2);
        _handler.beat(1, 2, 30);
        _handler.strike(1, 2);
        _handler.suspend(0, 2);
        _handler.beat(0, 2, 40);
        _handler.resume(0, 2);
        _handler.object(0, 4, false);
        _handler.resolveObjection(0, 0, false);
        _handler.suspend(0, 2);
        _handler.object(0, 3, false);
        require(_handler.isObjected(1), "not noted under a challenge");
        _handler.resume(0, 2);
        _handler.resolveObjection(0, 0, false);
        _handler.wait(WINDOW_PASSED);
        _handler.finalize(0);
        _handler.enact(0, 0, false);
        _handler.stop(0, 1);
        _handler.open(false, 10);
        _handler.wait(WINDOW_PASSED);
        _handler.finalize(2);
        _handler.enact(2, 0, true);
        require(_handler.seen(1) == IDecisionLedger.State.STOPPED, "not stopped");
        require(_handler.seen(2) == IDecisionLedger.State.STRUCK, "not struck");
        require(_handler.seen(3) == IDecisionLedger.State.DECLINED, "not declined");
        require(_handler.energy(1) == 40 && _handler.energy(2) == 30, "not beaten");
        for (uint8 state = 2; state <= uint8(IDecisionLedger.State.STOPPED); ++state) {
            require(_handler.reached(IDecisionLedger.State(state)) > 0, "a state not reached");
        }
        invariant_noRuleIsBroken();
        invariant_everyDecisionStandsWhereItWasMoved();
        invariant_noObjectionIsForgotten();
        invariant_ofAnOutcomeOnlyTheSampleChangesAndForTheBetter();
    }

    /// @notice A mandate lets pass exactly what is within all its limits.
    function testFuzz_aMandateIsALimit(bytes32 area, uint256 change, bool isAgency, uint8 hours_) public {
        IDecisionLedger.Terms memory terms;
        uint48 until = START + 100 hours;
        // The compiler takes block.timestamp for one and the same value in a whole test.
        uint48 time = START + uint48(hours_ % 120) * 1 hours;
        uint256 id = _ledger.grantMandate(
            IDecisionMandates.Mandate("routes", "there", address(_handler), 1000, until, 1)
        );
        VM.warp(time);
        (terms.kind, terms.problem, terms.snapshot) = ("routes", "problem", "snapshot");
        (terms.recordBy, terms.challengeWindow) = (time + 1, WINDOW);
        terms.committee = COMMITTEE;
        if (change % 2 == 0) area = "there";
        if (change % 3 == 0) change %= 1001;
        bool isWithin = area == "there" && change <= 1000 && isAgency && time < until;
        VM.prank(isAgency ? address(_handler) : STRANGER);
        try _ledger.requestUnderMandate(terms, id, area, change) {
            require(isWithin, "beyond a limit");
        } catch {
            require(!isWithin, "within every limit");
        }
    }

    function _assignRoles(address agency) private {
        bytes4[] memory court = new bytes4[](4);
        (court[0], court[1]) = (_ledger.suspendForChallenge.selector, _ledger.resumeFromChallenge.selector);
        (court[2], court[3]) = (_ledger.beat.selector, _ledger.strike.selector);
        _manager.setTargetFunctionRole(address(_ledger), court, CityRoles.COURT);
        bytes4[] memory requests = new bytes4[](2);
        (requests[0], requests[1]) = (_ledger.request.selector, _ledger.requestUnderMandate.selector);
        _manager.setTargetFunctionRole(address(_ledger), requests, CityRoles.AGENCY);
        bytes4[] memory stop = new bytes4[](1);
        stop[0] = _ledger.stop.selector;
        _manager.setTargetFunctionRole(address(_ledger), stop, CityRoles.GUARDIAN);
        _manager.grantRole(CityRoles.ADMIN, VOTE, 0);
        _manager.grantRole(CityRoles.AGENCY, agency, 0);
        _manager.grantRole(CityRoles.GUARDIAN, GUARDIAN, 0);
        _manager.grantRole(CityRoles.COURT, COURT, 0);
    }
}

