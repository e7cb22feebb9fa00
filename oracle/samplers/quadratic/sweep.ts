import { acceptanceThresholds, thresholdCount } from '../logarithm-table.ts';
import type { FlipState } from './flip-state.ts';

const logarithms = acceptanceThresholds();

/** Four words of xoshiro128**, kept between sweeps. */
export type RandomWords = Int32Array;

/** Most the energy may rise, for each of 4096 equally likely draws at a temperature: integers, so that accepting is exact. */
export function setThresholds(thresholds: Int32Array, temperature: number): void {
  for (let at = 0; at < thresholdCount; at++) {
    thresholds[at] = Math.min(0x3fffffff, Math.floor(temperature * (logarithms[at] ?? 0)));
  }
}

export function newThresholds(): Int32Array {
  return new Int32Array(thresholdCount);
}

/**
 * Offers every variable in turn a flip, `sweeps` times, by the Metropolis rule on integers (N. Metropolis et al., 1953). Draws
 * come from xoshiro128** 1.1 inlined; a rise above the largest threshold draws nothing.
 */
export function sweep(state: FlipState, thresholds: Int32Array, random: RandomWords, sweeps: number): void {
  const { signs, fields } = state;
  const { size, starts, links } = state.form;
  const largest = thresholds[0] ?? 0;
  let energy = state.energy;
  let a = random[0] ?? 0;
  let b = random[1] ?? 0;
  let c = random[2] ?? 0;
  let d = random[3] ?? 0;
  for (let round = 0; round < sweeps; round++) {
    for (let variable = 0; variable < size; variable++) {
      const sign = signs[variable] ?? 0;
      const rise = Math.imul(sign, fields[variable] ?? 0);
      if (rise > largest) continue;
      if (rise > 0) {
        const scrambled = Math.imul(b, 5);
        const drawn = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 20;
        const shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 11) | (d >>> 21);
        if (rise > (thresholds[drawn] ?? 0)) continue;
      }
      energy += rise;
      signs[variable] = -sign;
      const end = (starts[variable + 1] ?? 0) << 1;
      if (sign > 0) {
        for (let at = (starts[variable] ?? 0) << 1; at < end; at += 2) {
          const other = links[at] ?? 0;
          fields[other] = ((fields[other] ?? 0) + (links[at + 1] ?? 0)) | 0;
        }
      } else {
        for (let at = (starts[variable] ?? 0) << 1; at < end; at += 2) {
          const other = links[at] ?? 0;
          fields[other] = ((fields[other] ?? 0) - (links[at + 1] ?? 0)) | 0;
        }
      }
    }
  }
  random[0] = a;
  random[1] = b;
  random[2] = c;
  random[3] = d;
  state.energy = energy;
}
