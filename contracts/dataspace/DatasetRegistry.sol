// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IParticipantRegistry} from "../membership/IParticipantRegistry.sol";
import {IDatasetRegistry} from "./IDatasetRegistry.sol";

/// @title Dataset registry
contract DatasetRegistry is IDatasetRegistry, AccessManaged {
    struct Dataset {
        address owner;
        State state;
        bool isFrozen;
        uint32 versionCount;
    }

    struct PublishedVersion {
        Version content;
        uint48 publishedAt;
        bool isWithdrawn;
    }

    IParticipantRegistry private immutable _registry;
    mapping(bytes32 id => Dataset) private _datasets;
    mapping(bytes32 id => mapping(uint32 number => PublishedVersion)) private _versions;

    constructor(address manager, IParticipantRegistry registry) AccessManaged(manager) {
        _registry = registry;
    }

    /// @inheritdoc IDatasetRegistry
    function publish(bytes32 id, Version calldata first) external {
        if (id == 0) revert DatasetZeroValue("id");
        Dataset storage entry = _datasets[id];
        if (entry.state != State.NONE) revert DatasetNameTaken(id, entry.owner);
        _requirePublisher(msg.sender);
        _checkVersion(first);

        entry.owner = msg.sender;
        entry.state = State.PUBLISHED;

        emit DatasetPublished(id, msg.sender);
        _append(id, entry, first);
    }

    /// @inheritdoc IDatasetRegistry
    function newVersion(bytes32 id, Version calldata next) external returns (uint32 number) {
        Dataset storage entry = _requireOwned(id);
        if (entry.state != State.PUBLISHED) revert DatasetWrongState(id, entry.state);
        if (entry.isFrozen) revert DatasetFreezeState(id, true);
        _requirePublisher(msg.sender);
        _checkVersion(next);

        return _append(id, entry, next);
    }

    /// @inheritdoc IDatasetRegistry
    function deprecate(bytes32 id) external {
        Dataset storage entry = _requireOwned(id);
        if (entry.state != State.PUBLISHED) revert DatasetWrongState(id, entry.state);

        entry.state = State.DEPRECATED;

        emit DatasetDeprecated(id);
    }

    /// @inheritdoc IDatasetRegistry
    function withdraw(bytes32 id, bytes32 cause) external {
        Dataset storage entry = _requireOwned(id);
        if (entry.state == State.WITHDRAWN) revert DatasetWrongState(id, entry.state);

        entry.state = State.WITHDRAWN;

        emit DatasetWithdrawn(id, cause);
    }

    /// @inheritdoc IDatasetRegistry
    function withdrawVersion(bytes32 id, uint32 number, bytes32 cause) external {
        _requireOwned(id);
        PublishedVersion storage entry = _requireVersion(id, number);
        if (entry.isWithdrawn) revert DatasetVersionWithdrawn(id, number);

        entry.isWithdrawn = true;

        emit VersionWithdrawn(id, number, cause);
    }

    /// @inheritdoc IDatasetRegistry
    function freeze(bytes32 id, bytes32 cause) external restricted {
        Dataset storage entry = _requireKnown(id);
        if (entry.isFrozen) revert DatasetFreezeState(id, true);

        entry.isFrozen = true;

        emit DatasetFrozen(id, cause);
    }

    /// @inheritdoc IDatasetRegistry
    function unfreeze(bytes32 id) external restricted {
        Dataset storage entry = _requireKnown(id);
        if (!entry.isFrozen) revert DatasetFreezeState(id, false);

        entry.isFrozen = false;

        emit DatasetUnfrozen(id);
    }

    /// @inheritdoc IDatasetRegistry
    function dataset(
        bytes32 id
    ) external view returns (address owner, State state, bool isFrozen, uint32 versionCount) {
        Dataset storage entry = _datasets[id];
        return (entry.owner, entry.state, entry.isFrozen, entry.versionCount);
    }

    /// @inheritdoc IDatasetRegistry
    function versionOf(
        bytes32 id,
        uint32 number
    ) external view returns (Version memory content, uint48 publishedAt, bool isWithdrawn) {
        _requireKnown(id);
        PublishedVersion storage entry = _requireVersion(id, number);
        return (entry.content, entry.publishedAt, entry.isWithdrawn);
    }

    function _append(bytes32 id, Dataset storage entry, Version calldata content) private returns (uint32 number) {
        number = ++entry.versionCount;
        _versions[id][number] = PublishedVersion({
            content: content,
            publishedAt: uint48(block.timestamp),
            isWithdrawn: false
        });

        emit VersionPublished(id, number, content);
    }

    function _requireKnown(bytes32 id) private view returns (Dataset storage entry) {
        entry = _datasets[id];
        if (entry.state == State.NONE) revert DatasetUnknown(id);
    }

    function _requireOwned(bytes32 id) private view returns (Dataset storage entry) {
        entry = _requireKnown(id);
        if (entry.owner != msg.sender) revert DatasetNotOwner(id, msg.sender);
    }

    function _requireVersion(bytes32 id, uint32 number) private view returns (PublishedVersion storage entry) {
        entry = _versions[id][number];
        if (entry.publishedAt == 0) revert DatasetVersionUnknown(id, number);
    }

    function _requirePublisher(address publisher) private view {
        bool isCompany = _registry.isActive(publisher, IParticipantRegistry.Kind.COMPANY);
        bool isPublisher = isCompany || _registry.isActive(publisher, IParticipantRegistry.Kind.AGENCY);
        if (!isPublisher) revert DatasetPublisherNotAllowed(publisher);
    }

    function _checkVersion(Version calldata version) private pure {
        if (version.metadata == 0) revert DatasetZeroValue("metadata");
        if (version.contentRoot == 0) revert DatasetZeroValue("contentRoot");
        if (version.keyCommitment == 0) revert DatasetZeroValue("keyCommitment");
        if (version.policy == 0) revert DatasetZeroValue("policy");
    }
}
