import { expect } from 'chai';
import type { Hex } from 'viem';
import { type DurableStep, durableSteps, type StepMoment } from '../../../oracle/committee/durable-steps.ts';
import { workOnce } from '../../../oracle/committee/follow.ts';
import { placeInRotation } from '../../../oracle/committee/rotation.ts';
import { createFakeNode, createOperator, type FakeNode, signers, withFolder } from './committee.fixture.ts';

/** A process dies here: not an error of ours, so nothing catches it. */
class Killed extends Error {}

const moments: readonly StepMoment[] = ['before', 'unnoted', 'after'];
const checkerSteps: readonly DurableStep[] = ['checked', 'answer-signed', 'answer-sent'];

function signerAt(place: number): Hex {
  const found = signers.find((signer) => placeInRotation(signers, signer, 1) === place);
  if (found === undefined) throw new Error('no such place');
  return found;
}

/** Lead and one checker work in turns, the third operator is away; the victim dies once, at this step and moment. */
async function workUntilClosed(node: FakeNode, folder: string, step: DurableStep, moment: StepMoment): Promise<number> {
  const victim = signerAt(checkerSteps.includes(step) ? 1 : 0);
  let deaths = 0;
  const onStep = (name: DurableStep, when: StepMoment): void => {
    if (deaths > 0 || name !== step || when !== moment) return;
    deaths++;
    throw new Killed();
  };
  for (let round = 0; round < 6; round++)
    for (const signer of [signerAt(0), signerAt(1)]) {
      const operator = createOperator({ node, signer, folder, ...(signer === victim ? { onStep } : {}) });
      try {
        await workOnce(operator);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
  for (const signer of [signerAt(0), signerAt(1)])
    expect(createOperator({ node, signer, folder }).steps.openDecisions()).to.deep.equal([]);
  return deaths;
}

describe('an operator that is killed', () => {
  it('may be killed around eight durable steps', () => {
    expect(durableSteps).to.have.length(8);
    expect(new Set(durableSteps).size).to.equal(8);
  });

  for (const step of durableSteps)
    for (const moment of moments)
      it(`resumes ${moment === 'unnoted' ? 'between doing and noting' : moment} “${step}”: one record, no other`, () =>
        withFolder(async (folder) => {
          const node = createFakeNode();
          expect(await workUntilClosed(node, folder, step, moment)).to.equal(1);
          expect(node.decision.state).to.equal('RECORDED');
          expect(node.recorded).to.have.length(1);
          expect(node.calls.size).to.equal(1);
        }));
});
