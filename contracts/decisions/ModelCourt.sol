// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {IDecisionLedger} from "./IDecisionLedger.sol";
import {IModelCourt} from "./IModelCourt.sol";
import {ModelScorer} from "./ModelScorer.sol";

/// @title Model court
/// @dev Its hooks at the ledger are reserved to it (role COURT). It holds a decision open only for claims made within the window,
/// each for at most the two windows here.
contract ModelCourt is IModelCourt, ModelScorer {
    uint256 private constant MOST_OPEN_CLAIMS = 3;
    bytes32 private constant CAUSE_BROKEN = "constraint broken";
    bytes32 private constant CAUSE_MISSTATED = "energy misstated";
    bytes32 private constant CAUSE_BOUND = "bound refuted";

    IDecisionLedger private immutable _ledger;
    IParticipantRegistry private immutable _registry;
    uint48 private immutable _revealWindow;
    uint48 private immutable _scoreWindow;

    mapping(uint256 id => Case) private _cases;
    uint256 private _caseCount;
    mapping(uint256 decisionId => uint256) private _openOf;
    mapping(address account => uint256) private _openBy;
    mapping(uint256 decisionId => mapping(address account => bool)) private _barred;
    mapping(uint256 decisionId => mapping(bytes32 sampleHash => uint256 id)) private _earliest;
    mapping(bytes32 answer => bool) private _confirmed;

    constructor(
        IDecisionLedger ledger,
        IParticipantRegistry registry,
        uint48 revealWindow,
        uint48 scoreWindow
    ) {
        _ledger = ledger;
        _registry = registry;
        _revealWindow = revealWindow;
        _scoreWindow = scoreWindow;
    }

    /// @inheritdoc IModelCourt
    function commit(uint256 decisionId, bytes32 commitment) external returns (uint256 id) {
        _requireEnrolled();
        if (commitment == 0) revert CourtZeroCommitment();
        if (_barred[decisionId][msg.sender]) revert CourtBarred(decisionId, msg.sender);
        if (_openBy[msg.sender] >= MOST_OPEN_CLAIMS) revert CourtTooManyClaims(msg.sender, MOST_OPEN_CLAIMS);
        (, , , , , , uint48 until) = _ledger.decision(decisionId);
        if (block.timestamp >= until) revert CourtWindowClosed(decisionId, until);

        id = ++_caseCount;
        uint48 revealBy = uint48(block.timestamp) + _revealWindow;
        Case storage entry = _cases[id];
        entry.decisionId = decisionId;
        entry.account = msg.sender;
        entry.deadline = revealBy;
        entry.state = State.COMMITTED;
        entry.openedIn = block.number;
        entry.commitment = commitment;
        ++_openOf[decisionId];
        ++_openBy[msg.sender];

        emit ClaimCommitted(id, decisionId, msg.sender, commitment, revealBy);

        _ledger.suspendForChallenge(decisionId);
    }

    /// @inheritdoc IModelCourt
    function reveal(uint256 id, bytes32 sampleHash, int256 energy, bytes32 salt) external {
        Case storage entry = _cases[id];
        if (entry.state != State.COMMITTED || entry.account != msg.sender) {
            revert CourtWrongCase(id, entry.state, entry.account);
        }
        if (block.timestamp > entry.deadline) revert CourtDeadline(id, entry.deadline);
        if (block.number <= entry.openedIn) revert CourtTooEarly(id, entry.openedIn);
        uint256 decisionId = entry.decisionId;
        bytes32 commitment = keccak256(abi.encode(decisionId, sampleHash, energy, msg.sender, salt));
        if (commitment != entry.commitment) revert CourtOtherCommitment(id, commitment);
        if (!isStored(sampleHash)) revert ScorerSampleUnknown(sampleHash);
        (, , , , IDecisionLedger.Outcome memory outcome, , ) = _ledger.decision(decisionId);
        if (energy >= outcome.energy) revert CourtNotBetter(energy, outcome.energy);

        entry.state = State.REVEALED;
        entry.deadline = uint48(block.timestamp) + _scoreWindow;
        entry.sampleHash = sampleHash;
        entry.energy = energy;
        bool isToScore = !isConfirmed(decisionId, outcome.sampleHash, outcome.energy) && isStored(outcome.sampleHash);
        bytes32 standing = isToScore ? outcome.sampleHash : bytes32(0);
        (entry.standingSample, entry.standingEnergy) = (standing, outcome.energy);
        uint256 earliest = _earliest[decisionId][sampleHash];
        if (earliest == 0 || id < earliest) _earliest[decisionId][sampleHash] = id;
        _openScoring(id, outcome.modelRoot, sampleHash, standing);

        emit ClaimRevealed(id, sampleHash, energy, standing, entry.deadline);
    }

    /// @inheritdoc IModelCourt
    function lapse(uint256 id) external {
        Case storage entry = _cases[id];
        if ((entry.state != State.COMMITTED && entry.state != State.REVEALED) || entry.isDoubt) {
            revert CourtWrongCase(id, entry.state, entry.account);
        }
        if (block.timestamp <= entry.deadline) revert CourtDeadline(id, entry.deadline);

        entry.state = State.LAPSED;

        emit ClaimLapsed(id);

        _close(entry);
    }

    /// @inheritdoc IModelCourt
    function doubt(uint256 decisionId) external returns (uint256 id) {
        _requireEnrolled();
        (, , , , IDecisionLedger.Outcome memory outcome, , ) = _ledger.decision(decisionId);
        if (!isStored(outcome.sampleHash)) revert ScorerSampleUnknown(outcome.sampleHash);
        if (isConfirmed(decisionId, outcome.sampleHash, outcome.energy)) revert CourtAlreadyConfirmed(decisionId);

        id = ++_caseCount;
        Case storage entry = _cases[id];
        entry.decisionId = decisionId;
        entry.account = msg.sender;
        entry.state = State.REVEALED;
        entry.isDoubt = true;
        entry.openedIn = block.number;
        (entry.standingSample, entry.standingEnergy) = (outcome.sampleHash, outcome.energy);
        _openScoring(id, outcome.modelRoot, 0, outcome.sampleHash);

        emit DoubtOpened(id, decisionId, msg.sender);
    }

    /// @inheritdoc IModelCourt
    function courtCase(uint256 id) external view returns (Case memory entry) {
        return _cases[id];
    }

    /// @inheritdoc IModelCourt
    function caseCount() external view returns (uint256 count) {
        return _caseCount;
    }

    /// @inheritdoc IModelCourt
    function openClaims(uint256 decisionId) external view returns (uint256 count) {
        return _openOf[decisionId];
    }

    /// @inheritdoc IModelCourt
    function isBarred(uint256 decisionId, address account) external view returns (bool barred) {
        return _barred[decisionId][account];
    }

    /// @inheritdoc IModelCourt
    function windows() external view returns (uint48 revealWindow, uint48 scoreWindow) {
        return (_revealWindow, _scoreWindow);
    }

    /// @inheritdoc IModelCourt
    function isConfirmed(uint256 decisionId, bytes32 sampleHash, int256 energy) public view returns (bool confirmed) {
        return _confirmed[_answer(decisionId, sampleHash, energy)];
    }

    function _beforeScoring(uint256 id) internal view override {
        Case storage entry = _cases[id];
        if (entry.state != State.REVEALED) revert CourtWrongCase(id, entry.state, entry.account);
        if (!entry.isDoubt && block.timestamp > entry.deadline) revert CourtDeadline(id, entry.deadline);
    }

    /// @dev First the standing sample: where it is not what was recorded, nothing can beat it, for the decision is struck.
    function _afterScoring(uint256 id, Scoring memory scored) internal override {
        Case storage entry = _cases[id];
        bool isStruck = entry.standingSample != 0 && _judgeStanding(id, entry, scored);
        if (entry.isDoubt) {
            entry.state = isStruck ? State.UPHELD : State.CONFIRMED;
            return;
        }
        if (scored.isFirstBroken || scored.firstEnergy != entry.energy) {
            entry.state = State.REFUTED;
            _barred[entry.decisionId][entry.account] = true;
            emit ClaimRefuted(id, scored.firstEnergy, scored.isFirstBroken);
        } else if (isStruck || !_beat(id, entry)) {
            entry.state = State.SUPERSEDED;
            emit ClaimSuperseded(id);
        } else {
            entry.state = State.UPHELD;
            emit ClaimUpheld(id, entry.decisionId, _authorOf(id, entry));
        }
        _close(entry);
    }

    /// @return isRefuted Whether it is not what was recorded; then the decision is struck, if it still stands on it
    function _judgeStanding(uint256 id, Case storage entry, Scoring memory scored) private returns (bool isRefuted) {
        uint256 decisionId = entry.decisionId;
        isRefuted = scored.isSecondBroken || scored.secondEnergy != entry.standingEnergy;
        if (!isRefuted) {
            _confirmed[_answer(decisionId, entry.standingSample, entry.standingEnergy)] = true;
            emit StandingConfirmed(id, decisionId);
            return false;
        }
        emit StandingRefuted(id, decisionId, scored.secondEnergy, scored.isSecondBroken);
        (, , , , IDecisionLedger.Outcome memory outcome, , ) = _ledger.decision(decisionId);
        bool stands = outcome.sampleHash == entry.standingSample && outcome.energy == entry.standingEnergy;
        if (stands) _strike(decisionId, scored.isSecondBroken ? CAUSE_BROKEN : CAUSE_MISSTATED);
        return stands;
    }

    /// @return isBetter Whether the claim's sample stands now, or has refuted the recorded bound
    function _beat(uint256 id, Case storage entry) private returns (bool isBetter) {
        uint256 decisionId = entry.decisionId;
        (, , , IDecisionLedger.State state, IDecisionLedger.Outcome memory outcome, , ) = _ledger.decision(decisionId);
        bool isOpen = state == IDecisionLedger.State.CHALLENGED || state == IDecisionLedger.State.ENACTED;
        if (!isOpen || entry.energy >= outcome.energy) return false;
        _confirmed[_answer(decisionId, entry.sampleHash, entry.energy)] = true;
        if (entry.energy < outcome.bound) _strike(decisionId, CAUSE_BOUND);
        else _ledger.beat(decisionId, entry.sampleHash, entry.energy, _authorOf(id, entry));
        return true;
    }

    /// @dev Of those who revealed this very sample, the first who committed to it: who saw it in a reveal comes later.
    function _authorOf(uint256 id, Case storage entry) private view returns (address author) {
        uint256 earliest = _earliest[entry.decisionId][entry.sampleHash];
        Case storage first = _cases[earliest];
        return earliest == id || first.state == State.REFUTED ? entry.account : first.account;
    }

    /// @dev A decision that was enacted or struck meanwhile stays as it is.
    function _strike(uint256 decisionId, bytes32 cause) private {
        // solhint-disable-next-line no-empty-blocks
        try _ledger.strike(decisionId, cause) {} catch {}
    }

    function _close(Case storage entry) private {
        --_openBy[entry.account];
        if (--_openOf[entry.decisionId] == 0) _ledger.resumeFromChallenge(entry.decisionId);
    }

    function _requireEnrolled() private view {
        (, IParticipantRegistry.Status status, , ) = _registry.participant(msg.sender);
        if (status != IParticipantRegistry.Status.ACTIVE) revert CourtNotEnrolled(msg.sender);
    }

    function _answer(uint256 decisionId, bytes32 sampleHash, int256 energy) private pure returns (bytes32 answer) {
        return keccak256(abi.encode(decisionId, sampleHash, energy));
    }
}
