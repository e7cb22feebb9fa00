// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title What was agreed about datasets, since when, and until when
/// @notice The agreement itself lives off chain; here stands its hash, with both parties' signatures checked.
interface IAgreementRegistry {
    enum State {
        NONE,
        ACTIVE,
        RETIRED
    }

    /// @param agreement sha2-256 of the agreement (canonical JSON, RFC 8785): its id here
    /// @param dataset What it is about
    /// @param provider The account that owns the dataset
    /// @param consumer The account that may use it
    /// @param policy sha2-256 of the ODRL policy agreed to (canonical JSON)
    /// @param until Unix seconds, exclusive; zero for an agreement without end
    struct Terms {
        bytes32 agreement;
        bytes32 dataset;
        address provider;
        address consumer;
        bytes32 policy;
        uint48 until;
    }

    /// @notice The agreement is in force from now on.
    event AgreementAnchored(
        bytes32 indexed agreement,
        bytes32 indexed dataset,
        address indexed consumer,
        Terms terms
    );

    /// @notice The agreement ended, by `by`. `cause`: salted hash of a text, or zero.
    event AgreementRetired(bytes32 indexed agreement, address indexed by, bytes32 cause);

    /// @notice No such agreement.
    error AgreementUnknown(bytes32 agreement);

    /// @notice The agreement stands here already; a retired one is not renewed.
    error AgreementAnchoredBefore(bytes32 agreement);

    /// @notice The agreement ended before.
    error AgreementEnded(bytes32 agreement);

    /// @notice Its time is over, or would be.
    error AgreementExpired(bytes32 agreement, uint48 until);

    /// @notice Neither a party, nor has its time come.
    error AgreementNotParty(bytes32 agreement, address caller);

    /// @notice The dataset is not offered: unknown, deprecated, withdrawn or frozen.
    error AgreementDatasetNotOffered(bytes32 dataset);

    /// @notice The dataset belongs to somebody else than the provider.
    error AgreementNotProvider(bytes32 dataset, address provider);

    /// @notice A party takes no part, or is suspended.
    error AgreementPartyNotActive(address party);

    /// @notice A provider needs no agreement with itself.
    error AgreementSameParty(address party);

    /// @notice The party's account does not accept this signature (ERC-1271).
    error AgreementSignatureInvalid(address party);

    /// @notice This field must not be zero.
    error AgreementZeroValue(bytes32 field);

    /// @notice Puts an agreement in force that both parties' accounts signed ({digestOf}). Anybody may carry it here.
    function anchor(Terms calldata terms, bytes calldata providerSignature, bytes calldata consumerSignature) external;

    /// @notice Ends an agreement: either party at any time, anybody once its time is over.
    function retire(bytes32 agreement, bytes32 cause) external;

    /// @notice What both parties sign (EIP-712).
    function digestOf(Terms calldata terms) external view returns (bytes32 digest);

    /// @notice An agreement as it stands. An expired one that nobody retired is still ACTIVE here, with `until` in the past.
    /// @return terms What it says
    /// @return state Whether it was ended
    /// @return anchoredAt Unix seconds
    /// @return retiredAt Unix seconds, zero while it was not ended
    function agreementOf(
        bytes32 agreement
    ) external view returns (Terms memory terms, State state, uint48 anchoredAt, uint48 retiredAt);

    /// @notice Whether the agreement is in force now: neither ended nor expired.
    function isInForce(bytes32 agreement) external view returns (bool inForce);
}
