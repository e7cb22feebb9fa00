// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Hashes written as text
/// @notice Where a standard asks for a string, a hash stands in for the text: nothing that people wrote goes on chain,
/// and what was written can be erased.
library HashText {
    /// @notice Whether `text` is "0x" and 64 lower-case hexadecimal digits.
    function isHash(string memory text) internal pure returns (bool matches) {
        bytes memory characters = bytes(text);
        if (characters.length != 66 || characters[0] != "0" || characters[1] != "x") return false;
        for (uint256 i = 2; i < 66; ++i) {
            bytes1 character = characters[i];
            bool isDigit = character >= "0" && character <= "9";
            if (!isDigit && (character < "a" || character > "f")) return false;
        }
        return true;
    }
}
