import { type Address, getAddress, isAddress } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import type { Network, PendingCall } from '../../node/client/views.ts';
import type { Call } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { randomNonce } from '../../node/protocol/call-nonce.ts';
import { confirmSigning } from '../command/confirm.ts';
import { batchLines } from '../command/describe-batch.ts';
import { argumentInvalid, requireArgument } from '../command/run-command.ts';
import { type SigningKey, signBatch } from '../sign-batch.ts';

const callSeconds = 3600;

export const ownerOptions = {
  owner: { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export const ownerUsage = `  --owner ADDRESS      the account of the company or agency that owns it
  --key KEYFILE        its key file; the passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file
  --yes                do not ask before signing
  --json               one JSON object on standard output`;

export function ownerAccount(text: string | undefined): Address {
  const owner = requireArgument('owner', text);
  if (!isAddress(owner)) throw argumentInvalid('is an address', 'owner');
  return getAddress(owner);
}

export interface OwnerCall {
  client: NodeClient;
  network: Network;
  owner: Address;
  call: Call;
  content?: readonly Uint8Array[];
  key: SigningKey;
  /** Signs without asking. */
  yes: boolean;
  tell: (text: string) => void;
}

/** Shows in words what is signed, asks, signs, and hands the call to the node. */
export async function sendOwnerCall({
  client,
  network,
  owner,
  call,
  content = [],
  key,
  yes,
  tell,
}: OwnerCall): Promise<PendingCall> {
  const batch = {
    account: owner,
    calls: [call],
    nonce: randomNonce(),
    deadline: Math.ceil(Date.now() / 1000) + callSeconds,
  };
  tell(batchLines(network, batch).join('\n'));
  if (!yes) await confirmSigning();
  const signature = await signBatch(network, key, batch);
  return await client.submitCall({
    call: batchToJson(batch, [signature]),
    content: content.map((bytes) => Buffer.from(bytes).toString('base64')),
  });
}
