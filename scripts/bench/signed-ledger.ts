import { type Address, bytesToHex, concatHex, encodeFunctionData, type Hex, hexToBytes, zeroHash } from 'viem';
import { verifierAddress } from '../../node/chain/deployment.ts';
import { signRelayed } from '../../node/chain/signing.ts';
import { participantAccountFactoryAbi, participantRegistryAbi } from '../../node/protocol/abi.ts';
import { batchDigest, type CallBatch, encodeExecute } from '../../node/protocol/call.ts';
import { nonceOf } from '../../node/protocol/call-nonce.ts';
import { secretKeyOf } from '../../node/protocol/signatures/engine.ts';
import { generateAuthorityKey, signInBackground } from '../../node/protocol/signatures/native.ts';
import { relayAddress, relayKey } from '../../test/node/chain/counter.ts';
import { startTestChain, testChainId } from '../../test/node/chain/fixture.ts';

export interface SignedLedger {
  folder: string;
  /** Calls, each with `threshold` signatures of its own. */
  count: number;
  signers: number;
  threshold: number;
}

type Key = ReturnType<typeof generateAuthorityKey>;

/** A ledger with nothing but an account and its signed calls; each asks the registry one question. */
export async function createSignedLedger({ folder, count, signers, threshold }: SignedLedger): Promise<void> {
  const keys = Array.from({ length: signers }, generateAuthorityKey);
  const { chain } = await startTestChain({ folder });
  const args = [keys.map(signerOf), BigInt(threshold), zeroHash] as const;
  const create = encodeFunctionData({ abi: participantAccountFactoryAbi, functionName: 'create', args });
  const predict = encodeFunctionData({ abi: participantAccountFactoryAbi, functionName: 'predict', args });
  const { accountFactory, participantRegistry } = chain.contracts;
  const account: Address = `0x${String(await chain.request('eth_call', [{ to: accountFactory, data: predict }])).slice(-40)}`;
  const first = Number(await chain.request('eth_getTransactionCount', [relayAddress, 'latest']));

  const question = [account, 1] as const;
  const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'isActive', args: question });
  const calls = [{ target: participantRegistry, value: 0n, data }];
  const batchOf = (index: number): CallBatch => ({ account, calls, nonce: nonceOf(BigInt(index)), deadline: 2 ** 40 });
  const executes = await Promise.all(
    Array.from({ length: count }, (_, index) => execute(batchOf(index), keys, threshold)),
  );
  const all = [{ to: accountFactory, data: create }, ...executes.map((bytes) => ({ to: account, data: bytes }))];
  const raws = await Promise.all(
    all.map((call, index) =>
      signRelayed(relayKey, { chainId: testChainId, nonce: first + index, gas: 16_000_000n, ...call }),
    ),
  );
  const receipts = await Promise.all(raws.map((raw) => chain.sendRawTransaction(raw)));
  await chain.stop();
  if (receipts.some((receipt) => receipt.status !== 'success')) throw new Error('a signed call of the bench failed');
}

async function execute(batch: CallBatch, keys: readonly Key[], threshold: number): Promise<Hex> {
  const digest = hexToBytes(batchDigest(testChainId, batch));
  const signatures = keys.slice(0, threshold).map(async (key) => {
    const signature = await signInBackground(secretKeyOf(key.seed, key.publicKey), digest);
    return { signer: signerOf(key), signature: bytesToHex(signature) };
  });
  return encodeExecute(batch, await Promise.all(signatures));
}

function signerOf(key: Key): Hex {
  return concatHex([verifierAddress(relayKey), bytesToHex(key.publicKey)]);
}
