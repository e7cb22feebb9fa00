import { checkConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import { energyOfBits, packBits, scoreConstrained, violationOf } from '../../node/protocol/constrained-energy.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { isNodeError, NodeError } from '../../node/protocol/errors.ts';
import { type BoundThread, startBound } from '../bounds/bound-thread.ts';
import { simpleBound } from '../bounds/prove-bound.ts';
import { type Conflict, conflictInWords, conflictOf } from '../linear/conflict.ts';
import { highs } from '../linear/highs.ts';
import { type ProgramThread, startProgram } from '../linear/program-thread.ts';
import { type Presolved, presolve } from '../presolve/presolve.ts';
import { formOf, hasRules } from './form-of-model.ts';
import { type ComponentShare, type StopReason, searchPortfolio, type Visitor } from './portfolio.ts';
import type { SolvedModel, SolveModelOptions } from './solved-model.ts';

/**
 * Searches and proves at the same time, then checks its own answer with the protocol's score and checker. Where time is the limit, HiGHS
 * and branch and bound join in and hand over what they find at the barriers. The same seed, threads and epochs give the same sample.
 * Throws COMPONENT_UNKNOWN, MODEL_INFEASIBLE with an irreducible set of rules, SOLVING_FOUND_NONE with a rule that the best found breaks.
 */
export async function solveModel(model: ConstrainedModel, options: SolveModelOptions): Promise<SolvedModel> {
  const run = new Run(model, options);
  try {
    return await run.solve();
  } finally {
    await run.stop();
  }
}

interface Best {
  readonly bits: Uint8Array;
  readonly energy: bigint;
  readonly seconds: number;
}

class Run {
  readonly #model: ConstrainedModel;
  readonly #options: SolveModelOptions;
  readonly #started = performance.now();
  readonly #settled = new AbortController();
  readonly #time: AbortSignal | undefined;
  readonly #signal: AbortSignal;
  readonly #bound: BoundThread;
  readonly #program: ProgramThread | undefined;
  readonly #visitors: Visitor[] = [];
  readonly #visits = new Map<string, number>();
  #best: Best | undefined;
  #claim: { isOptimal: boolean; bound: number } | undefined;
  #conflict: Conflict | undefined;
  #isEmpty = false;

  constructor(model: ConstrainedModel, options: SolveModelOptions) {
    const { seconds, signal, only } = options;
    this.#model = model;
    this.#options = options;
    this.#time = seconds === undefined ? undefined : AbortSignal.timeout(Math.ceil(1000 * seconds));
    this.#signal = AbortSignal.any([this.#time, signal, this.#settled.signal].filter((one) => one !== undefined));
    const isTimed = seconds !== undefined;
    this.#bound = startBound(model, {
      isPatient: isTimed,
      onBetter: () => this.#settle(),
      onSample: (bits, kind) => {
        if (isTimed && only === undefined) this.#visit(kind === 'branch/1' ? 'branching' : 'relaxation', bits);
      },
      onInfeasible: () => {
        this.#isEmpty = true;
        if (this.#program === undefined) this.#settled.abort();
      },
    });
    const takesHighs = only === undefined ? isTimed && hasRules(model) : only === 'highs';
    if (takesHighs) this.#program = this.#startHighs(seconds ?? 3600);
  }

  async solve(): Promise<SolvedModel> {
    const found = await this.#search();
    const seconds = this.#elapsed();
    this.#refuseInfeasible();
    if (found.stoppedBy !== 'optimum') await Promise.race([this.#bound.done, aborted(this.#signal)]);
    return { ...this.#check(), ...found, seconds, claimedBound: this.#claim?.bound };
  }

  async stop(): Promise<void> {
    await Promise.all([this.#bound.stop(), this.#program?.stop()]);
  }

  async #search() {
    const { only, target } = this.#options;
    if (only === 'highs') {
      await Promise.race([this.#program?.done, aborted(this.#signal)]);
      return {
        stoppedBy: this.#reason('exhausted'),
        epochs: 0,
        workDone: 0,
        attribution: this.#shares([]),
        isReplayable: false,
      };
    }
    const small = await this.#presolve();
    const { form, variables } = formOf(small.model, only);
    const whole = (bits: Uint8Array) => small.restore(bits.subarray(0, variables));
    const { threads } = this.#options;
    const answer = await searchPortfolio({
      ...this.#options,
      // HiGHS needs a core of its own
      threads: this.#program === undefined ? threads : Math.max(1, threads - 1),
      form,
      signal: this.#signal,
      target: target === undefined ? undefined : Number(target - form.offset),
      provenBound: () => {
        const proven = this.#bound.best();
        return proven === undefined ? undefined : Number(proven.bound - form.offset);
      },
      visitors: form.size === variables ? () => this.#takeVisitors(small) : undefined,
      onEpoch: ({ bits, component }) => this.#consider(whole(bits), component),
    });
    this.#consider(whole(answer.bits), 'portfolio');
    const { epochs, workDone } = answer;
    return {
      stoppedBy: this.#reason(answer.stoppedBy),
      epochs,
      workDone,
      attribution: this.#shares(answer.attribution),
      isReplayable: this.#visits.size === 0,
    };
  }

  /** Throws MODEL_INFEASIBLE with the conflict, where presolve meets one. */
  async #presolve(): Promise<Presolved> {
    try {
      return presolve(this.#model);
    } catch (error) {
      if (!isNodeError(error, 'MODEL_INFEASIBLE')) throw error;
      this.#conflict = await conflictOf(await highs(), this.#model);
      this.#refuseInfeasible();
      throw error;
    }
  }

  /** Those that agree with what presolve has fixed. */
  #takeVisitors({ reduce, restore }: Presolved): Visitor[] {
    return this.#visitors
      .splice(0)
      .map(({ component, bits }) => ({ component, bits: reduce(bits) }))
      .filter(({ bits }) => violationOf(this.#model, restore(bits)) === undefined);
  }

  #startHighs(timeLimit: number): ProgramThread {
    return startProgram({ model: this.#model, timeLimit }, (message) => {
      if (message.kind === 'sample') this.#visit('highs', message.bits);
      if (message.kind === 'conflict') {
        this.#conflict = message.conflict;
        this.#settled.abort();
      }
      if (message.kind === 'end') this.#claim = { isOptimal: message.claim === 'optimal', bound: message.claimedBound };
    });
  }

  #visit(component: string, bits: Uint8Array): void {
    this.#visits.set(component, (this.#visits.get(component) ?? 0) + 1);
    if (this.#consider(bits, component)) this.#visitors.push({ component, bits });
  }

  /** Keeps a sample that meets every rule and is better than all before; true then. */
  #consider(bits: Uint8Array, component: string): boolean {
    if (violationOf(this.#model, bits) !== undefined) return false;
    const energy = energyOfBits(this.#model, bits);
    if (this.#best !== undefined && energy >= this.#best.energy) return false;
    this.#best = { bits, energy, seconds: this.#elapsed() };
    this.#bound.offer(energy);
    this.#options.onBetter?.({ energy, seconds: this.#best.seconds, component });
    this.#settle();
    return true;
  }

  /** Ends the search where nothing is left to find. */
  #settle(): void {
    const bound = this.#bound.best()?.bound;
    const energy = this.#best?.energy;
    if (energy === undefined) return;
    const { target } = this.#options;
    const isTimed = this.#options.seconds !== undefined;
    if ((bound !== undefined && energy <= bound) || (isTimed && target !== undefined && energy <= target))
      this.#settled.abort();
  }

  #reason(given: StopReason): StopReason | 'time' {
    const bound = this.#bound.best()?.bound;
    if (bound !== undefined && this.#best !== undefined && this.#best.energy <= bound) return 'optimum';
    if (given !== 'signal') return given;
    if (this.#settled.signal.aborted) return 'target';
    return this.#time?.aborted === true ? 'time' : 'signal';
  }

  /** What came from beside the search, unless the search took it in at a barrier. */
  #shares(shares: readonly ComponentShare[]): ComponentShare[] {
    const known = new Set(shares.map(({ component }) => component));
    const others = [...this.#visits].filter(([component]) => !known.has(component));
    return [...shares, ...others.map(([component, jobs]) => ({ component, improvement: 0, jobs, workUnits: 0 }))];
  }

  #refuseInfeasible(): void {
    if (this.#best !== undefined || (this.#conflict === undefined && !this.#isEmpty)) return;
    throw new NodeError('MODEL_INFEASIBLE', {
      rule: 'no sample meets every rule',
      conflict: this.#conflict === undefined ? undefined : conflictInWords(this.#conflict),
      status: this.#isEmpty ? 'proven' : this.#conflict?.status,
    });
  }

  #check(): Pick<SolvedModel, 'sample' | 'energy' | 'bound' | 'certificate' | 'optimality' | 'secondsToBest'> {
    const best = this.#best;
    if (best === undefined)
      throw new NodeError('SOLVING_FOUND_NONE', { rule: 'no sample that meets every rule was met' });
    const sample = packBits(best.bits);
    const energy = scoreConstrained(this.#model, sample);
    const proven = this.#bound.best() ?? simpleBound(this.#model);
    if (proven === undefined) throw new NodeError('MODEL_NOT_LINEAR', { rule: 'some way of proving suits the model' });
    const { bound, certificate } = proven;
    const checked = checkConstrainedCertificate(this.#model, certificate);
    if (checked !== bound || energy < bound) throw new NodeError('SOLVER_WRONG', { energy, bound, checked });
    // HiGHS' claim is about its own sample, which the best is no worse than
    const isClaimed = this.#claim?.isOptimal === true;
    const optimality = energy === bound ? 'proven' : isClaimed ? 'claimed' : 'open';
    return { sample, energy, bound, certificate, optimality, secondsToBest: best.seconds };
  }

  #elapsed(): number {
    return (performance.now() - this.#started) / 1000;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
