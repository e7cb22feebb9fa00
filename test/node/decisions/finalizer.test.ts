import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { type Abi, type Address, decodeFunctionData, type Hex } from 'viem';
import { type ClaimsTable, openClaimsTable } from '../../../node/decisions/claims-table.ts';
import { type DecisionsTable, openDecisionsTable } from '../../../node/decisions/decisions-table.ts';
import { createFinalizer, type Finalizer } from '../../../node/decisions/finalizer.ts';
import { decisionLedgerAbi } from '../../../node/protocol/abi.ts';
import { modelCourtAbi } from '../../../node/protocol/court/court-abi.ts';
import { NodeError } from '../../../node/protocol/errors.ts';

const ledger: Address = `0x${'1e'.repeat(20)}`;
const court: Address = `0x${'c0'.repeat(20)}`;
const hash: Hex = `0x${'ab'.repeat(32)}`;

describe('the finalizer', () => {
  let table: DecisionsTable;
  let claims: ClaimsTable;
  let finalizer: Finalizer;
  let time: number;
  let sent: string[];
  let refusal: NodeError | undefined;

  beforeEach(() => {
    table = openDecisionsTable(new DatabaseSync(':memory:'));
    claims = openClaimsTable(new DatabaseSync(':memory:'));
    time = 1000;
    sent = [];
    refusal = undefined;
    finalizer = createFinalizer({
      table,
      ledger,
      court,
      claims,
      clock: () => time,
      log: () => undefined,
      relay: {
        async send({ to, data }) {
          const abi: Abi = to === court ? modelCourtAbi : decisionLedgerAbi;
          expect(to).to.be.oneOf([ledger, court]);
          const { functionName, args } = decodeFunctionData({ abi, data });
          sent.push(`${functionName} ${String(args?.[0])}`);
          throw refusal ?? new NodeError('TEST_ENDS_HERE');
        },
      },
    });
    request(1, 1100);
    request(2, 5000);
    record(2, 1200);
  });
  afterEach(() => finalizer.stop());

  const request = (id: number, recordBy: number) =>
    table.request({
      id,
      kind: 'routes',
      agency: ledger,
      committee: ledger,
      problem: hash,
      snapshot: hash,
      isRestricted: false,
      recordBy,
      challengeWindow: 5,
      at: 900,
      transactionHash: hash,
      blockNumber: 5,
      gas: 1,
    });
  const record = (id: number, challengeUntil: number) =>
    table.record({
      id,
      report: hash,
      modelRoot: hash,
      sampleHash: hash,
      energy: 2n,
      bound: 1n,
      challengeUntil,
      at: 950,
      transactionHash: hash,
      blockNumber: 6,
      gas: 1,
      calldataBytes: 1,
      digest: undefined,
      signers: [],
    });

  it('closes claims whose time is over, so that they hold nothing open', async () => {
    claims.open({
      id: 7,
      decisionId: 2,
      account: ledger,
      isDoubt: false,
      openedAt: 900,
      deadline: 999,
      transaction: hash,
    });
    claims.open({
      id: 8,
      decisionId: 2,
      account: ledger,
      isDoubt: false,
      openedAt: 900,
      deadline: 1000,
      transaction: hash,
    });
    claims.open({ id: 9, decisionId: 2, account: ledger, isDoubt: true, openedAt: 900, transaction: hash });
    await finalizer.run();
    expect(sent).to.deep.equal(['lapse 7']);
  });

  it('waits for the window and for the deadline', async () => {
    await finalizer.run();
    expect(sent).to.deep.equal([]);
    expect(table.nextDeadline()).to.equal(1101);
  });

  it('expires a request only after its deadline, and finalizes a record at the end of its window', async () => {
    time = 1100;
    await finalizer.run();
    expect(sent).to.deep.equal([]);
    time = 1101;
    await finalizer.run();
    expect(sent).to.deep.equal(['expire 1']);
    time = 1200;
    await finalizer.run();
    expect(sent).to.deep.equal(['expire 1', 'finalize 2']);
  });

  it('tries again what was too early, and leaves alone what was refused until the index changes', async () => {
    time = 1200;
    refusal = new NodeError('CALL_REVERTED', { error: 'LedgerTooEarly' });
    await finalizer.run();
    refusal = new NodeError('CALL_REVERTED', { error: 'LedgerWrongState' });
    await finalizer.run();
    await finalizer.run();
    expect(sent).to.deep.equal(['expire 1', 'finalize 2', 'expire 1', 'finalize 2']);
    finalizer.plan();
    await finalizer.run();
    expect(sent).to.have.length(6);
  });

  it('leaves alone what is challenged, objected to or in effect, until it is recorded again', async () => {
    time = 1150;
    for (const state of ['CHALLENGED', 'OBJECTED', 'ENACTED', 'STRUCK'] as const) {
      table.move(2, state);
      time += 1000;
      await finalizer.run();
    }
    expect(sent.filter((call) => call.startsWith('finalize'))).to.deep.equal([]);
    table.move(2, 'RECORDED', 'CHALLENGED');
    expect(table.get(2)?.state).to.equal('STRUCK');
    table.move(2, 'RECORDED');
    table.moveWindow(2, time + 50);
    await finalizer.run();
    expect(sent.filter((call) => call.startsWith('finalize'))).to.deep.equal([]);
    time += 50;
    await finalizer.run();
    expect(sent.at(-1)).to.equal('finalize 2');
  });

  it('has nothing to do once a decision has ended', async () => {
    time = 9000;
    table.end({ id: 1, state: 'EXPIRED', at: 1101, transactionHash: hash, gas: 1 });
    table.end({ id: 2, state: 'FINAL', at: 1200, transactionHash: hash, gas: 1 });
    await finalizer.run();
    expect(sent).to.deep.equal([]);
    expect(table.nextDeadline()).to.equal(undefined);
  });
});
