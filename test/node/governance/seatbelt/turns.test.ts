import { expect } from 'chai';
import { createTurns } from '../../../../node/governance/seatbelt/turns.ts';
import { expectRejection } from '../../../expect-code.ts';

describe('turns', () => {
  it('let two run, one wait, and refuse the next', async () => {
    const turns = createTurns(2, 1);
    const { signal } = new AbortController();
    const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
    const begun: number[] = [];
    const done = gates.map((gate, index) =>
      turns.take(signal, async () => {
        begun.push(index);
        await gate.promise;
        return index;
      }),
    );
    await expectRejection(
      'SEATBELT_BUSY',
      turns.take(signal, async () => 4),
    );
    expect(begun).to.deep.equal([0, 1]);
    for (const gate of gates) gate.resolve();
    expect(await Promise.all(done)).to.deep.equal([0, 1, 2]);
    expect(await turns.take(signal, async () => 5)).to.equal(5);
  });

  it('give the place of a failed one, and of one who left the queue, to the next', async () => {
    const turns = createTurns(1, 2);
    const [gate, leaving] = [Promise.withResolvers<void>(), new AbortController()];
    const { signal } = new AbortController();
    const failing = turns.take(signal, async () => {
      await gate.promise;
      throw new RangeError('failed');
    });
    const left = turns.take(leaving.signal, async () => 'never');
    const next = turns.take(signal, async () => 'next');
    leaving.abort();
    await expectRejection('SEATBELT_STOPPED', left);
    gate.resolve();
    expect(await failing.catch((error: Error) => error.message)).to.equal('failed');
    expect(await next).to.equal('next');
    await expectRejection(
      'SEATBELT_STOPPED',
      turns.take(leaving.signal, async () => 'never'),
    );
  });
});
