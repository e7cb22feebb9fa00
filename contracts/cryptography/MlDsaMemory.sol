// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

// Where the ML-DSA verifier keeps what, from BASE on; Keccak1600 has the places from 0x1000 to LANES. Fixed places make
// an address a constant, which saves much gas. `MlDsa` allocates all of it before anything is written.

uint256 constant BASE = 0x0e00;
// Constants, read instead of pushed: they are 32 bytes each, and the optimizer would rather compute them.
uint256 constant ROW = 0x0e00;
uint256 constant ONE = 0x0e20;
uint256 constant NOT_BELOW_Q = 0x0e40;
uint256 constant ROUNDING = 0x0e60;
uint256 constant SHIFTED = 0x0e80;
uint256 constant QUOTIENT = 0x0ea0;
uint256 constant NOT_BELOW_VALUES = 0x0ec0;
// Lanes of the last hash, one to a word: 8 of mu, 96 of w1, 15 of padding.
uint256 constant LANES = 0x1900;
// More such constants.
uint256 constant RESPONSE_LOW = 0x27e0;
uint256 constant RESPONSE_HIGH = 0x2800;
uint256 constant RESPONSE_OFFSET = 0x2820;
uint256 constant EVEN = 0x2840;
uint256 constant SLACK = 0x2860;
uint256 constant BYTES = 0x2880;
uint256 constant PAIRS = 0x28a0;
uint256 constant FOURS = 0x28c0;
// At most eight words of high bits before they are sorted by row.
uint256 constant PIECES = 0x2900;
// Coefficient n of six polynomials in word n.
uint256 constant POLYNOMIALS = 0x2a00;
uint256 constant POLYNOMIALS_END = 0x4a00;
// The expanded key: rows 0 to 2 and rows 3 to 5, two words per coefficient.
uint256 constant HEAD = 0x4a00;
uint256 constant TAIL = 0x8a00;
uint256 constant TWIDDLES = 0xca00;
// tr || M', behind it room for padding.
uint256 constant MESSAGE = 0xd200;

uint256 constant Q = 8380417;
// 256^-1 mod q, and floor(that * 2^32 / q).
uint256 constant INVERSE_256 = 8347681;
uint256 constant INVERSE_256_QUOTIENT = 4278190082;
// 1 in each of six lanes of 43 bits.
uint256 constant ONES = 0x800000000010000000000200000000004000000000080000000001;
// Lanes 0, 2 and 4.
uint256 constant EVEN_LANES = 0x7ffffffffff00000000001ffffffffffc00000000007ffffffffff;
// 28 bits in each of three lanes of 86: one row of the key.
uint256 constant ROW_LANES = 0xfffffff000000000000003ffffffc00000000000000fffffff;
