import { expect } from 'chai';
import { workOnce } from '../../../oracle/committee/follow.ts';
import { withoutRepeats } from '../../../oracle/committee/quiet.ts';
import { placeInRotation } from '../../../oracle/committee/rotation.ts';
import { createWakeUp } from '../../../oracle/committee/wake-up.ts';
import { createFakeNode, createOperator, signers, withFolder } from './committee.fixture.ts';

const byPlace = signers.toSorted(
  (a, b) => (placeInRotation(signers, a, 1) ?? 0) - (placeInRotation(signers, b, 1) ?? 0),
);

describe('a committee', () => {
  it('records a decision once, though all three work at the same time', () =>
    withFolder(async (folder) => {
      const node = createFakeNode();
      const operators = signers.map((signer) => createOperator({ node, signer, folder }));
      for (let round = 0; round < 3; round++) await Promise.all(operators.map(workOnce));
      expect(node.recorded).to.have.length(1);
      expect(node.decision.state).to.equal('RECORDED');
    }));

  it('lets the next operator take over from a silent lead, when its time has come', () =>
    withFolder(async (folder) => {
      const node = createFakeNode();
      let now = 1_790_000_100;
      const awake = byPlace
        .slice(1)
        .map((signer) => createOperator({ node, signer, folder, clock: () => now, takeoverSeconds: 30 }));
      for (const operator of awake) await workOnce(operator);
      expect(node.calls.size).to.equal(0);
      now += 29;
      for (const operator of awake) await workOnce(operator);
      expect(node.calls.size).to.equal(0);
      now += 1;
      for (const operator of awake) await workOnce(operator);
      expect(node.recorded).to.have.length(1);
    }));

  it('goes on when the node comes back', () =>
    withFolder(async (folder) => {
      const node = createFakeNode();
      const told: string[] = [];
      const [lead, checker] = byPlace.map((signer) => createOperator({ node, signer, folder, told }));
      if (lead === undefined || checker === undefined) throw new Error('two operators');
      node.isUp = false;
      expect(await workOnce(lead)).to.equal(false);
      node.isUp = true;
      expect(await workOnce(lead)).to.equal(true);
      expect(await workOnce(checker)).to.equal(true);
      expect(node.recorded).to.have.length(1);
      expect(told.join('\n')).to.contain('NODE_UNREACHABLE');
    }));
});

describe('placeInRotation', () => {
  it('gives every signer another place, and another lead to every decision in turn', () => {
    const leads = [1, 2, 3, 4].map((id) => signers.find((signer) => placeInRotation(signers, signer, id) === 0));
    expect(new Set(leads.slice(0, 3)).size).to.equal(3);
    expect(leads[3]).to.equal(leads[0]);
    expect(signers.map((signer) => placeInRotation(signers, signer, 5)).sort()).to.deep.equal([0, 1, 2]);
  });

  it('has no place for a stranger', () => {
    expect(placeInRotation(signers, `0x${'ff'.repeat(52)}`, 1)).to.equal(undefined);
  });
});

describe('withoutRepeats', () => {
  it('says the same thing about a decision once, until something else happened', () => {
    const told: string[] = [];
    const tell = withoutRepeats(({ text }) => told.push(text));
    for (const text of ['away', 'away', 'back', 'away']) tell({ event: 'x', text });
    tell({ event: 'x', decisionId: 1, text: 'away' });
    expect(told).to.deep.equal(['away', 'back', 'away', 'away']);
  });
});

describe('createWakeUp', () => {
  it('wakes a waiting one, and remembers a wake that came before', async () => {
    const stopping = new AbortController();
    const wakeUp = createWakeUp(stopping.signal);
    const waiting = wakeUp.wait(1000);
    wakeUp.wake();
    await waiting;
    wakeUp.wake();
    await wakeUp.wait(1000);
    const last = wakeUp.wait(1000);
    stopping.abort();
    await last;
    expect(stopping.signal.aborted).to.equal(true);
  });
});
