import { CID } from 'multiformats/cid';
import { decodeCanonical } from '../canonical.ts';
import { isBlockOf, parseCid } from '../cid.ts';
import { NodeError } from '../errors.ts';
import { decodeProblem, type Problem } from '../problems/problem.ts';
import type { Receipt } from '../receipt.ts';
import { decodeBase64 } from '../receipt-fields.ts';
import { decodeReport, type Report } from '../report.ts';
import { readSnapshot, type SnapshotContent } from '../snapshot.ts';
import { brokenStep, type Check, type CheckDetail, checkOf, type Found, find, step } from './check.ts';

/** The documents of a receipt, as far as their bytes are those their CIDs name. */
export interface Content {
  readonly blocks: ReadonlyMap<string, Uint8Array>;
  readonly report: Found<Report>;
  readonly problem: Found<Problem>;
  readonly snapshot: Found<SnapshotContent>;
}

/** Check 1: every byte is the one that was named, nothing is missing and nothing else is there. */
export async function checkContent(receipt: Receipt): Promise<{ check: Check; content: Content }> {
  const found = Object.entries(receipt.content).map(([cid, text]) => [cid, find(() => wholeBlock(cid, text))] as const);
  const blocks = new Map(found.flatMap(([cid, block]) => (block.ok ? [[cid, block.value] as const] : [])));
  const broken = found.flatMap(([cid, block]) =>
    block.ok ? [] : [{ ...brokenStep('block', block.error), values: { cid } }],
  );
  const content = await readDocuments(receipt, blocks);
  const details = [
    ...broken,
    ...(broken.length === 0 ? reachSteps(receipt, blocks) : []),
    ...documentSteps(content, broken),
  ];
  const bytes = [...blocks.values()].reduce((sum, block) => sum + block.length, 0);
  return { check: checkOf('content', details, { blocks: found.length, bytes }), content };
}

function wholeBlock(cid: string, text: string): Uint8Array {
  const bytes = decodeBase64(text, 'content');
  if (!isBlockOf(cid, bytes)) throw new NodeError('CONTENT_HASH_MISMATCH', { cid });
  return bytes;
}

async function readDocuments(receipt: Receipt, blocks: ReadonlyMap<string, Uint8Array>): Promise<Content> {
  const block = (cid: string): Uint8Array => {
    const bytes = blocks.get(cid);
    if (bytes === undefined) throw new NodeError('CONTENT_MISSING', { cid });
    return bytes;
  };
  const report = find(() => decodeReport(block(receipt.report)));
  if (!report.ok) return { blocks, report, problem: report, snapshot: report };
  const problem = find(() => decodeProblem(block(report.value.problem)));
  const snapshot = await readSnapshot(report.value.snapshot, async (cid) => block(cid)).then(
    (value): Found<SnapshotContent> => ({ ok: true, value }),
    (error: unknown): Found<SnapshotContent> => ({ ok: false, error }),
  );
  return { blocks, report, problem, snapshot };
}

/** The blocks under the report and the blocks in the receipt are the same. */
function reachSteps(receipt: Receipt, blocks: ReadonlyMap<string, Uint8Array>): CheckDetail[] {
  try {
    const reached = reach(receipt.report, blocks);
    const spare = [...blocks.keys()].find((cid) => !reached.has(cid));
    return [
      step('complete', spare === undefined, 'CONTENT_SUPERFLUOUS', { ...(spare === undefined ? {} : { cid: spare }) }),
    ];
  } catch (error) {
    return [brokenStep('complete', error)];
  }
}

function reach(root: string, blocks: ReadonlyMap<string, Uint8Array>): Set<string> {
  const reached = new Set([root]);
  for (const cid of reached) {
    const bytes = blocks.get(cid);
    if (bytes === undefined) throw new NodeError('CONTENT_MISSING', { cid });
    if (parseCid(cid).code === RAW) continue;
    for (const link of linksIn(decodeCanonical(bytes))) reached.add(parseCid(link.toString()).toString());
  }
  return reached;
}

const RAW = 0x55;

function linksIn(value: unknown): CID[] {
  const cid = CID.asCID(value);
  if (cid !== null) return [cid];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(linksIn);
}

/** Whole blocks that are no report, problem or snapshot; told only when no block is broken, which would be the cause. */
function documentSteps({ report, problem, snapshot }: Content, broken: readonly CheckDetail[]): CheckDetail[] {
  if (broken.length > 0) return [];
  const steps = Object.entries({ report, problem, snapshot });
  return steps.map(([name, found]) => (found.ok ? step(name, true, '') : brokenStep(name, found.error)));
}
