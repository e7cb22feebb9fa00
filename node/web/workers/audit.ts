import { type AuditProgress, auditReceipt } from '../../protocol/audit.ts';
import { rawCidOfDigest } from '../../protocol/cid.ts';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import { readReceipt } from '../../protocol/receipt-reader.ts';
import { nobleEngine } from '../../protocol/signatures/noble.ts';
import { readAnchorField } from './anchor-field.ts';
import type { AuditNews, AuditQuestion, AuditResult } from './audit-messages.ts';

addEventListener('message', ({ data }: MessageEvent<AuditQuestion>) => {
  void answer(data);
});

async function answer(question: AuditQuestion): Promise<void> {
  try {
    tell({ kind: 'result', result: await audit(question) });
  } catch (error) {
    if (isNodeError(error)) tell({ kind: 'error', code: error.code, details: error.details });
    else tell({ kind: 'error', code: 'WORKER_FAILED', details: {} });
  }
}

/** The same audit as in a terminal, with the signature engine of browsers; it asks the network for nothing. */
async function audit({ receipt, anchor }: AuditQuestion): Promise<AuditResult> {
  const value = parse(receipt);
  const onProgress = ({ position, of }: AuditProgress): void => {
    tell({ kind: 'progress', progress: { done: (position - 1) / of } });
  };
  const pinned = readAnchorField(anchor);
  const { checks, decision } = await auditReceipt({ receipt: value, engine: nobleEngine, anchor: pinned, onProgress });
  if (decision === undefined) return { checks };
  const { content, anchor: proven, betterSample } = readReceipt(value);
  const { problemCid, snapshotCid, reportCid } = decision;
  if (problemCid === undefined || snapshotCid === undefined) return { checks, decision, anchor: proven };
  const better = decision.beatenBy?.at(-1);
  const betterCid = better === undefined || betterSample === undefined ? undefined : rawCidOfDigest(better.sampleHash);
  const blocks =
    betterCid === undefined || betterSample === undefined ? content : { ...content, [betterCid]: betterSample };
  return { checks, decision, anchor: proven, documents: { problemCid, snapshotCid, reportCid, betterCid, blocks } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NodeError('RECEIPT_MALFORMED', { rule: 'is JSON' }, error);
  }
}

function tell(news: AuditNews): void {
  postMessage(news);
}
