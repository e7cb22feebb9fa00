// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title The signature algorithms that count in this city
/// @notice Accounts ask here for the verifier of every signature. An algorithm is added by vote and never replaced in place; the
/// guardian freezes one at once when it falls, and only a vote thaws it.
interface IAlgorithmRegistry {
    /// @notice ACTIVE: accounts may take new keys of it. DEPRECATED: the keys that accounts have still sign. FROZEN: nothing signs.
    enum Status {
        NONE,
        ACTIVE,
        DEPRECATED,
        FROZEN
    }

    /// @notice What the city begins with.
    /// @param code Multicodec code of the public key (or one of the private range, 0x300000 to 0x3fffff)
    struct FirstAlgorithm {
        uint64 code;
        address verifier;
    }

    /// @param sunset First second (unix) at which nothing signs with it any more; 0 is never
    struct Algorithm {
        uint64 code;
        address verifier;
        bytes32 codeHash;
        Status status;
        uint48 sunset;
    }

    /// @notice From now on signatures that this verifier accepts count, as long as its code has this hash.
    event AlgorithmAdded(uint64 indexed code, address indexed verifier, bytes32 codeHash);

    /// @notice No account takes new keys of it any more.
    event AlgorithmDeprecated(uint64 indexed code);

    /// @notice Nothing signs with it from this second (unix) on; 0 is never.
    event AlgorithmSunsetSet(uint64 indexed code, uint48 sunset);

    /// @notice Nothing signs with it until a vote thaws it.
    event AlgorithmFrozen(uint64 indexed code);

    /// @notice A vote thawed it; its status is what it was.
    event AlgorithmUnfrozen(uint64 indexed code);

    error AlgorithmUnknown(uint64 code);

    /// @notice Nothing is replaced in place: neither the verifier of a code nor the code of a verifier.
    error AlgorithmTaken(uint64 code, address verifier);

    /// @notice The verifier has no code of this hash.
    error AlgorithmCodeHash(address verifier, bytes32 codeHash);

    error AlgorithmWrongStatus(uint64 code, Status status);

    /// @notice A sunset lies ahead.
    error AlgorithmSunsetPast(uint48 sunset);

    /// @notice Without it fewer seats than a quorum could act.
    error AlgorithmQuorumLost(uint256 able, uint256 needed);

    /// @notice Without it the guardian could not act.
    error AlgorithmGuardianLost(address guardian);

    /// @notice Adds an algorithm for good. Reserved to the administration: a vote.
    /// @param codeHash keccak256 of the verifier's runtime code, so that the voters know what they add
    function add(uint64 code, address verifier, bytes32 codeHash) external;

    /// @notice Takes no new keys of it from now on. Reserved to the administration: a vote.
    function deprecate(uint64 code) external;

    /// @notice Sets when its signatures end to count (unix seconds; 0: never). Reserved to the administration: a vote. Refused when
    /// by then fewer seats than a quorum, or not the guardian, would be able to act.
    function setSunset(uint64 code, uint48 sunset) external;

    /// @notice Its signatures end to count now. Reserved to the guardian. Refused when fewer seats than a quorum, or not the
    /// guardian, would be able to act.
    function freeze(uint64 code) external;

    /// @notice Its signatures count again. Reserved to the administration: a vote.
    function unfreeze(uint64 code) external;

    /// @notice Whether what this verifier accepts counts now: known, not frozen, before its sunset, its code unchanged.
    function isUsable(address verifier) external view returns (bool usable);

    /// @notice Whether accounts may take new keys of it: usable and not deprecated.
    function isEnrollable(address verifier) external view returns (bool enrollable);

    /// @notice Whether enough of the account's signers could sign at a time, were one algorithm frozen.
    /// @param without Verifier that is thought away; zero for none
    /// @param at Unix seconds
    function canAct(address account, address without, uint48 at) external view returns (bool able);

    /// @notice Zero for a code that was never added, apart from the code itself.
    function algorithm(uint64 code) external view returns (Algorithm memory found);

    /// @notice All of them, in the order in which they were added.
    function algorithms() external view returns (Algorithm[] memory all);
}
