import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Address, bytesToHex } from 'viem';
import { type AccessQuestion, createAccess } from '../../node/governance/access.ts';
import { openAccessRecords } from '../../node/governance/access-records.ts';
import { openPoliciesTable } from '../../node/governance/policies-table.ts';
import { openProposalsTable } from '../../node/governance/proposals-table.ts';
import { openSeatsTable } from '../../node/governance/seats-table.ts';
import { openStandingTable } from '../../node/governance/standing-table.ts';
import { actions, type Rule } from '../../node/protocol/policy/rules.ts';
import { encodeRules } from '../../node/protocol/policy/rules-codec.ts';
import { type BenchOptions, type BenchResult, measured, median } from './result.ts';

const now = 1_800_000_000;
const policyCount = 100;
const together = 100;

/** Verdicts as the node's other parts ask for them: facts from the index, a record on the disk before the answer. */
export function accessRates({ quick, tell }: BenchOptions): BenchResult[] {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-bench-access-'));
  const records = openAccessRecords(join(folder, 'access.sqlite'));
  try {
    const access = createAccess({ ...city(), records, head: () => ({ timestamp: now, number: 1 }), clock: () => now });
    const questions = Array.from({ length: together }, (_, index) => question(index));
    tell(`Asking for verdicts that are kept, one by one and ${together} together.`);
    const alone = ratesOf(quick ? 20 : 200, 1, () => questions.slice(0, 1).map((one) => access.decide(one)));
    const batched = ratesOf(quick ? 3 : 30, together, () => access.decideAll(questions));
    return [
      measured('policy.verdicts-recorded', median(alone), 'verdicts/s', { atLeast: 50 }, alone.length),
      measured(
        'policy.verdicts-recorded.100-together',
        median(batched),
        'verdicts/s',
        { atLeast: 1_000 },
        batched.length,
      ),
    ];
  } finally {
    records.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function ratesOf(runs: number, verdicts: number, ask: () => unknown): number[] {
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    ask();
    return (verdicts / (performance.now() - start)) * 1_000;
  });
}

/** An index with 100 policies in force and a company that one rule of each is for. */
function city() {
  const database = new DatabaseSync(':memory:');
  const tables = {
    policies: openPoliciesTable(database),
    seats: openSeatsTable(database),
    standing: openStandingTable(database),
  };
  tables.standing.enrol(company, { kind: 'COMPANY', status: 'ACTIVE', since: 1, by: '0' });
  for (let id = 1; id <= policyCount; id += 1) {
    const shown = { owner: company, legalBasis: 5, reviewBy: now, document: bytesToHex(new Uint8Array(32).fill(id)) };
    const rules = bytesToHex(encodeRules([ruleOf(id)]));
    tables.policies.publish({ id, ...shown, rules, publishedAt: 1, publishedBy: '0' });
  }
  const unnamed = async () => undefined;
  const participants = { list: async () => [], get: unnamed, nameOf: unnamed, nameOfSigner: unnamed };
  return { tables, participants, proposals: openProposalsTable(database) };
}

const company: Address = `0x${'c1'.repeat(20)}`;

function ruleOf(id: number): Rule {
  return {
    effect: 'permission',
    assignee: { kind: 'KIND', participantKind: 'COMPANY' },
    target: { kind: 'DATASET', name: `dataset-${id}`, part: '*' },
    actions: [...actions],
    purposes: [],
    from: 0,
    until: 0,
    count: id % 2 === 0 ? 1_000_000 : 0,
    needsVote: false,
  };
}

function question(index: number): AccessQuestion {
  const name = `dataset-${1 + (index % policyCount)}`;
  return { participant: company, target: { kind: 'DATASET', name, part: '*' }, action: 'read', purpose: '' };
}
