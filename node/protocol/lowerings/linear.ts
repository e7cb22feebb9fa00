import { type ConstrainedModel, variablesOf } from '../constrained-model.ts';
import { type IntegerProgram, ProgramBuilder } from './integer-program.ts';
import { addLoads } from './load-values.ts';
import { addProducts } from './products.ts';

/**
 * Lowers to an integer linear program with the same least energy: one-hot groups and constraints are rows, every product of two bits
 * and every load of a polynomial a variable of its own. Exact, so that a bound of the program is one of the model. The same
 * model gives the same program, because certificates name its rows by number: groups, constraints, products, loads.
 *
 * Throws MODEL_NOT_LINEAR with the term where a load takes too many values.
 */
export function lowerToProgram(model: ConstrainedModel): IntegerProgram {
  const builder = new ProgramBuilder();
  const variables = variablesOf(model);
  for (let variable = 0; variable < variables; variable++) builder.variable(0, 1);
  builder.offset = model.offset;
  let next = 0;
  for (const { size } of model.groups) {
    builder.row(
      Array.from({ length: size }, (): [number, number] => [next++, 1]),
      '=',
      1n,
    );
  }
  for (const { weights, sense, bound } of model.constraints) builder.row(weights, sense, bound);
  addProducts(builder, model);
  addLoads(builder, model);
  return builder.program(variables);
}
