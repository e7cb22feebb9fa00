// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {CityAccess} from "../../../contracts/governance/CityAccess.sol";
import {IParticipantRegistry} from "../../../contracts/membership/IParticipantRegistry.sol";
import {ParticipantRegistry} from "../../../contracts/membership/ParticipantRegistry.sol";
import {IPolicyRegistry} from "../../../contracts/policy/IPolicyRegistry.sol";
import {PolicyRegistry} from "../../../contracts/policy/PolicyRegistry.sol";

interface PolicyVm {
    function warp(uint256 timestamp) external;
}

PolicyVm constant POLICY_VM = PolicyVm(address(uint160(uint256(keccak256("hevm cheat code")))));
uint256 constant PEOPLE = 3;
uint256 constant NAMES = 3;
bytes32 constant PURPOSE = "audit";

/// @notice The administration of a city, who publishes and retires what it likes, and people who ask.
contract PolicyHandler {
    /// @dev One rule as it was drawn, before it became bytes.
    struct Drawn {
        bool isProhibition;
        uint256 assigneeKind;
        address assignee;
        bytes32 name;
        uint256 actions;
        bool needsVote;
        bool namesPurpose;
        uint256 count;
        uint256 until;
    }

    PolicyRegistry public policies;
    ParticipantRegistry public registry;
    string public violation;
    uint256 public permits;
    uint256 public denials;
    mapping(uint256 policyId => Drawn[]) private _drawn;
    mapping(uint256 policyId => bool) private _isRetired;

    constructor() {
        CityAccess access = new CityAccess(address(this));
        registry = new ParticipantRegistry(address(access));
        policies = new PolicyRegistry(address(access), registry);
        IParticipantRegistry.Profile memory profile;
        registry.enrolAgency(address(this), profile);
        registry.enrolAgency(person(0), profile);
        registry.enrol(person(1), IParticipantRegistry.Kind.COMPANY, profile);
        policies.setPurpose(PURPOSE, true);
    }

    /// @notice The last of them is not enrolled.
    function person(uint256 which) public pure returns (address account) {
        return address(uint160(0xa0 + (which % PEOPLE)));
    }

    function wait(uint8 seconds_) external {
        POLICY_VM.warp(block.timestamp + 1 + seconds_);
    }

    function publish(uint256 seed, uint8 rules) external {
        IPolicyRegistry.Terms memory terms = IPolicyRegistry.Terms({
            owner: address(this),
            legalBasis: IPolicyRegistry.LegalBasis.PUBLIC_TASK,
            reviewBy: uint48(block.timestamp + 1),
            document: keccak256(abi.encode(seed))
        });
        bytes memory encoded = abi.encodePacked(uint8(1), PURPOSE);
        uint256 next = policies.policyCount() + 1;
        for (uint256 index = 0; index <= rules % 4; ++index) {
            Drawn memory drawn = _draw(uint256(keccak256(abi.encode(seed, index))));
            _drawn[next].push(drawn);
            encoded = bytes.concat(encoded, _encode(drawn));
        }
        try policies.publish(terms, encoded) {} catch {
            delete _drawn[next];
        }
    }

    function retire(uint256 which) external {
        uint256 policyId = _pick(which);
        if (policyId == 0 || _isRetired[policyId]) return;
        policies.retire(policyId);
        _isRetired[policyId] = true;
    }

    function setPurpose(bool isVoted) external {
        policies.setPurpose(PURPOSE, isVoted);
    }

    function setStatus(uint256 who, bool isActive) external {
        address account = person(who % 2);
        if (isActive) try registry.reinstate(account) {} catch {}
        else try registry.suspend(account) {} catch {}
    }

    function approve(uint256 which, uint256 index, uint256 who, uint16 lifetime) external {
        uint256 policyId = _pick(which);
        if (policyId == 0) return;
        uint256 rule = index % _drawn[policyId].length;
        try policies.approve(policyId, rule, person(who), uint48(block.timestamp) + lifetime) {
            _rule(_drawn[policyId][rule].needsVote, "approved where no vote is needed");
        } catch {}
    }

    function exercise(uint256 who, uint256 name, uint8 action, bool statesPurpose) external {
        (IPolicyRegistry.Target memory target, IPolicyRegistry.Context memory context) = _target(name);
        IPolicyRegistry.Action asked = IPolicyRegistry.Action(action % 8);
        bytes32 purpose = statesPurpose ? PURPOSE : bytes32(0);
        try policies.exercise(person(who), target, asked, purpose, context) returns (uint256 id, uint256 index) {
            _requireRule(id, index, person(who), target.name, uint8(asked), statesPurpose);
        } catch {}
    }

    function ask(uint256 who, uint256 name, uint8 action, bool statesPurpose) external {
        (IPolicyRegistry.Target memory target, IPolicyRegistry.Context memory context) = _target(name);
        (bool isPermitted, IPolicyRegistry.Reason reason, uint256 id, uint256 index) = policies.evaluate(
            person(who),
            target,
            IPolicyRegistry.Action(action % 8),
            statesPurpose ? PURPOSE : bytes32(0),
            uint48(block.timestamp),
            context
        );
        _rule(isPermitted == (reason == IPolicyRegistry.Reason.PERMITTED), "permitted for another reason");
        if (isPermitted) ++permits;
        else ++denials;
        if (isPermitted) _requireRule(id, index, person(who), target.name, action % 8, statesPurpose);
        else if (id == 0) _rule(_namesNoRule(reason), "denied by a rule that is not named");
        else _rule(!_isRetired[id] && index < _drawn[id].length, "denied by a rule that is not in force");
    }

    /// @dev Whoever is permitted has a rule in force that says so, in every one of its parts.
    function _requireRule(
        uint256 id,
        uint256 index,
        address participant,
        bytes32 name,
        uint8 action,
        bool statesPurpose
    ) private {
        _rule(id != 0 && !_isRetired[id] && index < _drawn[id].length, "permitted without a rule");
        if (index >= _drawn[id].length) return;
        Drawn memory drawn = _drawn[id][index];
        _rule(!drawn.isProhibition, "permitted by a prohibition");
        _rule(drawn.name == 0 || drawn.name == name, "permitted elsewhere");
        _rule(drawn.actions & (1 << action) != 0, "permitted another action");
        _rule(!drawn.namesPurpose || statesPurpose, "permitted without its purpose");
        _rule(!statesPurpose || policies.isVotedPurpose(PURPOSE), "permitted for a purpose nobody voted");
        _rule(drawn.until == 0 || block.timestamp < drawn.until, "permitted too late");
        _rule(drawn.assigneeKind != 4 || drawn.assignee == participant, "permitted to another");
        (uint32 used, uint48 approvedUntil) = policies.usageOf(id, index, participant);
        _rule(!drawn.needsVote || block.timestamp < approvedUntil, "permitted without a vote");
        _rule(drawn.count == 0 || used <= drawn.count, "permitted too often");
        (IParticipantRegistry.Kind kind, IParticipantRegistry.Status status, , ) = registry.participant(participant);
        _rule(drawn.assigneeKind != 1 || kind != IParticipantRegistry.Kind.NONE, "permitted to nobody enrolled");
        _rule(status != IParticipantRegistry.Status.SUSPENDED, "permitted to somebody suspended");
    }

    function _rule(bool holds, string memory name) private {
        if (!holds) violation = name;
    }

    function _pick(uint256 which) private view returns (uint256 policyId) {
        uint256 count = policies.policyCount();
        return count == 0 ? 0 : 1 + (which % count);
    }

    function _draw(uint256 seed) private view returns (Drawn memory drawn) {
        uint256[3] memory assigneeKinds = [uint256(0), 1, 4];
        drawn.isProhibition = seed % 7 == 0;
        drawn.assigneeKind = assigneeKinds[(seed >> 8) % 3];
        drawn.assignee = drawn.assigneeKind == 4 ? person(seed >> 16) : address(0);
        drawn.name = (seed >> 24) % 4 == 0 ? bytes32(0) : _nameOf(seed >> 32);
        drawn.actions = 1 + ((seed >> 40) % 255);
        drawn.namesPurpose = (seed >> 48) % 3 == 0;
        drawn.until = (seed >> 56) % 3 == 0 ? block.timestamp + 1 + ((seed >> 64) % 1000) : 0;
        bool canCount = !drawn.isProhibition && drawn.assigneeKind != 0;
        drawn.needsVote = canCount && (seed >> 72) % 3 == 0;
        drawn.count = canCount && (seed >> 80) % 3 == 0 ? 1 + ((seed >> 88) % 2) : 0;
    }

    function _target(
        uint256 name
    ) private pure returns (IPolicyRegistry.Target memory target, IPolicyRegistry.Context memory context) {
        target = IPolicyRegistry.Target(IPolicyRegistry.TargetKind.DATASET, _nameOf(name), 0);
        context.collections = new bytes32[](0);
    }

    function _nameOf(uint256 which) private pure returns (bytes32 name) {
        return bytes32(1 + (which % NAMES));
    }

    /// @dev As PolicyRules describes the bytes; all targets are datasets.
    function _encode(Drawn memory drawn) private pure returns (bytes memory encoded) {
        uint256 first = (drawn.isProhibition ? 1 << 248 : 0) |
            (drawn.assigneeKind << 240) |
            (uint256(uint160(drawn.assignee)) << 80) |
            (1 << 72) |
            (drawn.actions << 64) |
            (drawn.needsVote ? 1 << 56 : 0) |
            (drawn.namesPurpose ? 1 << 40 : 0) |
            (drawn.count << 8);
        return abi.encodePacked(first, drawn.name, bytes32(0), drawn.until);
    }

    function _namesNoRule(IPolicyRegistry.Reason reason) private pure returns (bool namesNone) {
        return
            reason == IPolicyRegistry.Reason.NO_POLICY ||
            reason == IPolicyRegistry.Reason.NO_RULE ||
            reason == IPolicyRegistry.Reason.PURPOSE_NOT_VOTED ||
            reason == IPolicyRegistry.Reason.SUSPENDED;
    }
}

contract PolicyVerdictInvariants {
    PolicyHandler private _handler;

    function setUp() public {
        POLICY_VM.warp(1_800_000_000);
        _handler = new PolicyHandler();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_noVerdictWithoutARule() public view {
        string memory violation = _handler.violation();
        require(bytes(violation).length == 0, violation);
    }

    /// @notice The handler gets both verdicts, and uses up what it may; else the invariant would hold by nothing happening.
    function test_theHandlerReachesEverything() public {
        for (uint256 seed = 0; seed < 16; ++seed) {
            _handler.publish(seed, 3);
            _handler.approve(seed, seed, seed, 900);
            for (uint256 who = 0; who < PEOPLE; ++who) {
                for (uint8 action = 0; action < 8; ++action) _handler.ask(who, seed, action, seed % 2 == 0);
                _handler.exercise(who, seed, uint8(seed), true);
            }
            if (seed % 3 == 0) _handler.retire(seed);
            if (seed % 5 == 0) _handler.setStatus(seed, seed % 2 == 0);
            if (seed % 4 == 0) _handler.setPurpose(seed % 8 == 0);
            _handler.wait(uint8(seed));
        }
        require(_handler.policies().policyCount() > 8, "too few policies");
        require(_handler.permits() > 20 && _handler.denials() > 20, "one verdict only");
        invariant_noVerdictWithoutARule();
    }
}
