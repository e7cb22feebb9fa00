import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Hex } from 'viem';
import type { StoredCall } from '../../../node/governance/call-record.ts';
import { type CallsTable, openCallsTable } from '../../../node/governance/calls-table.ts';
import { batchOf, committee, now } from './calls.fixture.ts';

const digest: Hex = `0x${'d1'.repeat(32)}`;
const signature = { signer: `0x${'51'.repeat(52)}`, signature: '0x0102' } as const;

describe('the table of calls', () => {
  let folder: string;
  let table: CallsTable;
  const call: StoredCall = {
    digest,
    batch: batchOf(committee, 1n << 100n),
    signatures: [signature],
    refusals: [],
    createdAt: now,
    cost: [{ component: 'annealer', cpuSeconds: 1.25 }],
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-table-'));
    table = openCallsTable(join(folder, 'calls.sqlite'));
    table.put(call);
  });
  afterEach(async () => {
    table.close();
    await rm(folder, { recursive: true });
  });

  const reopen = (): void => {
    table.close();
    table = openCallsTable(join(folder, 'calls.sqlite'));
  };

  it('gives back after a restart what it took, numbers beyond 2^53 included', () => {
    table.putRefusal(digest, { ...signature, check: 'energy' });
    reopen();
    const kept = table.get(digest);
    expect(kept?.batch.nonce).to.equal(1n << 100n);
    expect(kept).to.deep.include({
      signatures: [signature],
      refusals: [{ ...signature, check: 'energy' }],
      cost: call.cost,
    });
  });

  it('takes the same signature once', () => {
    table.put(call);
    expect(table.get(digest)?.signatures).to.deep.equal([signature]);
  });

  it('learns from the chain where a call went that it was killed over', () => {
    const transactionHash: Hex = `0x${'ee'.repeat(32)}`;
    table.markExecuted(digest, transactionHash);
    table.markExecuted(digest, `0x${'ff'.repeat(32)}`);
    expect(table.get(digest)?.transactionHash).to.equal(transactionHash);
  });

  it('forgets what nobody completed, and never what was executed', () => {
    const executed: Hex = `0x${'d2'.repeat(32)}`;
    table.put({ ...call, digest: executed, transactionHash: `0x${'ee'.repeat(32)}` });
    table.forget(call.batch.deadline);
    expect(table.get(digest)).not.to.equal(undefined);
    table.forget(call.batch.deadline + 1);
    expect(table.get(digest)).to.equal(undefined);
    expect(table.get(executed)?.signatures).to.have.length(1);
    expect(table.countWaiting(signature.signer, 0)).to.equal(0);
  });
});
