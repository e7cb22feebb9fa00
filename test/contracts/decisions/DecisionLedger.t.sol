// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {DecisionLedger} from "../../../contracts/decisions/DecisionLedger.sol";
import {IDecisionLedger} from "../../../contracts/decisions/IDecisionLedger.sol";
import {IParticipantRegistry} from "../../../contracts/membership/IParticipantRegistry.sol";
import {ParticipantRegistry} from "../../../contracts/membership/ParticipantRegistry.sol";
import {PolicyRegistry} from "../../../contracts/policy/PolicyRegistry.sol";

interface Vm {
    function prank(address caller) external;

    function warp(uint256 timestamp) external;
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
address constant COMMITTEE = address(0xC0);
uint48 constant MINIMUM_WINDOW = 60;

/// @notice The agency, which also moves the clock and everybody else: does anything to the ledger at any time, and
/// remembers what the ledger let pass. A broken rule is kept in `violation`: a revert would only be undone.
contract LedgerHandler {
    IDecisionLedger private immutable _ledger;
    mapping(uint256 id => IDecisionLedger.State) public seen;
    mapping(uint256 id => bytes32) public outcomeHash;
    string public violation;

    constructor(IDecisionLedger ledger) {
        _ledger = ledger;
    }

    function wait(uint8 seconds_) external {
        VM.warp(block.timestamp + seconds_);
    }

    function request(uint8 untilDeadline, uint8 window) external {
        IDecisionLedger.Terms memory terms;
        (terms.kind, terms.problem, terms.snapshot) = ("routes", "problem", "snapshot");
        (terms.recordBy, terms.challengeWindow) = (uint48(block.timestamp) + untilDeadline, window);
        terms.committee = COMMITTEE;
        bool isGood = untilDeadline > 0 && window >= MINIMUM_WINDOW;
        try _ledger.request(terms) returns (uint256 id) {
            _rule(isGood, "accepted bad terms");
            _rule(id == _ledger.decisionCount(), "ids do not count up");
            _move(id, IDecisionLedger.State.NONE, IDecisionLedger.State.REQUESTED);
        } catch {
            _rule(!isGood, "refused good terms");
        }
    }

    function record(uint256 id, int8 energy, int8 bound, bool isEmpty, uint8 question) external {
        id = _pick(id);
        (bytes32 problem, bytes32 snapshot) = _question(question);
        bytes32 report = isEmpty ? bytes32(0) : bytes32("report");
        IDecisionLedger.Outcome memory outcome = IDecisionLedger.Outcome(report, "root", "sample", energy, bound);
        VM.prank(COMMITTEE);
        try _ledger.record(id, problem, snapshot, outcome) {
            _rule(block.timestamp <= _recordBy(id), "recorded late");
            _rule(bound <= energy && !isEmpty, "recorded nonsense");
            _rule(problem == "problem" && snapshot == "snapshot", "recorded the answer to another question");
            outcomeHash[id] = keccak256(abi.encode(outcome));
            _move(id, IDecisionLedger.State.REQUESTED, IDecisionLedger.State.RECORDED);
        } catch {}
    }

    function recordAsStranger(uint256 id) external {
        IDecisionLedger.Outcome memory outcome = IDecisionLedger.Outcome("report", "root", "sample", 2, 1);
        try _ledger.record(_pick(id), "problem", "snapshot", outcome) {
            _rule(false, "recorded by a stranger");
        } catch {}
    }

    function finalize(uint256 id) external {
        id = _pick(id);
        try _ledger.finalize(id) {
            (, , , , , uint48 recordedAt, uint48 challengeUntil) = _ledger.decision(id);
            _rule(block.timestamp >= challengeUntil, "final early");
            _rule(challengeUntil >= recordedAt + MINIMUM_WINDOW, "window cut short");
            _move(id, IDecisionLedger.State.RECORDED, IDecisionLedger.State.FINAL);
        } catch {}
    }

    function expire(uint256 id) external {
        id = _pick(id);
        try _ledger.expire(id) {
            _rule(block.timestamp > _recordBy(id), "expired early");
            _move(id, IDecisionLedger.State.REQUESTED, IDecisionLedger.State.EXPIRED);
        } catch {}
    }

    function _move(uint256 id, IDecisionLedger.State from, IDecisionLedger.State to) private {
        _rule(seen[id] == from, "moved along no edge");
        seen[id] = to;
    }

    function _rule(bool holds, string memory name) private {
        if (!holds) violation = name;
    }

    /// @dev The question asked in two of three cases; else another problem or another snapshot.
    function _question(uint8 choice) private pure returns (bytes32 problem, bytes32 snapshot) {
        problem = choice % 6 == 4 ? bytes32("another") : bytes32("problem");
        snapshot = choice % 6 == 5 ? bytes32("another") : bytes32("snapshot");
    }

    /// @dev Mostly an existing id; sometimes 0 or the next one.
    function _pick(uint256 id) private view returns (uint256) {
        return id % (_ledger.decisionCount() + 2);
    }

    function _recordBy(uint256 id) private view returns (uint48) {
        (IDecisionLedger.Terms memory terms, , , , , , ) = _ledger.decision(id);
        return terms.recordBy;
    }
}

contract DecisionLedgerInvariants {
    DecisionLedger private _ledger;
    LedgerHandler private _handler;

    function setUp() public {
        VM.warp(1_800_000_000);
        AccessManager manager = new AccessManager(address(this));
        ParticipantRegistry registry = new ParticipantRegistry(address(manager));
        _ledger = new DecisionLedger(address(manager), registry, new PolicyRegistry(address(manager), registry), MINIMUM_WINDOW);
        _handler = new LedgerHandler(_ledger);

        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IDecisionLedger.request.selector;
        manager.setTargetFunctionRole(address(_ledger), selectors, 1);
        manager.grantRole(1, address(_handler), 0);
        IParticipantRegistry.Profile memory profile;
        registry.enrolAgency(address(_handler), profile);
        selectors[0] = IParticipantRegistry.enrol.selector;
        manager.setTargetFunctionRole(address(registry), selectors, 0);
        registry.enrol(COMMITTEE, IParticipantRegistry.Kind.OPERATOR, profile);
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

    function invariant_anOutcomeNeverChanges() public view {
        IDecisionLedger.Outcome memory none;
        for (uint256 id = 1; id <= _ledger.decisionCount(); ++id) {
            (, , , , IDecisionLedger.Outcome memory outcome, uint48 recordedAt, ) = _ledger.decision(id);
            bytes32 noted = _handler.outcomeHash(id);
            require((noted == 0) == (recordedAt == 0), "recorded unseen");
            bytes32 expected = noted == 0 ? keccak256(abi.encode(none)) : noted;
            require(keccak256(abi.encode(outcome)) == expected, "outcome changed");
        }
    }

    /// @notice The handler can walk every edge; else the invariants would hold by nothing happening.
    function test_theHandlerReachesEveryState() public {
        _handler.request(10, 60);
        _handler.request(10, 60);
        _handler.request(0, 60);
        _handler.record(1, 2, 3, false, 0);
        _handler.record(1, 3, 2, false, 4);
        _handler.record(1, 3, 2, false, 5);
        require(_handler.seen(1) == IDecisionLedger.State.REQUESTED, "not still open");
        _handler.record(1, 3, 2, false, 0);
        VM.warp(block.timestamp + 200);
        _handler.finalize(1);
        _handler.expire(2);
        require(_handler.seen(1) == IDecisionLedger.State.FINAL, "not final");
        require(_handler.seen(2) == IDecisionLedger.State.EXPIRED, "not expired");
        require(_ledger.decisionCount() == 2, "not two");
        invariant_noRuleIsBroken();
        invariant_everyDecisionStandsWhereItWasMoved();
        invariant_anOutcomeNeverChanges();
    }
}
