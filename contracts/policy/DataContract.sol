// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// @title Bytes kept as the code of a contract
/// @dev Written once and read whole; a byte costs 200 gas to write and about 0.1 to read. The code begins with STOP, so
/// that nobody can run it.
library DataContract {
    /// @dev Creation code that returns what follows it: 600b380380600b5f395ff3, then STOP, then the data.
    bytes private constant CREATION = hex"600b380380600b5f395ff300";

    /// @return pointer The new contract; zero when it could not be created
    function write(bytes memory data) internal returns (address pointer) {
        bytes memory code = bytes.concat(CREATION, data);
        // The bytes of `code` start 32 after its pointer, and its first word is their number.
        assembly ("memory-safe") {
            pointer := create(0, add(code, 32), mload(code))
        }
    }

    /// @dev `pointer` must come from {write}: its code is then at least the one STOP byte.
    function read(address pointer) internal view returns (bytes memory data) {
        uint256 length = pointer.code.length - 1;
        data = new bytes(length);
        // Copies exactly the `length` bytes allocated above, behind the STOP byte.
        assembly ("memory-safe") {
            extcodecopy(pointer, add(data, 32), 1, length)
        }
    }
}
