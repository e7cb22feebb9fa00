import { bytesToHex } from 'viem';
import { unpackBits } from '../../node/protocol/constrained-energy.ts';
import { type ConstrainedModel, variablesOf } from '../../node/protocol/constrained-model.ts';
import { encodeConstrainedModel } from '../../node/protocol/constrained-model-chunks.ts';
import { integerValues } from '../../node/protocol/integer-variables.ts';
import { modelRoot } from '../../node/protocol/model-chunks.ts';
import { linearRules } from '../../node/protocol/model-rules.ts';
import type { SolvedModel } from '../../oracle/portfolio/solved-model.ts';
import type { Instance } from './instance.ts';

export interface Run {
  readonly file: string;
  readonly seed: number;
  readonly threads: number;
}

/** All there is to say, for programs; big integers as decimal text. `value` and `valueBound` are in the file's own sense. */
export function solvedJson({ format, objective, model, names }: Instance, solved: SolvedModel, run: Run) {
  const sign = objective === 'maximize' ? -1n : 1n;
  return {
    ...run,
    format,
    objective,
    unit: model.energyScale.unit,
    valueInUnit: inUnit(sign * solved.energy, model.energyScale.divisor),
    boundInUnit: inUnit(sign * solved.bound, model.energyScale.divisor),
    variables: variablesOf(model),
    quadraticTerms: model.quadratic.weights.length,
    constraints: model.groups.length + linearRules(model).length,
    modelRoot: modelRoot(encodeConstrainedModel(model)),
    value: (sign * solved.energy).toString(),
    valueBound: (sign * solved.bound).toString(),
    energy: solved.energy.toString(),
    bound: solved.bound.toString(),
    boundStatus: 'proven',
    optimality: solved.optimality,
    claimedBound: solved.claimedBound,
    isReplayable: solved.isReplayable,
    gap: gapOf(solved),
    checked: true,
    stoppedBy: solved.stoppedBy,
    seconds: solved.seconds,
    secondsToBest: solved.secondsToBest,
    epochs: solved.epochs,
    workDone: solved.workDone,
    attribution: solved.attribution,
    sample: bytesToHex(solved.sample),
    ...(names === undefined ? {} : { assignment: assignment(model, names, solved.sample) }),
    certificate: solved.certificate,
  };
}

/** The same in words; the certificate itself only by its kind. */
export function solvedLines(instance: Instance, solved: SolvedModel, run: Run): string[] {
  const told = solvedJson(instance, solved, run);
  const { valueInUnit, boundInUnit, variables, quadraticTerms, constraints, modelRoot: root } = told;
  const open = `open: proven ${instance.objective === 'maximize' ? 'at most' : 'at least'} ${boundInUnit}`;
  const optimality = {
    proven: 'proven: value and bound agree',
    claimed: `claimed by HiGHS, not proven; ${open}`,
    open,
  }[solved.optimality];
  return [
    `${run.file}: ${instance.format}, ${variables} bits, ${quadraticTerms} terms, ${constraints} constraints, to ${instance.objective}`,
    `value      ${valueInUnit} (energy ${solved.energy}), checked again by the protocol's own score`,
    `bound      ${boundInUnit}, proven by certificate ${solved.certificate.kind}, checked again`,
    `optimality ${optimality}, gap ${(100 * gapOf(solved)).toFixed(2)} %`,
    `time       best after ${solved.secondsToBest.toFixed(2)} s of ${solved.seconds.toFixed(2)} s, stopped by ${solved.stoppedBy}`,
    solved.isReplayable
      ? `replay     seed ${run.seed}, threads ${run.threads}, epochs ${solved.epochs} (${solved.workDone} attempted flips)`
      : 'replay     none: samples came in from beside the search; --work or --epochs keeps to what can be replayed',
    ...solved.attribution.map(
      ({ component, improvement, jobs, workUnits }) =>
        `  ${component.padEnd(20)} gained ${improvement} in ${jobs} jobs, ${workUnits} attempted flips`,
    ),
    `model root ${root}`,
    `sample     ${bytesToHex(solved.sample)}`,
  ];
}

/** energy / divisor: exact decimal where the divisor is a power of ten, else a float. */
function inUnit(energy: bigint, divisor: bigint): string {
  const places = divisor.toString().length - 1;
  if (divisor !== 10n ** BigInt(places)) return (Number(energy) / Number(divisor)).toString();
  const digits = (energy < 0n ? -energy : energy).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${energy < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Value by name: free bits, then integers. */
function assignment(model: ConstrainedModel, names: readonly string[], sample: Uint8Array): Record<string, number> {
  const bits = unpackBits(sample, variablesOf(model));
  const integers = integerValues(model.integers, bits, model.binaries);
  const values = [...bits.subarray(0, model.binaries), ...integers];
  return Object.fromEntries(names.map((name, at) => [name, values[at] ?? 0]));
}

function gapOf({ energy, bound }: SolvedModel): number {
  const size = Math.max(1, Math.abs(Number(energy)));
  return Number(energy - bound) / size;
}
