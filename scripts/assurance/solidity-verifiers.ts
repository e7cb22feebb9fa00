import { type Abi, bytesToHex, encodeFunctionData, type Hex, hexToBytes, keccak256, parseAbi, toHex } from 'viem';
import { readArtifact } from '../../node/chain/artifacts.ts';
import { type Engine, openEngine } from '../../node/chain/engine.ts';
import { expandMlDsaKey, mlDsa44, mlDsa65, mlDsaSignerKey } from '../../node/protocol/ml-dsa-expand.ts';
import type { Algorithm } from './algorithms.ts';

/** What a contract answered; `failed` for a call that reverted or ran out of gas. */
export type Answer = 'accepted' | 'refused' | 'failed';

const verifierAbi = parseAbi(['function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)']);
export const slhInternalAbi = parseAbi([
  'function verify(bytes key, bytes32 hash, bytes signature) view returns (bool)',
  'function verifyInternal(bytes32 key, bytes message, bytes signature) view returns (bool)',
  'function keepsMemory(bytes32 key, bytes message, bytes signature) view returns (bool)',
]);
export const mlInternalAbi = parseAbi([
  'function verify44(bytes key, bytes32 hash, bytes signature) view returns (bool)',
  'function verify65(bytes key, bytes32 hash, bytes signature) view returns (bool)',
  'function verifyInternal44(bytes key, bytes message, bytes signature) view returns (bool)',
  'function verifyInternal65(bytes key, bytes message, bytes signature) view returns (bool)',
  'function responseInBounds44(bytes signature) view returns (bool)',
  'function responseInBounds65(bytes signature) view returns (bool)',
]);

/** The contracts, with their places in this EVM. */
const places = {
  'SLH-DSA-SHA2-128s': toHex(0x101, { size: 20 }),
  'ML-DSA-65': toHex(0x102, { size: 20 }),
  'ML-DSA-44': toHex(0x103, { size: 20 }),
  slhInternal: toHex(0x104, { size: 20 }),
  mlInternal: toHex(0x105, { size: 20 }),
} as const;
export type Place = keyof typeof places;

const sources: Record<Place, string> = {
  'SLH-DSA-SHA2-128s': 'cryptography/verifiers/SlhDsaSha2128sVerifier.sol',
  'ML-DSA-65': 'cryptography/verifiers/MlDsa65Verifier.sol',
  'ML-DSA-44': 'cryptography/verifiers/MlDsa44Verifier.sol',
  slhInternal: 'cryptography/internal/SlhDsaSha2128sInternal.sol',
  mlInternal: 'cryptography/internal/MlDsaInternal.sol',
};

const accepted = '0x024ad318';
const refused = '0xffffffff';
/** Three times what the dearest verification needs. */
const callGas = 6_000_000;

/** The verifier contracts in an EVM of this process: nothing is mined, calls only. */
export class SolidityVerifiers {
  readonly #engine: Engine;
  readonly #keys = new Map<string, Uint8Array>();
  #stored = 0;

  private constructor(engine: Engine) {
    this.#engine = engine;
  }

  static async open(): Promise<SolidityVerifiers> {
    const rules = {
      chainId: 31337,
      hardfork: 'prague',
      blockGasLimit: 60_000_000,
      genesisTimestamp: 1_700_000_000,
    } as const;
    return new SolidityVerifiers(await openEngine(rules));
  }

  /** With the contracts as they are compiled. Throws ARTIFACT_MISSING. */
  static async openCompiled(): Promise<SolidityVerifiers> {
    const verifiers = await SolidityVerifiers.open();
    for (const place of Object.keys(sources).filter(isPlace)) {
      await verifiers.put(place, (await readArtifact(sources[place])).bytecode);
    }
    return verifiers;
  }

  async close(): Promise<void> {
    await this.#engine.close();
  }

  /** Puts what `creationCode` creates at a contract's place. */
  async put(place: Place, creationCode: Hex): Promise<void> {
    const code = await this.#engine.request('eth_call', [{ data: creationCode, gas: toHex(30_000_000) }, 'latest']);
    await this.#engine.request('hardhat_setCode', [places[place], code]);
  }

  /** The deployed verifier's answer (ERC-7913), or that of the same code in the contract for vectors. */
  async verify(
    algorithm: Algorithm,
    publicKey: Uint8Array,
    hash: Uint8Array,
    signature: Uint8Array,
    gas = callGas,
  ): Promise<Answer> {
    const args = [
      bytesToHex(await this.signerKey(algorithm, publicKey)),
      bytesToHex(hash),
      bytesToHex(signature),
    ] as const;
    const data = encodeFunctionData({ abi: verifierAbi, functionName: 'verify', args });
    return this.verifyCalldata(algorithm, data, gas);
  }

  /** As `verify`, of calldata as they are. */
  async verifyCalldata(algorithm: Algorithm, data: Hex, gas = callGas): Promise<Answer> {
    const answer = await this.#call(algorithm, data, gas);
    if (answer === undefined) return 'failed';
    if (answer.startsWith(accepted)) return 'accepted';
    return answer.startsWith(refused) ? 'refused' : 'failed';
  }

  /** The internal interface, of M'. */
  async verifyMessage(
    algorithm: Algorithm,
    publicKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ): Promise<Answer> {
    if (algorithm === 'SLH-DSA-SHA2-128s') {
      if (publicKey.length !== 32) return 'refused';
      return this.ask('slhInternal', slhInternalAbi, 'verifyInternal', [publicKey, message, signature]);
    }
    const name = `verifyInternal${algorithm.slice(-2)}`;
    const key = await this.signerKey(algorithm, publicKey);
    return this.ask('mlInternal', mlInternalAbi, name, [key, message, signature]);
  }

  /** A function that answers yes or no. */
  async ask(place: Place, abi: Abi, functionName: string, args: readonly Uint8Array[]): Promise<Answer> {
    const data = encodeFunctionData({ abi, functionName, args: args.map((bytes) => bytesToHex(bytes)) });
    return this.askCalldata(place, data);
  }

  /** As `ask`, of calldata as they are. */
  async askCalldata(place: Place, data: Hex, gas = callGas): Promise<Answer> {
    const answer = await this.#call(place, data, gas);
    if (answer === undefined || answer.length !== 66) return 'failed';
    return BigInt(answer) === 1n ? 'accepted' : 'refused';
  }

  /** The key as its verifier wants it: ML-DSA's is expanded and stored, one of another length stays as it is. */
  async signerKey(algorithm: Algorithm, publicKey: Uint8Array): Promise<Uint8Array> {
    const set = algorithm === 'ML-DSA-65' ? mlDsa65 : mlDsa44;
    if (algorithm === 'SLH-DSA-SHA2-128s' || publicKey.length !== set.publicKeyBytes) return publicKey;
    const name = `${algorithm} ${keccak256(publicKey)}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const expanded = expandMlDsaKey(set, publicKey);
    const head = expanded.head(hexToBytes(await this.store(expanded.tail)));
    const key = mlDsaSignerKey(hexToBytes(await this.store(head)), head);
    this.#keys.set(name, key);
    return key;
  }

  /** Puts data as code at a new address. */
  async store(code: Uint8Array): Promise<Hex> {
    this.#stored += 1;
    const address = toHex(0x4d4c_0000_0000n + BigInt(this.#stored), { size: 20 });
    await this.#engine.request('hardhat_setCode', [address, bytesToHex(code)]);
    return address;
  }

  async #call(place: Place, data: Hex, gas: number): Promise<Hex | undefined> {
    try {
      const answer = await this.#engine.request('eth_call', [{ to: places[place], data, gas: toHex(gas) }, 'latest']);
      return typeof answer === 'string' && answer.startsWith('0x') ? `0x${answer.slice(2)}` : undefined;
    } catch {
      return undefined;
    }
  }
}

function isPlace(name: string): name is Place {
  return name in places;
}
