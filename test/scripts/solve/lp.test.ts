import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { checkBranchProof } from '../../../node/protocol/certificates/branch.ts';
import { packBits, scoreConstrained } from '../../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, emptyModel } from '../../../node/protocol/constrained-model.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { programValue } from '../../../node/protocol/lowerings/integer-program.ts';
import { bitsOfProgram, lowerLinear } from '../../../node/protocol/lowerings/linear.ts';
import { proveByBranching } from '../../../oracle/bounds/branching.ts';
import { highs } from '../../../oracle/linear/highs.ts';
import { solveProgram } from '../../../oracle/linear/solve-program.ts';
import { readLp } from '../../../scripts/solve/lp/lp-model.ts';
import { writeLp } from '../../../scripts/solve/lp/write-lp.ts';
import {
  leastConstrained,
  randomConstrainedModel,
  randomFullModel,
} from '../../oracle/random-constrained-model.fixture.ts';
import { sharedFile } from '../../skip.ts';

const small = `\\ a comment
Maximize
 profit: 2.5 a - b + [ 4 a * b + 2 c ^2 ] / 2
Subject To
 first: a + 0.5 b
   <= 2
 c - a >= -1
Bounds
 -1 <= b <= 3
 a <= 1
Binary
 a
General
 b c
Bounds
 c <= 2
End
`;

describe("a file in CPLEX' LP format", () => {
  it('is read with decimals, squares and products, bounds and sections in any order', () => {
    const { model, names, objective } = readLp(small);
    expect(objective).to.equal('maximize');
    expect(names).to.deep.equal(['a', 'b', 'c']);
    expect(model.energyScale.divisor).to.equal(10n);
    expect(model.integers).to.deep.equal([
      { lower: -1, upper: 3 },
      { lower: 0, upper: 2 },
    ]);
    // by hand: a = 1, b = 2, c = 2 gives 2.5 - 2 + 4 + 4
    expect(leastConstrained(model)).to.equal(-85n);
  });

  const broken: readonly (readonly [string, string, number])[] = [
    ['no objective', 'Subject To\n x <= 1\nEnd', 1],
    ['a continuous variable', 'Minimize\n x\nSubject To\n x + y <= 3\nBounds\n x <= 3\n y <= 3\nGeneral\n x\nEnd', 4],
    ['no upper bound', 'Minimize\n x\nGeneral\n x\nEnd', 2],
    ['a row without a right side', 'Minimize\n x\nSubject To\n x <=\nBounds\n x <= 1\nEnd', 5],
    ['a product in a row', 'Minimize\n x\nSubject To\n [ x * x ] <= 1\nEnd', 4],
    ['a special ordered set', 'Minimize\n x\nSOS1\n s: x:1\nEnd', 3],
    ['no end', 'Minimize\n x\nBinary\n x', 4],
    ['a strange sign', 'Minimize\n x\nSubject To\n x | y <= 1\nEnd', 4],
    ['a bound that no whole number meets', 'Minimize\n x\nBounds\n 0.2 <= x <= 0.8\nGeneral\n x\nEnd', 2],
  ];
  for (const [what, text, line] of broken) {
    it(`is refused by its line for ${what}`, () => {
      try {
        readLp(text);
      } catch (error) {
        if (!isNodeError(error, 'FILE_INVALID')) throw error;
        expect(error.details.line).to.equal(line);
        expect(error.details.rule).to.be.a('string');
        return;
      }
      expect.fail('it was read');
    });
  }

  it('comes back from writing with the same least energy, for models of every kind', async () => {
    const engine = await highs();
    let read = 0;
    for (let seed = 1; seed <= 20; seed++) {
      for (const model of [randomConstrainedModel(seed), randomFullModel(seed)]) {
        const { program } = lowerLinear(readLp(writeLp(model, ['a comment \\ with a sign'])).model);
        const { values } = solveProgram(engine, program, { timeLimit: 20 });
        const value = values === undefined ? undefined : programValue(program, values);
        expect(value, `seed ${seed}`).to.equal(leastConstrained(model));
        read++;
      }
    }
    expect(read).to.equal(40);
  });

  it('may have no rows and no cost', () => {
    const model: ConstrainedModel = { ...emptyModel, binaries: 2, offset: 3n };
    expect(leastConstrained(readLp(writeLp(model)).model)).to.equal(3n);
  });

  for (const [name, optimum] of [
    ['tiny', 28n],
    ['smallest', 40n],
    ['small', 82n],
  ] as const) {
    it(`of AGV scheduling (${name}) is solved to the published optimum, proven`, async function () {
      const { model } = readLp(readFileSync(sharedFile(this, `data/agv/agv_${name}.lp`), 'utf8'));
      const lowering = lowerLinear(model);
      const { values } = solveProgram(await highs(), lowering.program, { timeLimit: 20 });
      const sample = packBits(bitsOfProgram(lowering, values ?? []));
      expect(scoreConstrained(model, sample)).to.equal(optimum);
      const { proof } = await proveByBranching(lowering.program, { cutoff: optimum, mostRelaxations: 2000 });
      expect(checkBranchProof(model, proof)).to.equal(optimum);
    });
  }
});
