// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Checks on `bytes[]` from calldata that nobody has decoded yet
/// @dev Solidity checks an element's offset and length when it is read, and reverts with nothing. Here the same is
/// asked beforehand, so that a malformed signature is refused by name.
library BytesArrays {
    /// @notice Whether every element lies within the calldata, so that reading it cannot revert.
    /// @dev `values` itself must lie within the calldata.
    function areWithinCalldata(bytes[] calldata values) internal pure returns (bool within) {
        within = true;
        // Read-only. No sum wraps: an offset or length is added only once it was found to be at most calldatasize.
        assembly ("memory-safe") {
            let room := sub(calldatasize(), values.offset)
            for { let i := 0 } lt(i, values.length) { i := add(i, 1) } {
                let offset := calldataload(add(values.offset, shl(5, i)))
                if or(lt(room, 0x20), gt(offset, sub(room, 0x20))) {
                    within := 0
                    break
                }
                let length := calldataload(add(values.offset, offset))
                if gt(length, sub(sub(room, 0x20), offset)) {
                    within := 0
                    break
                }
            }
        }
    }

    /// @notice Whether the elements' keccak256 hashes rise strictly: sorted, and no two alike.
    function areStrictlyAscending(bytes[] calldata values) internal pure returns (bool ascending) {
        bytes32 previous = 0;
        for (uint256 i = 0; i < values.length; ++i) {
            bytes32 current = keccak256(values[i]);
            if (current <= previous) return false;
            previous = current;
        }
        return true;
    }

    /// @notice Whether there are elements, each longer than 20 bytes, whose first 20 bytes are the same: signers of one verifier.
    function haveOnePrefix(bytes[] calldata values) internal pure returns (bool same) {
        if (values.length == 0) return false;
        for (uint256 i = 0; i < values.length; ++i) {
            if (values[i].length <= 20 || bytes20(values[i]) != bytes20(values[0])) return false;
        }
        return true;
    }
}
