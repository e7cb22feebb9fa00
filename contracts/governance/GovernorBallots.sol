// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {GovernorModules} from "./GovernorModules.sol";
import {HashText} from "./HashText.sol";
import {ICityGovernor} from "./ICityGovernor.sol";

/// @title Ballots of agencies
/// @notice A ballot counts once, for a seat at the proposal's timepoint, and carries no text.
/// @dev Differs from OpenZeppelin's Governor: nonces are keyed by proposal and nothing else, signatures go through
/// ERC-1271 and nothing else (no plain key votes), and what is cheap to refuse is refused before a signature is verified.
abstract contract GovernorBallots is GovernorModules {
    using HashText for string;

    /// @dev What the batch itself needs beside a ballot: to copy it (at most 128 KiB) and to tell what became of it.
    uint256 private constant BATCH_GAS = 150_000;

    /// @inheritdoc ICityGovernor
    function castBallots(SignedBallot[] calldata ballots, uint256 ballotGas) external returns (uint256 counted) {
        bytes4 firstReason;
        for (uint256 i = 0; i < ballots.length; ++i) {
            _requireGas(ballotGas);
            (bool isCounted, bytes4 reason) = _tryBallot(ballots[i], ballotGas);
            if (isCounted) {
                ++counted;
            } else {
                if (i == 0) firstReason = reason;
                emit BallotRefused(ballots[i].voter, ballots[i].proposalId, reason);
            }
        }
        if (counted == 0) revert GovernorNoBallotCounted(firstReason);
    }

    /// @dev No text, no params, and no ballot without a seat.
    function _castVote(
        uint256 proposalId,
        address account,
        uint8 support,
        string memory reason,
        bytes memory params
    ) internal override returns (uint256 weight) {
        if (params.length != 0) revert GovernorParamsNotEmpty(params.length);
        if (bytes(reason).length != 0 && !reason.isHash()) revert GovernorNotAHash(bytes(reason).length);
        return super._castVote(proposalId, account, support, reason, params);
    }

    function _countVote(
        uint256 proposalId,
        address account,
        uint8 support,
        uint256 weight,
        bytes memory params
    ) internal override returns (uint256) {
        if (weight == 0) revert GovernorNoSeat(account, proposalSnapshot(proposalId));
        return super._countVote(proposalId, account, support, weight, params);
    }

    /// @dev Keyed nonces only: GovernorNoncesKeyed would verify a bad signature twice, the second time with a plain nonce.
    function _validateVoteSig(
        uint256 proposalId,
        uint8 support,
        address voter,
        bytes memory signature
    ) internal override returns (bool isValid) {
        _requireOpen(proposalId, voter);
        uint256 nonce = _useNonce(voter, uint192(proposalId));
        bytes32 ballot = keccak256(abi.encode(BALLOT_TYPEHASH, proposalId, support, voter, nonce));
        return SignatureChecker.isValidERC1271SignatureNow(voter, _hashTypedDataV4(ballot), signature);
    }

    function _validateExtendedVoteSig(
        uint256 proposalId,
        uint8 support,
        address voter,
        string memory reason,
        bytes memory params,
        bytes memory signature
    ) internal override returns (bool isValid) {
        _requireOpen(proposalId, voter);
        uint256 nonce = _useNonce(voter, uint192(proposalId));
        bytes32 texts = keccak256(bytes(reason));
        bytes32 ballot = keccak256(
            abi.encode(EXTENDED_BALLOT_TYPEHASH, proposalId, support, voter, nonce, texts, keccak256(params))
        );
        return SignatureChecker.isValidERC1271SignatureNow(voter, _hashTypedDataV4(ballot), signature);
    }

    /// @dev Calls this contract's own doors, so that a ballot counts here exactly when it counts alone.
    function _tryBallot(
        SignedBallot calldata ballot,
        uint256 ballotGas
    ) private returns (bool isCounted, bytes4 reason) {
        if (ballot.reasonHash != 0) return _tryExtendedBallot(ballot, ballotGas);
        try this.castVoteBySig{gas: ballotGas}(ballot.proposalId, ballot.support, ballot.voter, ballot.signature) {
            return (true, 0);
        } catch (bytes memory reverted) {
            return (false, bytes4(reverted));
        }
    }

    function _tryExtendedBallot(
        SignedBallot calldata ballot,
        uint256 ballotGas
    ) private returns (bool isCounted, bytes4 reason) {
        string memory text = Strings.toHexString(uint256(ballot.reasonHash), 32);
        try
            this.castVoteWithReasonAndParamsBySig{gas: ballotGas}(
                ballot.proposalId,
                ballot.support,
                ballot.voter,
                text,
                "",
                ballot.signature
            )
        {
            return (true, 0);
        } catch (bytes memory reverted) {
            return (false, bytes4(reverted));
        }
    }

    /// @dev A call may pass on 63 of 64 parts of the gas left (EIP-150), and would pass on less without a word.
    function _requireGas(uint256 ballotGas) private view {
        uint256 needed = (ballotGas / 63) * 64 + BATCH_GAS;
        if (gasleft() < needed) revert GovernorGasTooLow(gasleft(), needed);
    }

    /// @dev What can be refused without verifying a signature, which costs a hundred times as much.
    function _requireOpen(uint256 proposalId, address voter) private view {
        _validateStateBitmap(proposalId, _encodeStateBitmap(ProposalState.Active));
        if (hasVoted(proposalId, voter)) revert GovernorAlreadyCastVote(voter);
        uint256 timepoint = proposalSnapshot(proposalId);
        if (getVotes(voter, timepoint) == 0) revert GovernorNoSeat(voter, timepoint);
    }
}
