// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The account of one participant
/// @notice Acts only by batches of calls that enough of its signers signed. Whoever relays a batch has no authority.
interface IParticipantAccount {
    /// @notice One call of a batch.
    /// @param target The contract to call
    /// @param value Native coin sent along, in wei
    /// @param data Selector and arguments
    struct Call {
        address target;
        uint256 value;
        bytes data;
    }

    /// @notice A change of keys.
    /// @param added Signers (`verifier || key`) that come
    /// @param removed Signers that go
    /// @param threshold How many must sign afterwards, all with one algorithm
    struct KeyChange {
        bytes[] added;
        bytes[] removed;
        uint64 threshold;
    }

    /// @notice A signed batch was carried out, entirely.
    /// @param digest The EIP-712 digest that was signed
    /// @param nonce The nonce it used: key in the upper 192 bits, sequence number in the lower 64
    event CallsExecuted(bytes32 indexed digest, uint256 nonce);

    /// @notice New keys were announced, by the account's signers or by a vote.
    /// @param changeHash keccak256 of the ABI-encoded change
    /// @param effectiveAt First second (unix) at which they may take effect
    event KeysProposed(bytes32 indexed changeHash, KeyChange change, uint48 effectiveAt, bool isByVote);

    /// @notice The announced keys will not come.
    event KeysCancelled(bytes32 indexed changeHash);

    /// @notice The announced keys are the account's from the next block on.
    /// @param epoch How often the keys have changed
    event KeysChanged(bytes32 indexed changeHash, uint64 epoch);

    /// @notice The account does not act before this second (unix); 0: it acts again.
    event AccountFrozenUntil(uint48 until);

    /// @notice The batch came after its deadline (unix seconds).
    error AccountExpiredDeadline(uint256 deadline);

    /// @notice The signatures do not authorise this digest: malformed, unknown signer, not sorted, too few, or wrong.
    error AccountInvalidSignature(bytes32 digest);

    /// @notice Only the account itself, through {execute}, may do this.
    error AccountUnauthorized(address caller);

    /// @notice A signer must be `verifier || key` with a non-empty key and a verifier that the city's registry takes new keys of. (An
    /// address alone would be an ECDSA key; a precompile would accept anything.)
    error AccountUnusableSigner(bytes signer);

    /// @notice The guardian stopped the account until this second (unix).
    error AccountFrozen(uint48 until);

    /// @notice The account's keys changed in this very block; it acts again from the next.
    error AccountKeysJustChanged(uint256 blockNumber);

    /// @notice A change is announced; it takes effect or is cancelled first.
    error AccountKeysPending(bytes32 changeHash);

    /// @notice No change is announced.
    error AccountNoKeysPending();

    /// @notice Another change is announced.
    error AccountKeysNotProposed(bytes32 changeHash);

    /// @notice The change waits until this second (unix).
    error AccountKeysTooEarly(uint48 effectiveAt);

    /// @notice Each new signer proves that it can sign.
    error AccountProofsMissing(uint256 added, uint256 proofs);

    /// @notice The new signer's signature over {possessionDigest} is not valid.
    error AccountKeyNotProven(bytes signer);

    /// @notice Carries out all `calls` in order, or none; the first failure is passed on as it is.
    /// @param nonce The next nonce of its key: `key << 64 | sequence`. Batches under different keys need not wait for
    /// each other
    /// @param deadline Last second (unix) at which the batch may be carried out
    /// @param signature `abi.encode(bytes[] signers, bytes[] signatures)`, signers in ascending order of their
    /// keccak256
    /// @return results What each call returned
    function execute(
        Call[] calldata calls,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (bytes[] memory results);

    /// @notice Announces new keys. Only the account itself: the old keys sign the batch, the new ones the proofs.
    /// @param proofs For each added signer in order, its signature over {possessionDigest}
    function proposeKeys(KeyChange calldata change, bytes[] calldata proofs) external;

    /// @notice Objects to the announced keys, whoever announced them. Only the account itself.
    function cancelKeys() external;

    /// @notice Announces new keys in place of lost ones. Only the city's registry, by a vote.
    function recoverKeys(KeyChange calldata change, bytes[] calldata proofs) external;

    /// @notice Makes the announced keys take effect once their time has come. Anybody. By a vote's keys a frozen account thaws.
    function applyKeys(KeyChange calldata change) external;

    /// @notice Stops the account; what its signers announced is dropped, what a vote announced stays. Only the city's registry, by the
    /// guardian.
    function freeze(uint48 until) external;

    /// @notice Lets the account act again. Only the city's registry, by a vote.
    function unfreeze() external;

    /// @notice The announced change; zeros when there is none.
    function pendingKeys() external view returns (bytes32 changeHash, uint48 effectiveAt, bool isByVote);

    /// @notice First second (unix) at which the account is not frozen; in the past or 0 when it is not.
    function frozenUntil() external view returns (uint48 until);

    /// @notice How often the keys have changed.
    function keyEpoch() external view returns (uint64 epoch);

    /// @notice The registry that says which algorithms count here, for good.
    function algorithmRegistry() external view returns (address registry);

    /// @notice What each added signer signs to prove that it can: EIP-712 of `KeyPossession(bytes32 change,uint256 epoch)`, where `change` is
    /// keccak256 of the ABI-encoded change and `epoch` how often the keys have changed.
    function possessionDigest(KeyChange calldata change) external view returns (bytes32 digest);

    /// @notice The EIP-712 digest that signers sign for this batch, of
    /// `Execute(Call[] calls,uint256 nonce,uint256 deadline)Call(address target,uint256 value,bytes data)`.
    function executeDigest(
        Call[] calldata calls,
        uint256 nonce,
        uint256 deadline
    ) external view returns (bytes32 digest);
}
