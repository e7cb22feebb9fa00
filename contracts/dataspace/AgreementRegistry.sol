// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {IAgreementRegistry} from "./IAgreementRegistry.sol";
import {IDatasetRegistry} from "./IDatasetRegistry.sol";

/// @title Agreement registry
/// @dev Signatures are asked of the parties' accounts alone (ERC-1271): an ECDSA key counts for nothing here.
contract AgreementRegistry is IAgreementRegistry, EIP712 {
    struct Agreement {
        Terms terms;
        State state;
        uint48 anchoredAt;
        uint48 retiredAt;
    }

    bytes32 private constant AGREEMENT_TYPEHASH =
        keccak256(
            "Agreement(bytes32 agreement,bytes32 dataset,address provider,address consumer,bytes32 policy,uint48 until)"
        );

    IParticipantRegistry private immutable _registry;
    IDatasetRegistry private immutable _datasets;
    mapping(bytes32 agreement => Agreement) private _agreements;

    constructor(IParticipantRegistry registry, IDatasetRegistry datasets) EIP712("QDT AgreementRegistry", "1") {
        _registry = registry;
        _datasets = datasets;
    }

    /// @inheritdoc IAgreementRegistry
    function anchor(
        Terms calldata terms,
        bytes calldata providerSignature,
        bytes calldata consumerSignature
    ) external {
        Agreement storage entry = _agreements[terms.agreement];
        if (entry.state != State.NONE) revert AgreementAnchoredBefore(terms.agreement);
        _checkTerms(terms);
        _requireOffered(terms);
        bytes32 digest = digestOf(terms);
        _requireSigned(terms.provider, digest, providerSignature);
        _requireSigned(terms.consumer, digest, consumerSignature);

        entry.terms = terms;
        entry.state = State.ACTIVE;
        entry.anchoredAt = uint48(block.timestamp);

        emit AgreementAnchored(terms.agreement, terms.dataset, terms.consumer, terms);
    }

    /// @inheritdoc IAgreementRegistry
    function retire(bytes32 agreement, bytes32 cause) external {
        Agreement storage entry = _requireKnown(agreement);
        if (entry.state != State.ACTIVE) revert AgreementEnded(agreement);
        bool isParty = msg.sender == entry.terms.provider || msg.sender == entry.terms.consumer;
        if (!isParty && !_isOver(entry.terms.until)) revert AgreementNotParty(agreement, msg.sender);

        entry.state = State.RETIRED;
        entry.retiredAt = uint48(block.timestamp);

        emit AgreementRetired(agreement, msg.sender, cause);
    }

    /// @inheritdoc IAgreementRegistry
    function agreementOf(
        bytes32 agreement
    ) external view returns (Terms memory terms, State state, uint48 anchoredAt, uint48 retiredAt) {
        Agreement storage entry = _requireKnown(agreement);
        return (entry.terms, entry.state, entry.anchoredAt, entry.retiredAt);
    }

    /// @inheritdoc IAgreementRegistry
    function isInForce(bytes32 agreement) external view returns (bool inForce) {
        Agreement storage entry = _requireKnown(agreement);
        return entry.state == State.ACTIVE && !_isOver(entry.terms.until);
    }

    /// @inheritdoc IAgreementRegistry
    function digestOf(Terms calldata terms) public view returns (bytes32 digest) {
        return _hashTypedDataV4(keccak256(abi.encode(AGREEMENT_TYPEHASH, terms)));
    }

    function _requireKnown(bytes32 agreement) private view returns (Agreement storage entry) {
        entry = _agreements[agreement];
        if (entry.state == State.NONE) revert AgreementUnknown(agreement);
    }

    function _checkTerms(Terms calldata terms) private view {
        if (terms.agreement == 0) revert AgreementZeroValue("agreement");
        if (terms.policy == 0) revert AgreementZeroValue("policy");
        if (terms.provider == terms.consumer) revert AgreementSameParty(terms.provider);
        if (_isOver(terms.until)) revert AgreementExpired(terms.agreement, terms.until);
        _requireActive(terms.provider);
        _requireActive(terms.consumer);
    }

    function _requireOffered(Terms calldata terms) private view {
        (address owner, IDatasetRegistry.State state, bool isFrozen, ) = _datasets.dataset(terms.dataset);
        if (state != IDatasetRegistry.State.PUBLISHED || isFrozen) revert AgreementDatasetNotOffered(terms.dataset);
        if (owner != terms.provider) revert AgreementNotProvider(terms.dataset, terms.provider);
    }

    function _requireActive(address party) private view {
        (, IParticipantRegistry.Status status, , ) = _registry.participant(party);
        if (status != IParticipantRegistry.Status.ACTIVE) revert AgreementPartyNotActive(party);
    }

    function _requireSigned(address party, bytes32 digest, bytes calldata signature) private view {
        bool isSigned = SignatureChecker.isValidERC1271SignatureNow(party, digest, signature);
        if (!isSigned) revert AgreementSignatureInvalid(party);
    }

    function _isOver(uint48 until) private view returns (bool isOver) {
        return until != 0 && block.timestamp >= until;
    }
}
