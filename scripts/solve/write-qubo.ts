import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { lowerToQuadratic } from '../../node/protocol/lowerings/quadratic.ts';

/**
 * The model's QUBO as qbsolv's .qubo, to be maximised: value = -(energy - constant), the constant stands in a comment. Bits of the model come
 * first, slack bits after them. Throws MODEL_NOT_QUADRATIC, MODEL_INVALID, MODEL_TOO_LARGE.
 */
export function writeQubo(model: ConstrainedModel, comments: readonly string[] = []): string {
  const { model: free, variables } = lowerToQuadratic(model);
  const { rows, columns, weights } = free.quadratic;
  const nodes: string[] = [];
  const couplers: string[] = [];
  for (const [at, weight] of weights.entries()) {
    const line = `${rows[at]} ${columns[at]} ${-weight}`;
    if (rows[at] === columns[at]) nodes.push(line);
    else couplers.push(line);
  }
  return [
    ...comments.map((comment) => `c ${comment.replaceAll(/[\r\n]/g, ' ')}`),
    `c bits 0 to ${variables - 1} are the model's; energy = ${free.offset} - value`,
    `p qubo 0 ${free.binaries} ${nodes.length} ${couplers.length}`,
    ...nodes,
    ...couplers,
    '',
  ].join('\n');
}
