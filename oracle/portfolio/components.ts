import { groupAnnealing } from '../samplers/native/group-annealing.ts';
import { type NativeKind, type NativeSampler, nativeAnnealing } from '../samplers/native/native-annealing.ts';
import { annealing } from '../samplers/quadratic/annealing.ts';
import { enumeration } from '../samplers/quadratic/enumeration.ts';
import { tabuRelinking } from '../samplers/quadratic/path-relinking.ts';
import type { QuadraticAnswer, QuadraticOptions, QuadraticSampler } from '../samplers/quadratic/quadratic-sampler.ts';
import { tempering } from '../samplers/quadratic/tempering.ts';
import { isEnumerated, isNative, type SearchForm } from './search-form.ts';

/** A sampler in the portfolio. */
export interface Component {
  readonly name: string;
  /** Whether it starts from the elites of all threads. */
  readonly takesElites: boolean;
  sample(form: SearchForm, options: QuadraticOptions): QuadraticAnswer;
}

/** Above this size scanning every variable for each flip of a tabu search no longer pays. */
const mostForTabu = 4000;
const nativeKinds: readonly NativeKind[] = [
  { start: 'random', reads: 4 },
  { start: 'elite', reads: 1 },
  { start: 'random', reads: 1 },
  { start: 'elite', reads: 4 },
];

/** Two that stay near what the relaxation gives, which measured best; then one that leaves it behind. */
const groupHeats = ['tepid', 'warm', 'hot'] as const;

/** What suits a form, in the order of first use. */
export function componentsFor(form: SearchForm): readonly Component[] {
  if (isNative(form)) {
    const groups = form.oneHot === undefined ? [] : groupHeats.map((heat) => native(groupAnnealing(heat), true));
    return [...groups, ...nativeKinds.map((kind) => native(nativeAnnealing(kind), kind.start === 'elite'))];
  }
  if (isEnumerated(form)) return [quadratic(enumeration(), false)];
  const tabu = form.size <= mostForTabu ? [quadratic(tabuRelinking(), true)] : [];
  return [
    quadratic(annealing({ start: 'random', reads: 4 }), false),
    ...tabu,
    quadratic(tempering(), false),
    quadratic(annealing({ start: 'random', reads: 1 }), false),
    quadratic(annealing({ start: 'elite', reads: 2 }), true),
    quadratic(annealing({ start: 'elite', reads: 8 }), true),
  ];
}

/** The components whose name is `only` or starts with it; all where it is not given. */
export function chooseComponents(form: SearchForm, only?: string): readonly Component[] {
  const all = componentsFor(form);
  return only === undefined ? all : all.filter(({ name }) => name.startsWith(only));
}

function quadratic(sampler: QuadraticSampler, takesElites: boolean): Component {
  const { name } = sampler;
  return {
    name,
    takesElites,
    sample: (form, options) => {
      if (isNative(form)) throw new Error(`${name} takes free bits`);
      return sampler.sample(form, options);
    },
  };
}

function native(sampler: NativeSampler, takesElites: boolean): Component {
  const { name } = sampler;
  return {
    name,
    takesElites,
    sample: (form, options) => {
      if (!isNative(form)) throw new Error(`${name} takes a model with rules`);
      return sampler.sample(form, options);
    },
  };
}
