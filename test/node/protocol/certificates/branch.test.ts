import { expect } from 'chai';
import { type BranchProof, checkBranchProof } from '../../../../node/protocol/certificates/branch.ts';
import { checkConstrainedCertificate } from '../../../../node/protocol/certificates/check.ts';
import { type ConstrainedModel, emptyModel } from '../../../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../../../node/protocol/errors.ts';
import { lowerToProgram } from '../../../../node/protocol/lowerings/linear.ts';
import { proveByBranching } from '../../../../oracle/bounds/branching.ts';
import { below, type RandomSource, randomSource } from '../../../../oracle/samplers/random-source.ts';
import { expectCode } from '../../../expect-code.ts';
import {
  leastConstrained,
  randomFullModel,
  randomIntegerModel,
} from '../../../oracle/random-constrained-model.fixture.ts';
import { mutateNumber, mutateOne } from './mutations.fixture.ts';

async function prove(model: ConstrainedModel, cutoff?: bigint) {
  return proveByBranching(lowerToProgram(model), { cutoff, mostRelaxations: 2000 });
}

function mutate({ scaleBits, nodes }: BranchProof, random: RandomSource): BranchProof {
  const at = below(random, nodes.length);
  const kind = below(random, 8);
  if (kind === 0) return { kind: 'branch/1', scaleBits: below(random, 64), nodes };
  if (kind === 1) return { kind: 'branch/1', scaleBits, nodes: nodes.filter((_, index) => index !== at) };
  const changed = nodes.map((node, index): BranchProof['nodes'][number] => {
    if (index !== at) return node;
    if ('variable' in node) {
      return kind < 5
        ? { ...node, variable: mutateNumber(node.variable, random) }
        : { ...node, value: mutateNumber(node.value, random) };
    }
    if (kind === 2) return { ...node, leaf: node.leaf === 'bound' ? 'empty' : 'bound' };
    if (kind === 3) return { ...node, rows: mutateOne(node.rows, random) };
    return { ...node, multipliers: mutateOne(node.multipliers, random) };
  });
  return { kind: 'branch/1', scaleBits, nodes: changed };
}

/** Two bits of which an odd weighted sum is asked: nothing meets it, but the relaxation does. */
const parity: ConstrainedModel = {
  ...emptyModel,
  binaries: 3,
  constraints: [
    {
      weights: [
        [0, 2],
        [1, 2],
        [2, 2],
      ],
      sense: '=',
      bound: 3n,
    },
  ],
};

describe('a branch certificate', () => {
  it('proves the optimum of random models of every kind, or that they have no sample', async () => {
    let splits = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const model = seed % 2 === 0 ? randomFullModel(seed) : randomIntegerModel(seed);
      const { proof, bound } = await prove(model);
      expect(bound, `seed ${seed}`).to.equal(leastConstrained(model));
      splits += proof.nodes.length - 1;
      if (bound === undefined) expectCode('MODEL_INFEASIBLE', () => checkBranchProof(model, proof));
      else expect(checkConstrainedCertificate(model, proof)).to.equal(bound);
    }
    expect(splits).to.be.greaterThan(100);
  });

  it('proves that nothing meets a rule which its relaxation meets', async () => {
    const { proof, bound } = await prove(parity);
    expect(bound).to.equal(undefined);
    expect(proof.nodes.length).to.be.greaterThan(1);
    expectCode('MODEL_INFEASIBLE', () => checkBranchProof(parity, proof));
  });

  it('never proves more than the optimum when mutated, 1,000 times', async () => {
    const random = randomSource(13);
    let mutations = 0;
    let accepted = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const model = seed % 2 === 0 ? randomFullModel(seed) : randomIntegerModel(seed);
      const least = leastConstrained(model);
      const { proof } = await prove(model);
      for (let round = 0; round < 25; round++, mutations++) {
        try {
          const bound = checkBranchProof(model, mutate(proof, random));
          expect(least === undefined || bound <= least, `seed ${seed}: ${bound} above ${least}`).to.equal(true);
          accepted++;
        } catch (error) {
          if (!isNodeError(error)) throw error;
          if (error.code === 'MODEL_INFEASIBLE') expect(least, `seed ${seed}`).to.equal(undefined);
        }
      }
    }
    expect(mutations).to.equal(1000);
    expect(accepted).to.be.within(50, 900);
  });

  it('is refused with a branch missing, nodes to spare, a split outside its range, or a false proof of emptiness', () => {
    const leaf = { leaf: 'bound', rows: [], multipliers: [] } as const;
    const split = { variable: 0, value: 0 };
    const check = (nodes: BranchProof['nodes']) => checkBranchProof(parity, { kind: 'branch/1', scaleBits: 0, nodes });
    expect(check([split, leaf, leaf])).to.equal(0n);
    expectCode('CERTIFICATE_LENGTH', () => check([split, leaf]));
    expectCode('CERTIFICATE_LENGTH', () => check([leaf, leaf]));
    expectCode('CERTIFICATE_LENGTH', () => check([]));
    expectCode('CERTIFICATE_NUMBER_INVALID', () => check([{ variable: 0, value: 1 }, leaf, leaf]));
    expectCode('CERTIFICATE_NUMBER_INVALID', () => check([split, split, leaf, leaf, leaf]));
    expectCode('CERTIFICATE_NOT_EMPTY', () => check([{ ...leaf, leaf: 'empty' }]));
  });
});
