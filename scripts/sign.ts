import { writeFileSync } from 'node:fs';
import { isHex, size } from 'viem';
import type { NodeClient } from '../node/client/client.ts';
import { batchDigest, type CallBatch, type SignerSignature } from '../node/protocol/call.ts';
import { batchFromJson, batchToJson } from '../node/protocol/call-json.ts';
import { isNodeError, NodeError } from '../node/protocol/errors.ts';
import { algorithmFrom, algorithmOption, algorithmUsage } from './command/algorithm-option.ts';
import { readCallFile, toCallFile } from './command/call-file.ts';
import { confirmSigning } from './command/confirm.ts';
import { batchLines } from './command/describe-batch.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { signBatch } from './sign-batch.ts';

const usage = `npm run qdt -- sign CALL --key FILE [--algorithm NAME] [--node URL] [--out FILE] [--yes]
  Shows in words what is signed, read from the call's own bytes, asks, signs with your key, and hands the call to the node.
  CALL          a file of format qdt-call/1 (npm run qdt -- request), or the digest of a call that waits at the node
  --key FILE    your key file; the passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file
${algorithmUsage}
${nodeUsage}
  --out FILE    write the signed call there instead of sending it
  --yes         do not ask`;

interface Unsigned {
  batch: CallBatch;
  signatures: SignerSignature[];
  content: string[];
  /** The node has it already: only the signature is sent. */
  isWaiting: boolean;
}

await runCommand({
  usage,
  options: {
    ...nodeOption,
    key: { type: 'string' },
    ...algorithmOption,
    'passphrase-file': { type: 'string' },
    out: { type: 'string' },
    yes: { type: 'boolean', default: false },
  },
  run: async (values, [call]) => {
    const keyFile = requireArgument('key', values.key);
    const algorithm = algorithmFrom(values.algorithm);
    const client = clientFor(values.node);
    const network = await client.network();
    const unsigned = await readCall(client, requireArgument('CALL', call));
    console.log(batchLines(network, unsigned.batch).join('\n'));
    if (!values.yes) await confirmSigning();
    const passphrase = await readPassphrase(values['passphrase-file']);
    const signature = await signBatch(network, { file: keyFile, passphrase, algorithm }, unsigned.batch);
    if (values.out === undefined) await send(client, network.chainId, unsigned, signature);
    else write(values.out, unsigned, signature);
  },
});

async function readCall(client: NodeClient, name: string): Promise<Unsigned> {
  if (!isHex(name)) return { ...readCallFile(name), isWaiting: false };
  if (size(name) !== 32) throw argumentInvalid('is a file or a digest of 32 bytes', 'CALL');
  const { account, calls, nonce, deadline } = await client.call(name);
  const { batch } = batchFromJson({ account, calls, nonce, deadline, signatures: [] });
  const { chainId } = await client.network();
  if (batchDigest(chainId, batch) !== name.toLowerCase()) throw new NodeError('CALL_DIGEST_MISMATCH', { digest: name });
  return { batch, signatures: [], content: [], isWaiting: true };
}

async function send(
  client: NodeClient,
  chainId: number,
  { batch, signatures, content, isWaiting }: Unsigned,
  signature: SignerSignature,
): Promise<void> {
  const call = isWaiting
    ? await client.addSignature(batchDigest(chainId, batch), signature)
    : await client.submitCall({ call: batchToJson(batch, [...signatures, signature]), content });
  const state =
    call.status === 'executed'
      ? `Carried out in transaction ${call.transactionHash}.`
      : `Signed by ${call.signatures.length} of ${call.threshold}; it waits for the others.`;
  console.log(state);
}

function write(path: string, { batch, signatures, content }: Unsigned, signature: SignerSignature): void {
  try {
    const file = toCallFile(batch, [...signatures, signature], content);
    writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    if (isNodeError(cause)) throw cause;
    throw new NodeError('FILE_NOT_WRITTEN', { path }, cause);
  }
  console.log(`Signed; written to ${path}.`);
}
