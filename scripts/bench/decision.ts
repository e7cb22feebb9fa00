import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditReceipt } from '../../node/protocol/audit.ts';
import { nativeEngine } from '../../node/protocol/signatures/native.ts';
import type { WalkSummary } from '../demonstration/summary.ts';
import { browserAudits } from './browser-audit.ts';
import { run as runGaps } from './gap.ts';
import { type BenchOptions, type BenchResult, measured, median } from './result.ts';
import { stayUp, walkOnce } from './walk.ts';

/** A decision from request to recorded with everything running, the audit of its receipt, and gaps by share and seed. */
export async function run(options: BenchOptions): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-bench-'));
  try {
    const walks: WalkSummary[] = [];
    for (let seed = 1; seed <= (options.quick ? 1 : 5); seed++) {
      options.tell(`Walking decision ${seed} from request to final.`);
      walks.push(await walkOnce(folder, seed));
    }
    return [...walkResults(walks), ...(await auditResults(folder, walks, options)), ...(await runGaps(options))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function walkResults(walks: readonly WalkSummary[]): BenchResult[] {
  const recorded = walks.map(({ seconds }) => (seconds.request ?? Number.NaN) + (seconds.record ?? Number.NaN));
  const gas = (of: (walk: WalkSummary) => number) => median(walks.map(of));
  const perTransaction = { atMost: 16_700_000 };
  return [
    measured('decision.request-to-recorded', median(recorded), 's', { atMost: 25 }, walks.length),
    measured(
      'decision.gas.request',
      gas((walk) => walk.gas.request),
      'gas',
      perTransaction,
      walks.length,
    ),
    measured(
      'decision.gas.record',
      gas((walk) => walk.gas.record),
      'gas',
      perTransaction,
      walks.length,
    ),
    measured(
      'decision.gas.finalize',
      gas((walk) => walk.gas.finalize),
      'gas',
      perTransaction,
      walks.length,
    ),
  ];
}

async function auditResults(
  folder: string,
  walks: readonly WalkSummary[],
  options: BenchOptions,
): Promise<BenchResult[]> {
  const receipts = walks.map(({ receiptFile }) => readFileSync(receiptFile, 'utf8'));
  const seconds: number[] = [];
  for (let round = 0; round < (options.quick ? 2 : 4); round++)
    for (const receipt of receipts) seconds.push(await timeAudit(receipt));
  const node = measured('decision.audit.node', median(seconds), 's', { atMost: 1 }, seconds.length);
  options.tell('Auditing in a browser.');
  const browser = await stayUp(folder, (url) => browserAudits(url, options.quick ? 2 : 7));
  if (browser.length === 0) options.tell('No Chromium here: the audit in the browser was not measured.');
  const inBrowser = measured('decision.audit.browser', median(browser), 's', { atMost: 2 }, browser.length);
  return browser.length === 0 ? [node] : [node, inBrowser];
}

async function timeAudit(receipt: string): Promise<number> {
  const started = performance.now();
  const { checks } = await auditReceipt({ receipt: JSON.parse(receipt), engine: nativeEngine });
  const seconds = (performance.now() - started) / 1000;
  const failed = checks.find(({ state }) => state === 'failed');
  if (failed !== undefined) throw new Error(`the check '${failed.name}' of an honest receipt fails`);
  return seconds;
}
