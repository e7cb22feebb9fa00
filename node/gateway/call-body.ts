import type { SubmittedCall } from '../governance/calls.ts';
import { batchFromJson } from '../protocol/call-json.ts';
import type { CallSubmission } from './schemas/call.ts';

/** A submission's JSON as the services take it. Throws 'DOCUMENT_INVALID' naming the field. */
export function readSubmission({ call, content = [], cost = [] }: CallSubmission): SubmittedCall {
  const { batch, signatures } = batchFromJson(call);
  const blocks = content.map((block) => new Uint8Array(Buffer.from(block, 'base64')));
  return { batch, signatures, blocks, cost };
}
