import { bytesToHex } from 'viem';
import { variablesOf } from '../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../node/protocol/constrained-model-chunks.ts';
import { modelRoot } from '../../node/protocol/model-chunks.ts';
import type { SolvedModel } from '../../oracle/portfolio/solve-model.ts';
import type { Instance } from './instance.ts';

export interface Run {
  readonly file: string;
  readonly seed: number;
  readonly threads: number;
}

/** All there is to say, for programs; big integers as decimal text. `value` and `valueBound` are in the file's own sense. */
export function solvedJson({ format, objective, model }: Instance, solved: SolvedModel, run: Run) {
  const sign = objective === 'maximize' ? -1n : 1n;
  return {
    ...run,
    format,
    objective,
    variables: variablesOf(model),
    quadraticTerms: model.quadratic.weights.length,
    constraints: model.groups.length + model.constraints.length,
    modelRoot: modelRoot(encodeConstrainedModel(model)),
    value: (sign * solved.energy).toString(),
    valueBound: (sign * solved.bound).toString(),
    energy: solved.energy.toString(),
    bound: solved.bound.toString(),
    boundStatus: 'proven',
    optimality: solved.optimality,
    gap: gapOf(solved),
    checked: true,
    stoppedBy: solved.stoppedBy,
    seconds: solved.seconds,
    secondsToBest: solved.secondsToBest,
    epochs: solved.epochs,
    workDone: solved.workDone,
    attribution: solved.attribution,
    sample: bytesToHex(solved.sample),
    certificate: solved.certificate,
  };
}

/** The same in words; the certificate itself only by its kind. */
export function solvedLines(instance: Instance, solved: SolvedModel, run: Run): string[] {
  const { value, valueBound, variables, quadraticTerms, modelRoot: root } = solvedJson(instance, solved, run);
  const open = `open: proven ${instance.objective === 'maximize' ? 'at most' : 'at least'} ${valueBound}`;
  return [
    `${run.file}: ${instance.format}, ${variables} variables, ${quadraticTerms} terms, to ${instance.objective}`,
    `value      ${value} (energy ${solved.energy}), checked again by the protocol's own score`,
    `bound      ${valueBound}, proven by certificate ${solved.certificate.kind}, checked again`,
    `optimality ${solved.optimality === 'proven' ? 'proven: value and bound agree' : open}, gap ${(100 * gapOf(solved)).toFixed(2)} %`,
    `time       best after ${solved.secondsToBest.toFixed(2)} s of ${solved.seconds.toFixed(2)} s, stopped by ${solved.stoppedBy}`,
    `replay     seed ${run.seed}, threads ${run.threads}, epochs ${solved.epochs} (${solved.workDone} attempted flips)`,
    ...solved.attribution.map(
      ({ component, improvement, jobs, workUnits }) =>
        `  ${component.padEnd(20)} gained ${improvement} in ${jobs} jobs, ${workUnits} attempted flips`,
    ),
    `model root ${root}`,
    `sample     ${bytesToHex(solved.sample)}`,
  ];
}

function gapOf({ energy, bound }: SolvedModel): number {
  const size = Math.max(1, Math.abs(Number(energy)));
  return Number(energy - bound) / size;
}
