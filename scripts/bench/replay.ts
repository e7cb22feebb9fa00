import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bytesToHex, zeroAddress, zeroHash } from 'viem';
import { openAccessRecords } from '../../node/governance/access-records.ts';
import { openPoliciesTable } from '../../node/governance/policies-table.ts';
import { createAccessHistory } from '../../node/governance/seatbelt/access-history.ts';
import { openSeatsTable } from '../../node/governance/seats-table.ts';
import { openStandingTable } from '../../node/governance/standing-table.ts';
import { encodeRules } from '../../node/protocol/policy/rules-codec.ts';
import { targetUrn } from '../../node/protocol/policy/urn.ts';
import { replayAccess } from '../../node/protocol/seatbelt/replay-access.ts';
import { type Person, purposes, randomPolicies } from '../../test/contracts/policy/random-policies.fixture.ts';
import { randomRequest } from '../../test/contracts/policy/random-requests.fixture.ts';
import { randomNumbers } from '../../test/node/protocol/audit/random-numbers.ts';
import { type BenchOptions, type BenchResult, measured, median } from './result.ts';

const seed = 11;
const base = 1_800_000_000;
const [recordCount, policyCount, peopleCount] = [10_000, 100, 500];

/** The seatbelt's replay, from the records on the disk to the flips, where half of the policies are retired. */
export async function replayRate(quick: boolean, tell: BenchOptions['tell']): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'qdt-replay-'));
  const database = new DatabaseSync(':memory:');
  const tables = {
    policies: openPoliciesTable(database),
    seats: openSeatsTable(database),
    standing: openStandingTable(database),
  };
  const records = openAccessRecords(join(folder, 'access.sqlite'));
  try {
    const random = randomNumbers(seed);
    const people = cast();
    for (const { account, kind } of people)
      if (kind !== 'NONE') tables.standing.enrol(addressOf(account), { kind, status: 'ACTIVE', since: 1, by: '0' });
    for (const purpose of purposes) tables.policies.setPurpose({ purpose, isVoted: true, at: 1, by: '0' });
    const policies = randomPolicies(random, people, base, policyCount);
    for (const [index, rules] of policies.entries())
      tables.policies.publish({
        id: index + 1,
        owner: zeroAddress,
        legalBasis: 1,
        reviewBy: base * 2,
        document: zeroHash,
        rules: bytesToHex(encodeRules(rules)),
        publishedAt: 1,
        publishedBy: '0',
      });
    const rules = policies.flat();
    const requests = Array.from({ length: recordCount }, () => randomRequest(random, rules, people, base));
    records.append(
      requests.map(({ participant, target, action, purpose, collections, time }) => ({
        participant: addressOf(participant),
        target: targetUrn(target),
        action,
        purpose,
        collections: [...collections],
        at: time,
        askedAt: base,
        block: 1,
        isPermitted: false,
        reason: 'NO_POLICY',
        policyId: 0,
        ruleIndex: 0,
      })),
    );
    tell(`Asking ${recordCount} recorded requests again, under ${policyCount} policies and under half of them.`);
    const history = createAccessHistory(tables, records);
    const seconds = Array.from({ length: quick ? 1 : 5 }, () => {
      const start = performance.now();
      const before = history.stateAt(base);
      const after = { ...before, policies: before.policies.filter(({ id }) => id % 2 === 0) };
      const { records: asked, flips } = replayAccess(history.since(0), before, after, base);
      if (asked !== recordCount || flips.length === 0) throw new Error(`${asked} records, ${flips.length} flips`);
      return (performance.now() - start) / 1000;
    });
    return [measured('governance.seatbelt.replay-10000', median(seconds), 's', { atMost: 5 }, seconds.length)];
  } finally {
    records.close();
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function cast(): Person[] {
  const kinds = ['AGENCY', 'COMPANY', 'OPERATOR', 'CITIZEN', 'NONE'] as const;
  return Array.from({ length: peopleCount }, (_, index) => ({
    account: `0x${(index + 1).toString(16).padStart(40, '0')}`,
    kind: kinds[index % kinds.length] ?? 'NONE',
    isSuspended: false,
    roles: new Set<bigint>(),
  }));
}

function addressOf(account: string): `0x${string}` {
  return `0x${account.slice(2)}`;
}
