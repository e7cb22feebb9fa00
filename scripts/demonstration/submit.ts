import type { Address } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import type { PendingCall } from '../../node/client/views.ts';
import type { Call } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { randomNonce } from '../../node/protocol/call-nonce.ts';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { signBatch } from '../sign-batch.ts';
import type { DemonstrationKey } from './keys.ts';

/** How long a signed call may be carried out. */
export const callSeconds = 600;

export interface SubmitOptions {
  client: NodeClient;
  /** Unix seconds. */
  clock: () => number;
}

/** Signs a batch with a demonstration key and hands it to the node with the content it names. */
export async function submitSigned(
  { client, clock }: SubmitOptions,
  key: DemonstrationKey,
  batch: { account: Address; calls: Call[]; content: Uint8Array[] },
): Promise<PendingCall> {
  const { account, calls, content } = batch;
  const unsigned = { account, calls, nonce: randomNonce(), deadline: Math.ceil(clock()) + callSeconds };
  const signature = await signBatch(
    await client.network(),
    { file: key.file, passphrase: demonstrationPassphrase },
    unsigned,
  );
  return client.submitCall({
    call: batchToJson(unsigned, [signature]),
    content: content.map((bytes) => Buffer.from(bytes).toString('base64')),
  });
}
