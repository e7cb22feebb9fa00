// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Which datasets there are, whose they are, and what each version consists of
/// @notice Data, metadata and policies live off chain; here stand their hashes. A dataset's id is its name in policies: a text
/// of at most 31 characters, left-aligned, or 32 bytes. Whoever publishes under a name first has it.
interface IDatasetRegistry {
    enum State {
        NONE,
        PUBLISHED,
        DEPRECATED,
        WITHDRAWN
    }

    /// @param metadata sha2-256 of the DCAT-AP description (canonical JSON, RFC 8785)
    /// @param contentRoot sha2-256 of the root block (DAG-CBOR) of the encrypted content
    /// @param keyCommitment What the version's key must derive to; one key only does
    /// @param policy sha2-256 of the ODRL policy under which it is offered (canonical JSON)
    struct Version {
        bytes32 metadata;
        bytes32 contentRoot;
        bytes32 keyCommitment;
        bytes32 policy;
    }

    /// @notice `owner` offers a dataset that nobody offered before.
    event DatasetPublished(bytes32 indexed id, address indexed owner);

    /// @notice A version, counted from 1, was published.
    event VersionPublished(bytes32 indexed id, uint32 indexed number, Version version);

    /// @notice The dataset is offered no more; agreements about it go on.
    event DatasetDeprecated(bytes32 indexed id);

    /// @notice The dataset is taken back: no key of it is given out any more. `cause`: salted hash of a text, or zero.
    event DatasetWithdrawn(bytes32 indexed id, bytes32 cause);

    /// @notice One version is taken back.
    event VersionWithdrawn(bytes32 indexed id, uint32 indexed number, bytes32 cause);

    /// @notice No key and no block of the dataset is given out until {DatasetUnfrozen}.
    event DatasetFrozen(bytes32 indexed id, bytes32 cause);

    /// @notice The freeze was lifted by a vote.
    event DatasetUnfrozen(bytes32 indexed id);

    /// @notice No such dataset.
    error DatasetUnknown(bytes32 id);

    /// @notice No such version of the dataset.
    error DatasetVersionUnknown(bytes32 id, uint32 number);

    /// @notice The name belongs to somebody's dataset already.
    error DatasetNameTaken(bytes32 id, address owner);

    /// @notice Only active companies and agencies publish.
    error DatasetPublisherNotAllowed(address publisher);

    /// @notice The dataset belongs to somebody else.
    error DatasetNotOwner(bytes32 id, address caller);

    /// @notice The dataset's state does not allow this.
    error DatasetWrongState(bytes32 id, State state);

    /// @notice The dataset is frozen, or is not.
    error DatasetFreezeState(bytes32 id, bool isFrozen);

    /// @notice The version was withdrawn before.
    error DatasetVersionWithdrawn(bytes32 id, uint32 number);

    /// @notice This field must not be zero.
    error DatasetZeroValue(bytes32 field);

    /// @notice Publishes the first version of a dataset under a free name. For active companies and agencies.
    function publish(bytes32 id, Version calldata first) external;

    /// @notice Publishes the next version. For the owner, while the dataset is offered and not frozen.
    function newVersion(bytes32 id, Version calldata next) external returns (uint32 number);

    /// @notice Offers the dataset no more. For the owner.
    function deprecate(bytes32 id) external;

    /// @notice Takes the dataset back. For the owner, whatever its own status. It cannot be undone.
    function withdraw(bytes32 id, bytes32 cause) external;

    /// @notice Takes one version back. For the owner, whatever its own status. It cannot be undone.
    function withdrawVersion(bytes32 id, uint32 number, bytes32 cause) external;

    /// @notice Stops the dataset at once. Reserved to the guardian.
    function freeze(bytes32 id, bytes32 cause) external;

    /// @notice Lifts a freeze. Reserved to the administration (a vote).
    function unfreeze(bytes32 id) external;

    /// @notice The entry of a dataset; all zero when there is none.
    /// @return owner Who published it
    /// @return state Whether it is offered
    /// @return isFrozen Whether the guardian stopped it
    /// @return versionCount The number of its last version
    function dataset(
        bytes32 id
    ) external view returns (address owner, State state, bool isFrozen, uint32 versionCount);

    /// @notice One version of a dataset.
    /// @return content What it consists of
    /// @return publishedAt Unix seconds
    /// @return isWithdrawn Whether it was taken back
    function versionOf(
        bytes32 id,
        uint32 number
    ) external view returns (Version memory content, uint48 publishedAt, bool isWithdrawn);
}
