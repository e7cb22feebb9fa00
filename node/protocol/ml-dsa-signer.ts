import { type Address, bytesToHex, concatHex, getContractAddress, type Hex, hexToBytes, zeroHash } from 'viem';
import { expandMlDsaKey, mlDsa65, mlDsaSignerKey } from './ml-dsa-expand.ts';
import type { Contracts } from './network.ts';

/** An ML-DSA-65 signer, and what the account factory must have stored before anybody can verify its signatures. */
export interface ExpandedSigner {
  /** Verifier (20 bytes), address (20) and code hash (32) of the expanded key's first data contract; lower case. */
  readonly signer: Hex;
  /** Arguments of the factory's `store`, in this order. */
  readonly stored: readonly [tail: Hex, head: Hex];
}

/** What `ParticipantAccountFactory.store` puts before the data: code that returns what follows it, and a STOP (contracts/policy/DataContract.sol). */
const creation: Hex = '0x600b380380600b5f395ff300';

/**
 * The signer of an ML-DSA-65 public key (1,952 bytes). It follows from the key and the city's contracts alone, so whoever has the
 * public key checks a signer by making it again. Throws KEY_LENGTH.
 */
export function mlDsa65Signer(
  { mlDsa65Verifier, accountFactory }: Pick<Contracts, 'mlDsa65Verifier' | 'accountFactory'>,
  publicKey: Hex,
): ExpandedSigner {
  const expanded = expandMlDsaKey(mlDsa65, hexToBytes(publicKey));
  const tail = dataOf(expanded.tail);
  const code = expanded.head(hexToBytes(storedAt(accountFactory, tail)));
  const head = dataOf(code);
  const key = bytesToHex(mlDsaSignerKey(hexToBytes(storedAt(accountFactory, head)), code));
  return { signer: `0x${concatHex([mlDsa65Verifier, key]).slice(2).toLowerCase()}`, stored: [tail, head] };
}

/** Where the factory keeps data: its address follows from them (EIP-1014, salt 0). */
function storedAt(factory: Address, data: Hex): Address {
  const bytecode = concatHex([creation, data]);
  return getContractAddress({ opcode: 'CREATE2', from: factory, salt: zeroHash, bytecode });
}

/** The code of a data contract without its STOP. */
function dataOf(code: Uint8Array): Hex {
  return bytesToHex(code.subarray(1));
}
