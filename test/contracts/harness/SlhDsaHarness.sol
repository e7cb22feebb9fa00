// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {SlhDsaSha2128s} from "../../../contracts/cryptography/SlhDsaSha2128s.sol";

/// @notice Opens the library's internal interface, so that vectors with contexts and long messages run on chain.
contract SlhDsaHarness {
    function verifyInternal(
        bytes32 key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool valid) {
        return SlhDsaSha2128s.verifyInternal(key, message, signature);
    }

    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bool valid) {
        return SlhDsaSha2128s.verify(key, hash, signature);
    }

    /// @notice Whether a verification leaves memory as Solidity needs it.
    function keepsMemory(
        bytes32 key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool kept) {
        bytes memory before = bytes.concat(message, key);
        bytes32 digest = keccak256(before);
        uint256 pointerBefore = _freeMemory();
        SlhDsaSha2128s.verifyInternal(key, message, signature);
        bytes memory empty;
        bytes memory fresh = bytes.concat(message, key);
        return
            keccak256(before) == digest &&
            keccak256(fresh) == digest &&
            empty.length == 0 &&
            _freeMemory() > pointerBefore;
    }

    /// @notice Gas that one verification costs its caller, the call with its arguments included.
    function gasOfVerification(
        IERC7913SignatureVerifier verifier,
        bytes calldata key,
        bytes32 hash,
        bytes calldata signature
    ) external view returns (uint256 spent) {
        bytes memory call = abi.encodeCall(verifier.verify, (key, hash, signature));
        uint256 before = gasleft();
        (bool success, ) = address(verifier).staticcall(call);
        spent = before - gasleft();
        assert(success);
    }

    /// @notice Tries one verification at every gas limit from `from` to `to`.
    /// @return accepted How often it was accepted
    /// @return answered How often it came to an answer, whichever
    function sweep(
        IERC7913SignatureVerifier verifier,
        bytes calldata call,
        uint256 from,
        uint256 to,
        uint256 step
    ) external view returns (uint256 accepted, uint256 answered) {
        bytes memory input = call;
        for (uint256 limit = from; limit <= to; limit += step) {
            (bool success, bytes memory answer) = address(verifier).staticcall{gas: limit}(input);
            if (!success) continue;
            ++answered;
            if (bytes4(answer) == IERC7913SignatureVerifier.verify.selector) ++accepted;
        }
    }

    function _freeMemory() private pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := mload(0x40)
        }
    }
}
