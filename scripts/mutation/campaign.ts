import type { Hex } from 'viem';
import { SolidityVerifiers } from '../assurance/solidity-verifiers.ts';
import { CompilePool } from './compile-pool.ts';
import { argumentFor } from './equivalent.ts';
import type { Check, KillSet } from './kill-set.ts';
import { type Library, type Mutant, probes } from './mutant.ts';

export interface Judgement {
  file: string;
  line: number;
  kind: string;
  original: string;
  changed: string;
  /** `invalid` does not compile; `equivalent` by the same code or by the reason given. */
  outcome: 'killed' | 'survived' | 'equivalent' | 'invalid';
  /** The check that told it from the original, why it is equivalent, or what the compiler said. */
  reason?: string;
}

export interface CampaignOptions {
  killSet: KillSet;
  /** Compilers at work at a time. */
  threads: number;
  onJudged(judgement: Judgement, count: number): void;
}

/** Compiles each mutant as the contracts are compiled and asks it the kill set, until one answer is wrong. */
export async function judgeMutants(mutants: readonly Mutant[], options: CampaignOptions): Promise<Judgement[]> {
  const pool = new CompilePool(options.threads);
  const verifiers = await SolidityVerifiers.open();
  try {
    const originals: Partial<Record<Library['place'], Hex>> = {};
    for (const place of new Set(mutants.map(({ library }) => library.place))) {
      const bytecode = await original(pool, place);
      originals[place] = bytecode;
      await verifiers.put(place, bytecode);
      const wrong = await firstWrong(verifiers, options.killSet[place]);
      if (wrong !== undefined) throw new RangeError(`the verifier itself fails: ${wrong.name}`);
    }
    const judgements: Judgement[] = [];
    // All are handed to the pool at once; they are judged in their order as their code comes.
    const compiled = mutants.map((mutant) => compileMutant(pool, mutant));
    for (const [index, mutant] of mutants.entries()) {
      const judgement = await judge(mutant, await compiled[index], originals, verifiers, options.killSet);
      judgements.push(judgement);
      options.onJudged(judgement, judgements.length);
    }
    return judgements;
  } finally {
    await pool.close();
    await verifiers.close();
  }
}

type Code = Awaited<ReturnType<CompilePool['compile']>>;

async function judge(
  mutant: Mutant,
  code: Code | undefined,
  originals: Partial<Record<Library['place'], Hex>>,
  verifiers: SolidityVerifiers,
  killSet: KillSet,
): Promise<Judgement> {
  const { library, line, kind, original, changed } = mutant;
  const { place, file } = library;
  const told = { file, line, kind, original, changed };
  if (code === undefined || 'error' in code) {
    return { ...told, outcome: 'invalid', reason: code?.error.split('\n')[0] ?? 'not compiled' };
  }
  if (code.bytecode === originals[place])
    return { ...told, outcome: 'equivalent', reason: 'compiles to the same code' };
  await verifiers.put(place, code.bytecode);
  const killer = await firstWrong(verifiers, killSet[place]);
  if (killer !== undefined) return { ...told, outcome: 'killed', reason: killer.name };
  const argument = argumentFor(mutant);
  if (argument === undefined) return { ...told, outcome: 'survived' };
  return { ...told, outcome: argument.verdict === 'equivalent' ? 'equivalent' : 'survived', reason: argument.reason };
}

async function firstWrong(verifiers: SolidityVerifiers, checks: readonly Check[]): Promise<Check | undefined> {
  for (const check of checks) if ((await check.ask(verifiers)) !== check.expected) return check;
  return undefined;
}

async function original(pool: CompilePool, place: Library['place']): Promise<Hex> {
  const compiled = await pool.compile({ ...probes[place], changed: {} });
  if ('error' in compiled) throw new Error(compiled.error);
  return compiled.bytecode;
}

async function compileMutant(pool: CompilePool, { library, source }: Mutant): Promise<Code | undefined> {
  return pool.compile({ ...probes[library.place], changed: { [library.file]: source } });
}
