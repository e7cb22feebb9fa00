import { readFileSync } from 'node:fs';
import type { CallBatch, SignerSignature } from '../../node/protocol/call.ts';
import { batchFromJson, batchToJson, type SignedCallJson } from '../../node/protocol/call-json.ts';
import { argumentInvalid } from './run-command.ts';

/** A call on its way to its signers: what `qdt request` writes and `qdt sign` reads. Content blocks are base64. */
export interface CallFile {
  format: 'qdt-call/1';
  call: SignedCallJson;
  content: string[];
}

export function toCallFile(
  batch: CallBatch,
  signatures: readonly SignerSignature[],
  content: readonly string[],
): CallFile {
  return { format: 'qdt-call/1', call: batchToJson(batch, signatures), content: [...content] };
}

export function readCallFile(path: string): { batch: CallBatch; signatures: SignerSignature[]; content: string[] } {
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (
    typeof file !== 'object' ||
    file === null ||
    !('format' in file) ||
    file.format !== 'qdt-call/1' ||
    !('call' in file)
  )
    throw argumentInvalid('is a file of format qdt-call/1', path);
  const content = 'content' in file && Array.isArray(file.content) ? file.content.map(String) : [];
  return { ...batchFromJson(file.call), content };
}
