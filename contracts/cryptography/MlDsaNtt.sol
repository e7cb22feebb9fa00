// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

// Constants used in assembly only do not count as used for solhint; the kernels are unrolled.
// solhint-disable no-unused-import, function-max-lines

import {EVEN, POLYNOMIALS, POLYNOMIALS_END, Q, SLACK, TWIDDLES} from "./MlDsaMemory.sol";

// @title NTT and inverse NTT of six polynomials at once (FIPS 204, algorithms 41 and 42)
// @notice Word n holds coefficient n of six polynomials, in lanes of 43 bits from the lowest on (the last has 41).
// @dev A product by a root zeta is reduced with its quotient, floor(zeta * 2^32 / q) (Shoup): for a lane v < 2^32 the
// result is v * zeta - floor(v * quotient / 2^32) * q, congruent to v * zeta and below q * (1 + v / 2^32) < 2 q. Both products
// overflow their lanes, but as integers the whole words subtract exactly. Only the quotients need room of their own:
// even and odd lanes are multiplied apart, 86 bits from each other.
library MlDsaNtt {
    /// @dev Writes the roots 1753^brv(k) in the order of the standard's zetas (appendix B), 8 bytes each: root, quotient.
    function prepare() internal pure {
        // Within the area that the caller allocated.
        assembly ("memory-safe") {
            mstore(0xca00, 0x000000010000020000495e0292e0bb090039756773078efd0039656972e78afc)
            mstore(0xca20, 0x004f062b9e33e1bc0053df73a7e8dee7004fe0339fe85ed7004f066b9e3461dc)
            mstore(0xca40, 0x0076b1aeed9ec1d500360dd56c36b6d50028edb051efdb5200207fe441100b80)
            mstore(0xca60, 0x003972837301c58b0070894ae14ae4f600088192110765b7006d3dc8dab23ad9)
            mstore(0xca80, 0x004c7294990b69a80041e0b483e25f900028a3d2515bfa5b0066528accd84878)
            mstore(0xcaa0, 0x004a18a79456626f00794034f2bd155f000a52ee14ab0698006b7d81d730cc84)
            mstore(0xcac0, 0x004e9f1d9d659229001a2877345e0518002571df4af67b08001649ee2c9f0367)
            mstore(0xcae0, 0x007611bdec5e8fcb00492bb7927c0bdd002af6975602adff0022d8d545c31a3b)
            mstore(0xcb00, 0x0036f72a6e09d5990030911e613a89e00029d13f53b76b33004926739271813b)
            mstore(0xcb20, 0x0050685fa0f8fafc002010a240314fd3003887f7712c382b0011b2c3236e6151)
            mstore(0xcb40, 0x000603a40c0a4a7a000e2bed1c5ef1830010b72c2176b56a004a5f3594e3a1be)
            mstore(0xcb60, 0x001f9d153f49fc0000428cd4853af5b2003177f46308a9640020e61241dc9aa2)
            mstore(0xcb80, 0x00341c1d68524dc2001ad87335be552900736681e706c1e20049553f92cf30a6)
            mstore(0xcba0, 0x003952f672c29bc10062564ac4ddc9e80065ad05cb8ceba300439a1c87560c74)
            mstore(0xcbc0, 0x0053aa5fa77e9c580030b6226184a46600087f381102b08a003b0e6d763a67ad)
            mstore(0xcbe0, 0x002c83da591dfacc001c496e38a103cf00330e2b6635e2ac001c5b7038c510d2)
            mstore(0xcc00, 0x002ee3f15ddf591a00137eb92707337e0057a930af7e3e30003ac6ef75ab47e6)
            mstore(0xcc20, 0x003fd54c7fca89a2004eb2ea9d8d361200503ee1a0a5ea39007bb175f7a0d044)
            mstore(0xcc40, 0x002648b44ca4908a001ef2563df4288e001d90a23b300f8d0045a6d48b708309)
            mstore(0xcc60, 0x002ae59b55e0ad7f0052589ca4da6d51006ef1f5de1b6f1f003f72887f04d036)
            mstore(0xcc80, 0x001751022eadaf0e00075d590ebe617a001187ba231839c80052aca9a582b161)
            mstore(0xcca0, 0x00773e9eeeb8e85c000296d8052efbb4002592ec4b38a592004cff129a24abf6)
            mstore(0xccc0, 0x00404ce880b9fd7d004aa58295705eec001e54e63cb8f9c4004f16c19e551608)
            mstore(0xcce0, 0x001a7e79350a34220003978f0730ea2c004e48179cb75a9d0031b8596389939d)
            mstore(0xcd00, 0x005884ccb135e416001b4827369df510005b63d0b6f55be9005d787abb1fba78)
            mstore(0xcd20, 0x0035225e6a5f530000400c7e80390941006c09d1d849b2bc005bd532b7d858a6)
            mstore(0xcd40, 0x006bc4d3d7bf943500258ecb4b306181002e534c5cbdc6b800097a6c12f9963f)
            mstore(0xcd60, 0x003b8820772e0a94006d285cda875820002ca4f85960475f00337caa671317f7)
            mstore(0xcd80, 0x0014b2a0296f9b9400558536ab3537f70028f18651f7893e0055795dab1d8009)
            mstore(0xcda0, 0x004af6709612636c00234a8646a6b51f0075e826ec0b4cfb0078de66f1f9486e)
            mstore(0xcdc0, 0x0005528c0aa7c1db007adf59f5fc2f1f000f6e171ee3e6bb005bf3dab815b7fd)
            mstore(0xcde0, 0x00459b7e8b59d15d00628b34c547b863005dbecbbbac7fa8001a9e7b354a4827)
            mstore(0xce00, 0x000006d9000db56d006257c5c4e0c0a600574b3caec2272c0069a8efd386be08)
            mstore(0xce20, 0x002898385144c08d0064b5fec99e6205007ef8f5fe317460002a4e7854b21bdd)
            mstore(0xce40, 0x00120a23241d4d0b000154a802a9fa790009b7ff1374db0f00435e8786dec4a3)
            mstore(0xce60, 0x00437ff88721b75f005cd5b4b9d9dd03004dc04e9ba784a9004728af8e74fa21)
            mstore(0xce80, 0x007f735dff2681a2000c8d0d192061e6000f66d51ed55f1a005a6d80b50840a6)
            mstore(0xcea0, 0x0061ab98c388107d00185d9630c75d7500437f31872028fb004682988d287903)
            mstore(0xcec0, 0x00662960cc85dfde004bd57997d0e5090028de0651d07f7c00465d8d8cde507a)
            mstore(0xcee0, 0x0049b0e39386a6820009b434136d4329007c0db3f8597a6d005a68b0b4fe9e3d)
            mstore(0xcf00, 0x00409ba98157a6e70064d3d5c9da1ef40021762a42fd12be00658591cb3defe5)
            mstore(0xcf20, 0x00246e3948eead190048c39b91ab9fc4007bc759f7cca339004f58599ed866dc)
            mstore(0xcf40, 0x00392db27278011b002309234623ce670012eb6725e045c500454df28abe928f)
            mstore(0xcf60, 0x0030c31c619e9ee40028542450bc767c0013232e264fefaf007faf80ff9ee5ba)
            mstore(0xcf80, 0x002dbfcb5b967ae700022a0b04552b42007e832cfd45a76f0026587a4cc4246f)
            mstore(0xcfa0, 0x006b3375d69c8f7600095b7612bb9ac1006be1ccd7f994b5005e061ebc3b4959)
            mstore(0xcfc0, 0x0078e00df1fc974100628c37c549bee5003da6047b6ae1c1004ae53c95eff2d0)
            mstore(0xcfe0, 0x001f1d683e4a621b006330bbc6931939007361b8e6fd2d7d005ea06cbd703291)
            mstore(0xd000, 0x00671ac7ce6926ac00201fc6404f9f67005ba4ffb777da870060d772c1df5a52)
            mstore(0xd020, 0x0008f20111e87bfb006de024dbf7441900080e6d1020e2180056038eac322731)
            mstore(0xd040, 0x00695688d2e1c6cb001e6d3e3ce9b5f3002603bd4c1a8007006a9dfad5714ea8)
            mstore(0xd060, 0x0007c0170f840ee4006dbfd4dbb693ed0074d0bde9dbef280063e1e3c7f5c1e0)
            mstore(0xd080, 0x00519573a353b9a7007ab60df5a98275002867ba50e3ac49002decd45bf0a370)
            mstore(0xd0a0, 0x0058018cb02f2268003f4cf57eb99768000b700916e5cb4500427e23851d8c58)
            mstore(0xd0c0, 0x003cbd377998d341002733334e7a03e400673957cea655f8001a4b5d34a3e28f)
            mstore(0xd0e0, 0x0019692632df035b001ef2063df388660011c14e238b7e98004c76c89913d3c2)
            mstore(0xd100, 0x003cf42f7a06dec3007fb19affa31ac7006af66cd6225eeb002e16695c43e240)
            mstore(0xd120, 0x003352d666bf5b09000347600690640b0008526010a8ea1900741e78e8770bf2)
            mstore(0xd140, 0x002f63165edde2ba006f0a11de4bb3300007c0f10f85c35100776d0bef15d998)
            mstore(0xd160, 0x000d1ff01a4671670034582468ca79cc000223d40448ba250068c559d1bf2024)
            mstore(0xd180, 0x005e8885bd40589b002faa325f6c3e500023fc65480acc22005e6942bd01c2f6)
            mstore(0xd1a0, 0x0051e0eda3ead36d0065adb3cb8e47fa002ca5e6596223d60079e1fef400fa56)
            mstore(0xd1c0, 0x007b4064f6be75af0035e1dd6bdeb0d400433aac8696fcb100464ade8cb8e920)
            mstore(0xd1e0, 0x001cfe143a0aaa360073f1cee81da1980010170e203629490074b6d7e9a81632)
        }
    }

    /// @dev Lanes below 1.1 q become lanes below 17.1 q: every layer adds at most 2 q, which is also what keeps
    /// differences positive.
    function forward(uint256 rows) internal pure {
        // The return keeps the optimizer from inlining this, so that the kernel has the stack to itself.
        if (rows == 0) return;
        // Within the area that the caller allocated.
        assembly ("memory-safe") {
            let even := mload(EVEN)
            let slack := mload(SLACK)
            let root := add(TWIDDLES, 8)
            // Layers of distance 128 to 4, four butterflies at a turn.
            for { let distance := 0x1000 } gt(distance, 0x40) { distance := shr(1, distance) } {
                for { let start := POLYNOMIALS } lt(start, POLYNOMIALS_END) { start := add(start, shl(1, distance)) } {
                    let quotient := shr(192, mload(root))
                    root := add(root, 8)
                    let zeta := shr(32, quotient)
                    quotient := and(quotient, 0xffffffff)
                    let end := add(start, distance)
                    for { let p := start } lt(p, end) { p := add(p, 0x80) } {
                        let r := add(p, distance)
                        {
                            let v := mload(r)
                            let t := sub(
                                mul(v, zeta),
                                mul(
                                    or(
                                        and(shr(32, mul(and(v, even), quotient)), even),
                                        shl(43, and(shr(32, mul(and(shr(43, v), even), quotient)), even))
                                    ),
                                    Q
                                )
                            )
                            let u := mload(p)
                            mstore(p, add(u, t))
                            mstore(r, sub(add(u, slack), t))
                        }
                        {
                            let v := mload(add(r, 0x20))
                            let t := sub(
                                mul(v, zeta),
                                mul(
                                    or(
                                        and(shr(32, mul(and(v, even), quotient)), even),
                                        shl(43, and(shr(32, mul(and(shr(43, v), even), quotient)), even))
                                    ),
                                    Q
                                )
                            )
                            let u := mload(add(p, 0x20))
                            mstore(add(p, 0x20), add(u, t))
                            mstore(add(r, 0x20), sub(add(u, slack), t))
                        }
                        {
                            let v := mload(add(r, 0x40))
                            let t := sub(
                                mul(v, zeta),
                                mul(
                                    or(
                                        and(shr(32, mul(and(v, even), quotient)), even),
                                        shl(43, and(shr(32, mul(and(shr(43, v), even), quotient)), even))
                                    ),
                                    Q
                                )
                            )
                            let u := mload(add(p, 0x40))
                            mstore(add(p, 0x40), add(u, t))
                            mstore(add(r, 0x40), sub(add(u, slack), t))
                        }
                        {
                            let v := mload(add(r, 0x60))
                            let t := sub(
                                mul(v, zeta),
                                mul(
                                    or(
                                        and(shr(32, mul(and(v, even), quotient)), even),
                                        shl(43, and(shr(32, mul(and(shr(43, v), even), quotient)), even))
                                    ),
                                    Q
                                )
                            )
                            let u := mload(add(p, 0x60))
                            mstore(add(p, 0x60), add(u, t))
                            mstore(add(r, 0x60), sub(add(u, slack), t))
                        }
                    }
                }
            }
            // The last two layers, on four neighbours: one root for distance 2, two for distance 1.
            let roots := add(TWIDDLES, 0x400)
            for { let p := POLYNOMIALS } lt(p, POLYNOMIALS_END) { p := add(p, 0x80) } {
                let quotient := shr(192, mload(root))
                root := add(root, 8)
                let zeta := shr(32, quotient)
                quotient := and(quotient, 0xffffffff)
                {
                    let v := mload(add(p, 0x40))
                    let t := sub(
                        mul(v, zeta),
                        mul(
                            or(
                                and(shr(32, mul(and(v, even), quotient)), even),
                                shl(43, and(shr(32, mul(and(shr(43, v), even), quotient)), even))
                            ),
                            Q
                        )
                    )
                    let u := mload(p)
                    mstore(p, add(u, t))
                    mstore(add(p, 0x40), sub(add(u, slack), t))
                }
                {
                    let v := mload(add(p, 0x60))
                    let t := sub(
                        mul(v, zeta),
                        mul(
                            or(
                                and(shr(32, mul(and(v, even), quotient)), even),
                                shl(43, and(shr(32, mul(and(shr(43, v), even), quotient)), even))
                            ),
                            Q
                        )
                    )
                    let u := mload(add(p, 0x20))
                    mstore(add(p, 0x20), add(u, t))
                    mstore(add(p, 0x60), sub(add(u, slack), t))
                }
                quotient := shr(192, mload(roots))
                zeta := shr(32, quotient)
                quotient := and(quotient, 0xffffffff)
                {
                    let v := mload(add(p, 0x20))
                    let t := sub(
                        mul(v, zeta),
                        mul(
                            or(
                                and(shr(32, mul(and(v, even), quotient)), even),
                                shl(43, and(shr(32, mul(and(shr(43, v), even), quotient)), even))
                            ),
                            Q
                        )
                    )
                    let u := mload(p)
                    mstore(p, add(u, t))
                    mstore(add(p, 0x20), sub(add(u, slack), t))
                }
                quotient := shr(192, mload(add(roots, 8)))
                roots := add(roots, 16)
                zeta := shr(32, quotient)
                quotient := and(quotient, 0xffffffff)
                {
                    let v := mload(add(p, 0x60))
                    let t := sub(
                        mul(v, zeta),
                        mul(
                            or(
                                and(shr(32, mul(and(v, even), quotient)), even),
                                shl(43, and(shr(32, mul(and(shr(43, v), even), quotient)), even))
                            ),
                            Q
                        )
                    )
                    let u := mload(add(p, 0x40))
                    mstore(add(p, 0x40), add(u, t))
                    mstore(add(p, 0x60), sub(add(u, slack), t))
                }
            }
        }
    }

    /// @dev Lanes below q become lanes below 256 q, 256 times the coefficients. Sums double the bound with every layer; the
    /// same multiple of q keeps differences positive. The standard's -zeta is taken as the difference the other way round.
    function inverse(uint256 rows) internal pure {
        // The return keeps the optimizer from inlining this, so that the kernel has the stack to itself.
        if (rows == 0) return;
        // Within the area that the caller allocated.
        assembly ("memory-safe") {
            let slack := shr(1, mload(SLACK))
            // Distance 1 and 2, on four neighbours; the roots backwards.
            let root := add(TWIDDLES, 0x3f8)
            let roots := add(TWIDDLES, 0x7f8)
            for { let p := POLYNOMIALS } lt(p, POLYNOMIALS_END) { p := add(p, 0x80) } {
                let quotient := shr(192, mload(roots))
                let zeta := shr(32, quotient)
                quotient := and(quotient, 0xffffffff)
                {
                    let u := mload(p)
                    let v := mload(add(p, 0x20))
                    mstore(p, add(u, v))
                    v := sub(add(v, slack), u)
                    mstore(add(p, 0x20), sub(
                        mul(v, zeta),
                        mul(
                            or(
                                and(shr(32, mul(and(v, mload(EVEN)), quotient)), mload(EVEN)),
                                shl(43, and(shr(32, mul(and(shr(43, v), mload(EVEN)), quotient)), mload(EVEN)))
                            ),
                            Q
                        )
                    ))
                }
                quotient := shr(192, mload(sub(roots, 8)))
                roots := sub(roots, 16)
                zeta := shr(32, quotient)
                quotient := and(quotient, 0xffffffff)
                {
                    let u := mload(add(p, 0x40))
                    let v := mload(add(p, 0x60))
                    mstore(add(p, 0x40), add(u, v))
                    v := sub(add(v, slack), u)
                    mstore(add(p, 0x60), sub(
                        mul(v, zeta),
                        mul(
                            or(
                                and(shr(32, mul(and(v, mload(EVEN)), quotient)), mload(EVEN)),
                                shl(43, and(shr(32, mul(and(shr(43, v), mload(EVEN)), quotient)), mload(EVEN)))
                            ),
                            Q
                        )
                    ))
                }
                quotient := shr(192, mload(root))
                root := sub(root, 8)
                zeta := shr(32, quotient)
                quotient := and(quotient, 0xffffffff)
                {
                    let u := mload(p)
                    let v := mload(add(p, 0x40))
                    mstore(p, add(u, v))
                    v := sub(add(v, shl(1, slack)), u)
                    mstore(add(p, 0x40), sub(
                        mul(v, zeta),
                        mul(
                            or(
                                and(shr(32, mul(and(v, mload(EVEN)), quotient)), mload(EVEN)),
                                shl(43, and(shr(32, mul(and(shr(43, v), mload(EVEN)), quotient)), mload(EVEN)))
                            ),
                            Q
                        )
                    ))
                }
                {
                    let u := mload(add(p, 0x20))
                    let v := mload(add(p, 0x60))
                    mstore(add(p, 0x20), add(u, v))
                    v := sub(add(v, shl(1, slack)), u)
                    mstore(add(p, 0x60), sub(
                        mul(v, zeta),
                        mul(
                            or(
                                and(shr(32, mul(and(v, mload(EVEN)), quotient)), mload(EVEN)),
                                shl(43, and(shr(32, mul(and(shr(43, v), mload(EVEN)), quotient)), mload(EVEN)))
                            ),
                            Q
                        )
                    ))
                }
            }
            slack := shl(2, slack)
            for { let distance := 0x80 } lt(distance, 0x2000) { distance := shl(1, distance) } {
                for { let start := POLYNOMIALS } lt(start, POLYNOMIALS_END) { start := add(start, shl(1, distance)) } {
                    let quotient := shr(192, mload(root))
                    root := sub(root, 8)
                    let zeta := shr(32, quotient)
                    quotient := and(quotient, 0xffffffff)
                    let end := add(start, distance)
                    for { let p := start } lt(p, end) { p := add(p, 0x80) } {
                        let r := add(p, distance)
                        {
                            let u := mload(p)
                            let v := mload(r)
                            mstore(p, add(u, v))
                            v := sub(add(v, slack), u)
                            mstore(r, sub(
                                mul(v, zeta),
                                mul(
                                    or(
                                        and(shr(32, mul(and(v, mload(EVEN)), quotient)), mload(EVEN)),
                                        shl(43, and(shr(32, mul(and(shr(43, v), mload(EVEN)), quotient)), mload(EVEN)))
                                    ),
                                    Q
                                )
                            ))
                        }
                        {
                            let u := mload(add(p, 0x20))
                            let v := mload(add(r, 0x20))
                            mstore(add(p, 0x20), add(u, v))
                            v := sub(add(v, slack), u)
                            mstore(add(r, 0x20), sub(
                                mul(v, zeta),
                                mul(
                                    or(
                                        and(shr(32, mul(and(v, mload(EVEN)), quotient)), mload(EVEN)),
                                        shl(43, and(shr(32, mul(and(shr(43, v), mload(EVEN)), quotient)), mload(EVEN)))
                                    ),
                                    Q
                                )
                            ))
                        }
                        {
                            let u := mload(add(p, 0x40))
                            let v := mload(add(r, 0x40))
                            mstore(add(p, 0x40), add(u, v))
                            v := sub(add(v, slack), u)
                            mstore(add(r, 0x40), sub(
                                mul(v, zeta),
                                mul(
                                    or(
                                        and(shr(32, mul(and(v, mload(EVEN)), quotient)), mload(EVEN)),
                                        shl(43, and(shr(32, mul(and(shr(43, v), mload(EVEN)), quotient)), mload(EVEN)))
                                    ),
                                    Q
                                )
                            ))
                        }
                        {
                            let u := mload(add(p, 0x60))
                            let v := mload(add(r, 0x60))
                            mstore(add(p, 0x60), add(u, v))
                            v := sub(add(v, slack), u)
                            mstore(add(r, 0x60), sub(
                                mul(v, zeta),
                                mul(
                                    or(
                                        and(shr(32, mul(and(v, mload(EVEN)), quotient)), mload(EVEN)),
                                        shl(43, and(shr(32, mul(and(shr(43, v), mload(EVEN)), quotient)), mload(EVEN)))
                                    ),
                                    Q
                                )
                            ))
                        }
                    }
                }
                slack := shl(1, slack)
            }
        }
    }
}
