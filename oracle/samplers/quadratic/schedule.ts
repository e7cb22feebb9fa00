import type { QuadraticForm } from './quadratic-form.ts';

/** Temperatures between which to cool, in the energy's unit. */
export interface Schedule {
  readonly hot: number;
  readonly cold: number;
}

/** How far from random the start is: part of the spread of what a flip changes. */
const hotPart = 0.7;
/** At a seventh of the least step the rarest of 4096 draws just lets it pass. */
const stepsPerCold = 7;
/** Where the step is tiny against the spread, colder than this only freezes the last digits. */
const coldPart = 1 / 400;

/**
 * From the weights alone: hot from the root mean square, over variables, of what a flip changes among random bits; cold from the
 * greatest common divisor of all weights, the least energy that two samples can differ by.
 */
export function scheduleOf({ size, starts, links, linear }: QuadraticForm): Schedule {
  let squares = 0;
  let step = 0;
  for (let at = 1; at < links.length; at += 2) {
    const weight = links[at] ?? 0;
    squares += (weight * weight) / 4;
    step = greatestDivisor(step, Math.abs(weight));
  }
  for (let variable = 0; variable < size; variable++) {
    const bias = linear[variable] ?? 0;
    step = greatestDivisor(step, Math.abs(bias));
    // a bias that couplings do not balance on average moves the field for good and heats nothing
    if (starts[variable] === starts[variable + 1]) squares += bias * bias;
  }
  const spread = Math.sqrt(squares / size);
  const cold = Math.max(step / stepsPerCold, spread * coldPart);
  return { hot: Math.max(cold, spread * hotPart), cold };
}

/** `steps` temperatures from hot to cold, each the same part of the one before; by square roots, which IEEE 754 rounds alike. */
export function geometricTemperatures({ hot, cold }: Schedule, steps: number): Float64Array {
  const temperatures = new Float64Array(steps);
  temperatures[0] = hot;
  temperatures[steps - 1] = steps === 1 ? hot : cold;
  const fill = (from: number, to: number) => {
    if (to - from < 2) return;
    const middle = (from + to) >> 1;
    const part = (middle - from) / (to - from);
    const high = temperatures[from] ?? 0;
    const low = temperatures[to] ?? 0;
    // the exact half is the geometric mean; an odd one leans linearly from it
    const mean = Math.sqrt(high * low);
    temperatures[middle] = part === 0.5 ? mean : mean + (mean - low) * (1 - 2 * part);
    fill(from, middle);
    fill(middle, to);
  };
  fill(0, steps - 1);
  return temperatures;
}

function greatestDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small !== 0) [large, small] = [small, large % small];
  return large;
}
