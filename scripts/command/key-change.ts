import { type Address, bytesToHex, getAddress, type Hex, isAddress, isHex } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import type { Network } from '../../node/client/views.ts';
import { signerOf, verifierOf } from '../../node/protocol/call.ts';
import { type KeyChange, possessionDigest } from '../../node/protocol/key-change.ts';
import { openKeyFile } from '../../node/protocol/key-file.ts';
import type { KeySecrets } from '../../node/protocol/key-secrets.ts';
import { nativeMlDsa65 } from '../../node/protocol/signatures/native-ml-dsa-65.ts';
import { signWith } from '../sign-batch.ts';
import type { SigningAlgorithmName } from './algorithm-option.ts';
import { readJsonFile } from './json-file.ts';
import { argumentInvalid } from './run-command.ts';

export interface WantedChange {
  account: Address;
  /** Key file whose key of `algorithm` comes. */
  newKey: { file: string; passphrase: string; algorithm: SigningAlgorithmName };
  /** Signers that go; those of the new key's algorithm where absent. */
  removed: readonly Hex[] | undefined;
  threshold: number | undefined;
}

/** A change of an account's keys, with the new key's proof that it is held: it signs, and never leaves this process. */
export async function prepareChange(
  client: NodeClient,
  network: Network,
  wanted: WantedChange,
): Promise<{ change: KeyChange; proofs: Hex[] }> {
  const { account, newKey } = wanted;
  const { signers, threshold, epoch } = await client.accountKeys(account);
  const secrets = await openKeyFile(readJsonFile(newKey.file), newKey.passphrase);
  try {
    const signer = await signerOfKey(client, network, { secrets, algorithm: newKey.algorithm });
    const same = signers.map((one) => one.signer).filter((one) => verifierOf(one) === verifierOf(signer));
    const change = { added: [signer], removed: wanted.removed ?? same, threshold: wanted.threshold ?? threshold };
    const digest = possessionDigest(network.chainId, account, { change, epoch: BigInt(epoch) });
    const { signature } = await signWith(secrets, network, { digest, algorithm: newKey.algorithm });
    return { change, proofs: [signature] };
  } finally {
    secrets.close();
  }
}

/** An ML-DSA key is stored at the node first, so that the chain can verify its proof. */
async function signerOfKey(
  client: NodeClient,
  { contracts }: Network,
  { secrets, algorithm }: { secrets: KeySecrets; algorithm: SigningAlgorithmName },
): Promise<Hex> {
  if (algorithm === 'SLH-DSA-SHA2-128s') return signerOf(contracts.verifier, bytesToHex(secrets.authorityPublicKey));
  const seed = secrets.mlDsa65AuthoritySeed();
  const publicKey = bytesToHex(nativeMlDsa65.publicKey(seed));
  seed.fill(0);
  return (await client.storeMlDsaKey(publicKey)).signer;
}

/** Signers in hexadecimal. ARGUMENT_INVALID. */
export function signersFrom(values: readonly string[] | undefined): Hex[] | undefined {
  return values?.map((value) => {
    if (!isHex(value)) throw argumentInvalid('is a signer in hexadecimal', 'remove');
    return value;
  });
}

export function thresholdFrom(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d?$/.test(value)) throw argumentInvalid('is a whole number from 1', 'threshold');
  return Number(value);
}

export function accountFrom(option: string, value: string): Address {
  if (!isAddress(value)) throw argumentInvalid('is an address', option);
  return getAddress(value);
}
