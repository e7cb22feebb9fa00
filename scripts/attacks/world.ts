import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  type Address,
  bytesToHex,
  concat,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  type Hex,
  hexToBytes,
  keccak256,
  parseAbi,
  toHex,
  zeroAddress,
} from 'viem';
import { type Engine, openEngine } from '../../node/chain/engine.ts';
import { expandMlDsaKey, mlDsa44, mlDsaSignerKey } from '../../node/protocol/ml-dsa-expand.ts';
import type { ContractName } from './attack.ts';

export const accountAbi = parseAbi([
  'constructor(bytes[] signers, uint64 threshold, address algorithms)',
  'struct Call { address target; uint256 value; bytes data; }',
  'struct KeyChange { bytes[] added; bytes[] removed; uint64 threshold; }',
  'function execute(Call[] calls, uint256 nonce, uint256 deadline, bytes signature) returns (bytes[])',
  'function executeDigest(Call[] calls, uint256 nonce, uint256 deadline) view returns (bytes32)',
  'function proposeKeys(KeyChange change, bytes[] proofs)',
  'function applyKeys(KeyChange change)',
  'function possessionDigest(KeyChange change) view returns (bytes32)',
  'function freeze(uint48 until)',
]);
const registryAbi = parseAbi([
  'struct First { uint64 code; address verifier; }',
  'constructor(address manager, address seats, uint48 keyDelay, First[] first)',
]);
export const verifierAbi = parseAbi([
  'function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)',
]);

export interface Call {
  target: Address;
  value: bigint;
  data: Hex;
}

export interface KeyChange {
  added: readonly Hex[];
  removed: readonly Hex[];
  threshold: bigint;
}

/** An ML-DSA-44 key: its ERC-7913 signer, and its raw public key. */
export interface Key {
  signer: Hex;
  publicKey: Uint8Array;
  privateKey: KeyObject;
  sign(digest: Hex): Hex;
}

const keyDelaySeconds = 3600;
export const never = 2n ** 40n;
const sendGas = 12_000_000;
const code = 0x1210n;

/** A chain with a verifier, a registry of algorithms and accounts, and somebody's ECDSA key that relays. */
export class AttackWorld {
  readonly relay = getAddress(toHex(0xec0da, { size: 20 }));
  readonly #engine: Engine;
  readonly #creation: Record<ContractName, Hex>;
  #stored = 0;
  verifier: Address = zeroAddress;
  registry: Address = zeroAddress;

  private constructor(engine: Engine, creation: Record<ContractName, Hex>) {
    this.#engine = engine;
    this.#creation = creation;
  }

  static async open(creation: Record<ContractName, Hex>, chainId = 31337): Promise<AttackWorld> {
    const rules = { chainId, hardfork: 'prague', blockGasLimit: 60_000_000, genesisTimestamp: 1_700_000_000 } as const;
    const world = new AttackWorld(await openEngine(rules), creation);
    await world.impersonate(world.relay);
    world.verifier = await world.deploy(creation.verifier);
    const first = [{ code, verifier: world.verifier }];
    const args = [zeroAddress, zeroAddress, keyDelaySeconds, first] as const;
    world.registry = await world.deploy(encodeDeployData({ abi: registryAbi, bytecode: creation.registry, args }));
    return world;
  }

  async close(): Promise<void> {
    await this.#engine.close();
  }

  /** A contract's code, for a second one of it. */
  creation(name: ContractName): Hex {
    return this.#creation[name];
  }

  /** An account of these signers. Rejects when it refuses to come into being. */
  async account(signers: readonly Hex[], threshold = 1n): Promise<Address> {
    const args = [[...signers], threshold, this.registry] as const;
    return this.deploy(encodeDeployData({ abi: accountAbi, bytecode: this.#creation.account, args }));
  }

  /** A new key whose expanded form is stored; `verifier` other than the registered one on demand. */
  async key(verifier = this.verifier): Promise<Key> {
    const pair = generateKeyPairSync('ml-dsa-44');
    const publicKey = new Uint8Array(pair.publicKey.export({ format: 'raw-public' }));
    const expanded = expandMlDsaKey(mlDsa44, publicKey);
    const head = expanded.head(hexToBytes(await this.store(expanded.tail)));
    const signer = concat([verifier, bytesToHex(mlDsaSignerKey(hexToBytes(await this.store(head)), head))]);
    const signDigest = (digest: Hex) => bytesToHex(sign(null, hexToBytes(digest), pair.privateKey));
    return { signer, publicKey, privateKey: pair.privateKey, sign: signDigest };
  }

  /** The calldata of a batch that these signatures authorise, or fail to. */
  execute(calls: readonly Call[], nonce: bigint, signature: Hex): Hex {
    return encodeFunctionData({ abi: accountAbi, functionName: 'execute', args: [calls, nonce, never, signature] });
  }

  async executeDigest(account: Address, calls: readonly Call[], nonce: bigint): Promise<Hex> {
    const args = [calls, nonce, never] as const;
    const data = encodeFunctionData({ abi: accountAbi, functionName: 'executeDigest', args });
    return this.read(account, data);
  }

  /** A batch signed by these keys, as calldata. */
  async signed(account: Address, keys: readonly Key[], calls: readonly Call[], nonce: bigint): Promise<Hex> {
    const digest = await this.executeDigest(account, calls, nonce);
    return this.execute(calls, nonce, signatureOf(keys, digest));
  }

  async possessionDigest(account: Address, change: KeyChange): Promise<Hex> {
    return this.read(
      account,
      encodeFunctionData({ abi: accountAbi, functionName: 'possessionDigest', args: [change] }),
    );
  }

  /** Whether each of these transactions succeeded, mined in one block in this order. */
  async send(transactions: readonly { to: Address; data: Hex; from?: Address; gas?: number }[]): Promise<boolean[]> {
    const hashes: unknown[] = [];
    for (const { to, data, from = this.relay, gas = sendGas } of transactions) {
      hashes.push(
        await this.#engine.request('eth_sendTransaction', [{ from, to, data, gas: toHex(gas), gasPrice: '0x0' }]),
      );
    }
    await this.#engine.request('evm_mine', []);
    return Promise.all(hashes.map((hash) => this.#succeeded(hash)));
  }

  /** What a call returns. Rejects when it reverts. */
  async read(to: Address, data: Hex, gas = 30_000_000): Promise<Hex> {
    return asHex(await this.#engine.request('eth_call', [{ from: this.relay, to, data, gas: toHex(gas) }, 'latest']));
  }

  async deploy(data: Hex): Promise<Address> {
    const transaction = { from: this.relay, data, gas: toHex(30_000_000), gasPrice: '0x0' };
    const hash = await this.#engine.request('eth_sendTransaction', [transaction]);
    await this.#engine.request('evm_mine', []);
    const receipt = await this.#engine.request('eth_getTransactionReceipt', [hash]);
    if (!(await this.#succeeded(hash))) throw new RangeError('the deployment was refused');
    const created =
      typeof receipt === 'object' && receipt !== null && 'contractAddress' in receipt ? receipt.contractAddress : '';
    return getAddress(String(created));
  }

  async impersonate(address: Address): Promise<void> {
    await this.#engine.request('hardhat_impersonateAccount', [address]);
  }

  async setCode(address: Address, runtime: Hex): Promise<void> {
    await this.#engine.request('hardhat_setCode', [address, runtime]);
  }

  async store(bytes: Uint8Array): Promise<Address> {
    this.#stored += 1;
    const address = getAddress(toHex(0x4d4c_0000_0000n + BigInt(this.#stored), { size: 20 }));
    await this.setCode(address, bytesToHex(bytes));
    return address;
  }

  async #succeeded(hash: unknown): Promise<boolean> {
    const receipt = await this.#engine.request('eth_getTransactionReceipt', [hash]);
    return typeof receipt === 'object' && receipt !== null && 'status' in receipt && receipt.status === '0x1';
  }
}

/** abi.encode(bytes[] signers, bytes[] signatures), signers by their hashes as the account wants them. */
export function signatureOf(keys: readonly Key[], digest: Hex): Hex {
  const sorted = [...keys].sort((a, b) => (keccak256(a.signer) < keccak256(b.signer) ? -1 : 1));
  return encodeSignatures(
    sorted.map(({ signer }) => signer),
    sorted.map((key) => key.sign(digest)),
  );
}

export function encodeSignatures(signers: readonly Hex[], signatures: readonly Hex[]): Hex {
  return encodeAbiParameters([{ type: 'bytes[]' }, { type: 'bytes[]' }], [[...signers], [...signatures]]);
}

function asHex(value: unknown): Hex {
  return typeof value === 'string' && value.startsWith('0x') ? `0x${value.slice(2)}` : '0x';
}
