// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

// The permutation is unrolled.
// solhint-disable function-max-lines

/// @title Keccak-f[1600] and SHAKE-256 (FIPS 202)
/// @notice The permutation with each 64-bit lane repeated four times in its word.
/// @dev A rotation of a repeated lane is one shift: the word stays periodic, only what the shift brings in at an end is
/// wrong. All rotations are by at most 28 to the left or 28 to the right, and theta's by 1 to the left, so that two rounds
/// spoil 58 bits at the low end and 56 at the high end. Bits 64 to 127 remain right, and every second round repeats them.
///
/// All of it works at fixed places in memory, which `MlDsaMemory` allocates:
///
///     0x1000  24 round constants of 8 bytes
///     0x10c0  the factor that repeats a lane four times
///     0x1100  the state: lane (x, y) at 32 * (x + 5 * y)
///     0x1420  the state between two rounds
///     0x1740  theta's five words, one for each column
///     0x1800  nothing that matters: stores at no fixed place, up to 0x18d0
library Keccak1600 {
    uint256 internal constant REPEAT = 0x0000000000000001000000000000000100000000000000010000000000000001;
    /// Rate of SHAKE-256 in bytes and in lanes.
    uint256 internal constant RATE = 136;

    /// @dev Writes the constants (FIPS 202, section 3.2.5).
    function prepare() internal pure {
        // Within the area that the caller allocated.
        assembly ("memory-safe") {
            mstore(0x1000, 0x00000000000000010000000000008082800000000000808a8000000080008000)
            mstore(0x1020, 0x000000000000808b000000008000000180000000800080818000000000008009)
            mstore(0x1040, 0x000000000000008a00000000000000880000000080008009000000008000000a)
            mstore(0x1060, 0x000000008000808b800000000000008b80000000000080898000000000008003)
            mstore(0x1080, 0x80000000000080028000000000000080000000000000800a800000008000000a)
            mstore(0x10a0, 0x8000000080008081800000000000808000000000800000018000000080008008)
            mstore(0x10c0, REPEAT)
        }
    }

    /// @dev Sets the state to zero.
    function clear() internal pure {
        // Within the area that the caller allocated. Beyond the end of calldata there are zeros.
        assembly ("memory-safe") {
            calldatacopy(0x1100, calldatasize(), 0x320)
        }
    }

    /// @dev Adds 17 lanes, one to a word from `position` on, to the state and permutes it.
    function absorb(uint256 position) internal pure {
        // Within the area that the caller allocated.
        assembly ("memory-safe") {
            let repeat := mload(0x10c0)
            for { let lane := 0 } lt(lane, 0x220) { lane := add(lane, 0x20) } {
                let place := add(0x1100, lane)
                mstore(place, xor(mload(place), mul(mload(add(position, lane)), repeat)))
            }
        }
        permute();
    }

    /// @dev SHAKE-256 of `length` bytes at `position`, all but the squeezing. Writes the padding behind the bytes: the 168
    /// bytes there must be the caller's to lose.
    function absorbBytes(uint256 position, uint256 length) internal pure {
        clear();
        uint256 blocks = length / RATE + 1;
        // The padding ends at most 136 bytes behind the message; the copy of zeros 32 bytes later.
        assembly ("memory-safe") {
            calldatacopy(add(position, length), calldatasize(), sub(mul(blocks, RATE), length))
            mstore8(add(position, length), 0x1f)
            let last := sub(add(position, mul(blocks, RATE)), 1)
            mstore8(last, or(and(mload(sub(last, 31)), 0xff), 0x80))
        }
        for (uint256 i = 0; i < blocks; ++i) {
            // Within the state; 17 lanes of 8 bytes from the message.
            assembly ("memory-safe") {
                let repeat := mload(0x10c0)
                for { let lane := 0 } lt(lane, 17) { lane := add(lane, 1) } {
                    // Bytes of a lane stand in ascending order: swap single bytes, pairs and fours.
                    let word := shr(192, mload(add(position, shl(3, lane))))
                    word := or(and(shr(8, word), 0x00ff00ff00ff00ff), shl(8, and(word, 0x00ff00ff00ff00ff)))
                    word := or(and(shr(16, word), 0x0000ffff0000ffff), shl(16, and(word, 0x0000ffff0000ffff)))
                    word := or(shr(32, word), shl(32, and(word, 0xffffffff)))
                    let place := add(0x1100, shl(5, lane))
                    mstore(place, xor(mload(place), mul(word, repeat)))
                }
            }
            permute();
            position += RATE;
        }
    }

    /// @dev 24 rounds (FIPS 202, section 3.3), two at a turn: theta, then rho, pi, chi and iota row by row of the result.
    function permute() internal pure {
        // Within the area that the caller allocated.
        assembly ("memory-safe") {
            for { let constants := 0x1000 } lt(constants, 0x10c0) { constants := add(constants, 0x10) } {
                {
                    let c0 := xor(xor(xor(xor(mload(0x1100), mload(0x11a0)), mload(0x1240)), mload(0x12e0)), mload(0x1380))
                    let c1 := xor(xor(xor(xor(mload(0x1120), mload(0x11c0)), mload(0x1260)), mload(0x1300)), mload(0x13a0))
                    let c2 := xor(xor(xor(xor(mload(0x1140), mload(0x11e0)), mload(0x1280)), mload(0x1320)), mload(0x13c0))
                    let c3 := xor(xor(xor(xor(mload(0x1160), mload(0x1200)), mload(0x12a0)), mload(0x1340)), mload(0x13e0))
                    let c4 := xor(xor(xor(xor(mload(0x1180), mload(0x1220)), mload(0x12c0)), mload(0x1360)), mload(0x1400))
                    mstore(0x1740, xor(c4, shl(1, c1)))
                    mstore(0x1760, xor(c0, shl(1, c2)))
                    mstore(0x1780, xor(c1, shl(1, c3)))
                    mstore(0x17a0, xor(c2, shl(1, c4)))
                    mstore(0x17c0, xor(c3, shl(1, c0)))
                    // A store at no fixed place: else the optimizer keeps in variables what it knows to be in memory, 25 lanes.
                    mstore(add(constants, 0x800), 0)
                    {
                        let b0 := xor(mload(0x1100), mload(0x1740))
                        let b1 := shr(20, xor(mload(0x11c0), mload(0x1760)))
                        let b2 := shr(21, xor(mload(0x1280), mload(0x1780)))
                        let b3 := shl(21, xor(mload(0x1340), mload(0x17a0)))
                        let b4 := shl(14, xor(mload(0x1400), mload(0x17c0)))
                        mstore(0x1420, xor(xor(b0, and(not(b1), b2)), mul(shr(192, mload(constants)), mload(0x10c0))))
                        mstore(0x1440, xor(b1, and(not(b2), b3)))
                        mstore(0x1460, xor(b2, and(not(b3), b4)))
                        mstore(0x1480, xor(b3, and(not(b4), b0)))
                        mstore(0x14a0, xor(b4, and(not(b0), b1)))
                    }
                    {
                        let b0 := shl(28, xor(mload(0x1160), mload(0x17a0)))
                        let b1 := shl(20, xor(mload(0x1220), mload(0x17c0)))
                        let b2 := shl(3, xor(mload(0x1240), mload(0x1740)))
                        let b3 := shr(19, xor(mload(0x1300), mload(0x1760)))
                        let b4 := shr(3, xor(mload(0x13c0), mload(0x1780)))
                        mstore(0x14c0, xor(b0, and(not(b1), b2)))
                        mstore(0x14e0, xor(b1, and(not(b2), b3)))
                        mstore(0x1500, xor(b2, and(not(b3), b4)))
                        mstore(0x1520, xor(b3, and(not(b4), b0)))
                        mstore(0x1540, xor(b4, and(not(b0), b1)))
                    }
                    {
                        let b0 := shl(1, xor(mload(0x1120), mload(0x1760)))
                        let b1 := shl(6, xor(mload(0x11e0), mload(0x1780)))
                        let b2 := shl(25, xor(mload(0x12a0), mload(0x17a0)))
                        let b3 := shl(8, xor(mload(0x1360), mload(0x17c0)))
                        let b4 := shl(18, xor(mload(0x1380), mload(0x1740)))
                        mstore(0x1560, xor(b0, and(not(b1), b2)))
                        mstore(0x1580, xor(b1, and(not(b2), b3)))
                        mstore(0x15a0, xor(b2, and(not(b3), b4)))
                        mstore(0x15c0, xor(b3, and(not(b4), b0)))
                        mstore(0x15e0, xor(b4, and(not(b0), b1)))
                    }
                    {
                        let b0 := shl(27, xor(mload(0x1180), mload(0x17c0)))
                        let b1 := shr(28, xor(mload(0x11a0), mload(0x1740)))
                        let b2 := shl(10, xor(mload(0x1260), mload(0x1760)))
                        let b3 := shl(15, xor(mload(0x1320), mload(0x1780)))
                        let b4 := shr(8, xor(mload(0x13e0), mload(0x17a0)))
                        mstore(0x1600, xor(b0, and(not(b1), b2)))
                        mstore(0x1620, xor(b1, and(not(b2), b3)))
                        mstore(0x1640, xor(b2, and(not(b3), b4)))
                        mstore(0x1660, xor(b3, and(not(b4), b0)))
                        mstore(0x1680, xor(b4, and(not(b0), b1)))
                    }
                    {
                        let b0 := shr(2, xor(mload(0x1140), mload(0x1780)))
                        let b1 := shr(9, xor(mload(0x1200), mload(0x17a0)))
                        let b2 := shr(25, xor(mload(0x12c0), mload(0x17c0)))
                        let b3 := shr(23, xor(mload(0x12e0), mload(0x1740)))
                        let b4 := shl(2, xor(mload(0x13a0), mload(0x1760)))
                        mstore(0x16a0, xor(b0, and(not(b1), b2)))
                        mstore(0x16c0, xor(b1, and(not(b2), b3)))
                        mstore(0x16e0, xor(b2, and(not(b3), b4)))
                        mstore(0x1700, xor(b3, and(not(b4), b0)))
                        mstore(0x1720, xor(b4, and(not(b0), b1)))
                    }
                }
                mstore(add(constants, 0x800), 0)
                {
                    let c0 := xor(xor(xor(xor(mload(0x1420), mload(0x14c0)), mload(0x1560)), mload(0x1600)), mload(0x16a0))
                    let c1 := xor(xor(xor(xor(mload(0x1440), mload(0x14e0)), mload(0x1580)), mload(0x1620)), mload(0x16c0))
                    let c2 := xor(xor(xor(xor(mload(0x1460), mload(0x1500)), mload(0x15a0)), mload(0x1640)), mload(0x16e0))
                    let c3 := xor(xor(xor(xor(mload(0x1480), mload(0x1520)), mload(0x15c0)), mload(0x1660)), mload(0x1700))
                    let c4 := xor(xor(xor(xor(mload(0x14a0), mload(0x1540)), mload(0x15e0)), mload(0x1680)), mload(0x1720))
                    mstore(0x1740, xor(c4, shl(1, c1)))
                    mstore(0x1760, xor(c0, shl(1, c2)))
                    mstore(0x1780, xor(c1, shl(1, c3)))
                    mstore(0x17a0, xor(c2, shl(1, c4)))
                    mstore(0x17c0, xor(c3, shl(1, c0)))
                    mstore(add(constants, 0x800), 0)
                    {
                        let b0 := xor(mload(0x1420), mload(0x1740))
                        let b1 := shr(20, xor(mload(0x14e0), mload(0x1760)))
                        let b2 := shr(21, xor(mload(0x15a0), mload(0x1780)))
                        let b3 := shl(21, xor(mload(0x1660), mload(0x17a0)))
                        let b4 := shl(14, xor(mload(0x1720), mload(0x17c0)))
                        mstore(
                            0x1100,
                            mul(
                                and(
                                    shr(64, xor(xor(b0, and(not(b1), b2)), mul(shr(192, mload(add(constants, 8))), mload(0x10c0)))),
                                    0xffffffffffffffff
                                ),
                                mload(0x10c0)
                            )
                        )
                        mstore(0x1120, mul(and(shr(64, xor(b1, and(not(b2), b3))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1140, mul(and(shr(64, xor(b2, and(not(b3), b4))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1160, mul(and(shr(64, xor(b3, and(not(b4), b0))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1180, mul(and(shr(64, xor(b4, and(not(b0), b1))), 0xffffffffffffffff), mload(0x10c0)))
                    }
                    {
                        let b0 := shl(28, xor(mload(0x1480), mload(0x17a0)))
                        let b1 := shl(20, xor(mload(0x1540), mload(0x17c0)))
                        let b2 := shl(3, xor(mload(0x1560), mload(0x1740)))
                        let b3 := shr(19, xor(mload(0x1620), mload(0x1760)))
                        let b4 := shr(3, xor(mload(0x16e0), mload(0x1780)))
                        mstore(0x11a0, mul(and(shr(64, xor(b0, and(not(b1), b2))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x11c0, mul(and(shr(64, xor(b1, and(not(b2), b3))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x11e0, mul(and(shr(64, xor(b2, and(not(b3), b4))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1200, mul(and(shr(64, xor(b3, and(not(b4), b0))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1220, mul(and(shr(64, xor(b4, and(not(b0), b1))), 0xffffffffffffffff), mload(0x10c0)))
                    }
                    {
                        let b0 := shl(1, xor(mload(0x1440), mload(0x1760)))
                        let b1 := shl(6, xor(mload(0x1500), mload(0x1780)))
                        let b2 := shl(25, xor(mload(0x15c0), mload(0x17a0)))
                        let b3 := shl(8, xor(mload(0x1680), mload(0x17c0)))
                        let b4 := shl(18, xor(mload(0x16a0), mload(0x1740)))
                        mstore(0x1240, mul(and(shr(64, xor(b0, and(not(b1), b2))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1260, mul(and(shr(64, xor(b1, and(not(b2), b3))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1280, mul(and(shr(64, xor(b2, and(not(b3), b4))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x12a0, mul(and(shr(64, xor(b3, and(not(b4), b0))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x12c0, mul(and(shr(64, xor(b4, and(not(b0), b1))), 0xffffffffffffffff), mload(0x10c0)))
                    }
                    {
                        let b0 := shl(27, xor(mload(0x14a0), mload(0x17c0)))
                        let b1 := shr(28, xor(mload(0x14c0), mload(0x1740)))
                        let b2 := shl(10, xor(mload(0x1580), mload(0x1760)))
                        let b3 := shl(15, xor(mload(0x1640), mload(0x1780)))
                        let b4 := shr(8, xor(mload(0x1700), mload(0x17a0)))
                        mstore(0x12e0, mul(and(shr(64, xor(b0, and(not(b1), b2))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1300, mul(and(shr(64, xor(b1, and(not(b2), b3))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1320, mul(and(shr(64, xor(b2, and(not(b3), b4))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1340, mul(and(shr(64, xor(b3, and(not(b4), b0))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1360, mul(and(shr(64, xor(b4, and(not(b0), b1))), 0xffffffffffffffff), mload(0x10c0)))
                    }
                    {
                        let b0 := shr(2, xor(mload(0x1460), mload(0x1780)))
                        let b1 := shr(9, xor(mload(0x1520), mload(0x17a0)))
                        let b2 := shr(25, xor(mload(0x15e0), mload(0x17c0)))
                        let b3 := shr(23, xor(mload(0x1600), mload(0x1740)))
                        let b4 := shl(2, xor(mload(0x16c0), mload(0x1760)))
                        mstore(0x1380, mul(and(shr(64, xor(b0, and(not(b1), b2))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x13a0, mul(and(shr(64, xor(b1, and(not(b2), b3))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x13c0, mul(and(shr(64, xor(b2, and(not(b3), b4))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x13e0, mul(and(shr(64, xor(b3, and(not(b4), b0))), 0xffffffffffffffff), mload(0x10c0)))
                        mstore(0x1400, mul(and(shr(64, xor(b4, and(not(b0), b1))), 0xffffffffffffffff), mload(0x10c0)))
                    }
                }
            }
        }
    }
}
