import { annealing } from '../samplers/quadratic/annealing.ts';
import { enumeration, mostEnumerated } from '../samplers/quadratic/enumeration.ts';
import { tabuRelinking } from '../samplers/quadratic/path-relinking.ts';
import type { QuadraticForm } from '../samplers/quadratic/quadratic-form.ts';
import type { QuadraticSampler } from '../samplers/quadratic/quadratic-sampler.ts';
import { tempering } from '../samplers/quadratic/tempering.ts';

/** A sampler in the portfolio. */
export interface Component {
  readonly sampler: QuadraticSampler;
  /** Whether it starts from the elites of all threads. */
  readonly takesElites: boolean;
}

/** Above this size scanning every variable for each flip of a tabu search no longer pays. */
const mostForTabu = 4000;

/** What suits a form, in the order of first use. */
export function componentsFor({ size }: Pick<QuadraticForm, 'size'>): readonly Component[] {
  if (size <= mostEnumerated) return [{ sampler: enumeration(), takesElites: false }];
  const tabu = size <= mostForTabu ? [{ sampler: tabuRelinking(), takesElites: true }] : [];
  return [
    { sampler: annealing({ start: 'random', reads: 4 }), takesElites: false },
    ...tabu,
    { sampler: tempering(), takesElites: false },
    { sampler: annealing({ start: 'random', reads: 1 }), takesElites: false },
    { sampler: annealing({ start: 'elite', reads: 2 }), takesElites: true },
    { sampler: annealing({ start: 'elite', reads: 8 }), takesElites: true },
  ];
}

/** The components whose name is `only` or starts with it; all where it is not given. */
export function chooseComponents(form: Pick<QuadraticForm, 'size'>, only?: string): readonly Component[] {
  const all = componentsFor(form);
  return only === undefined ? all : all.filter(({ sampler }) => sampler.name.startsWith(only));
}
