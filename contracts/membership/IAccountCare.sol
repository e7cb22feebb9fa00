// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IParticipantAccount} from "./IParticipantAccount.sol";

/// @title Care for accounts whose keys were stolen or lost
/// @notice The guardian freezes, a vote thaws, a vote replaces keys. Neither can sign for an account.
interface IAccountCare {
    /// @notice Freezing it would leave fewer seats than a quorum able to act.
    error CareQuorumLost(uint256 able, uint256 needed);

    /// @notice Freezing it would leave the guardian unable to act.
    error CareGuardianLost(address guardian);

    /// @notice Stops an account whose key may be stolen for {freezeSeconds}; keys that it was about to take are dropped. Reserved to the
    /// guardian. Refused when fewer seats than a quorum, or not the guardian, would be able to act.
    function freezeAccount(IParticipantAccount account) external;

    /// @notice Lets the account act again. Reserved to the administration: a vote.
    function unfreezeAccount(IParticipantAccount account) external;

    /// @notice Replaces keys of an account that lost them, or its threshold, after {keyDelay}; until then its signers may object, unless
    /// it is frozen. Reserved to the administration: a vote.
    /// @param proofs For each added signer in order, its signature over the account's `possessionDigest(change)`
    function recoverAccount(
        IParticipantAccount account,
        IParticipantAccount.KeyChange calldata change,
        bytes[] calldata proofs
    ) external;

    /// @notice Seconds from a key change's announcement to the first moment at which it may take effect.
    function keyDelay() external view returns (uint48 delaySeconds);

    /// @notice Seconds for which a freeze holds.
    function freezeSeconds() external view returns (uint48 duration);
}
