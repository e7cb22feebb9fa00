import { readFileSync } from 'node:fs';
import { isNodeError, NodeError } from '../node/protocol/errors.ts';
import { solveModel } from '../oracle/portfolio/solve-model.ts';
import type { SolvedModel, SolveModelOptions } from '../oracle/portfolio/solved-model.ts';
import { printOut } from './command/print-out.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { solvedJson, solvedLines } from './solve/describe-solved.ts';
import type { Instance } from './solve/instance.ts';
import { readInstance } from './solve/read-instance.ts';
import { writeSolved } from './solve/write-solved.ts';

const defaultSeconds = 10;
const usage = `npm run solve -- FILE [options]
  Solves a file: max-cut (Gset, rudy, Biq Mac .mc; maximised), Biq Mac .sparse (minimised), qbsolv .qubo (maximised), CPLEX .lp
  in whole numbers, or our own model (.json of format qdt-model/2 or its chunks in .qdtm; minimised). Shows the best sample with a proven bound, both checked again. Ctrl-C stops
  early with the best so far. Exit 1 for a file that is broken - with its line and the
  reason - or that no sample can meet - with as few of its rules as contradict each other; 2 for a broken option.
  --time S      seconds for search and proof (default ${defaultSeconds}, none where --work or --epochs is given)
  --work N      stop after N attempted flips
  --epochs N    stop after N epochs: the same file, seed, threads and epochs give the same sample
  --target V    stop at this value, in the file's own sense
  --seed N      0 to 4294967295 (default 1)
  --threads N   1 to 64 (default 2)
  --only COMPONENT  only those whose names start so. Free bits: enumeration, annealing, tabu-relinking, tempering (a model
                with rules is then searched as a QUBO). Rules: native, annealer (groups alone), highs
  --energy      print the energy alone
  --out DIR     write model.qdtm, sample.json, certificate.json and solved.json there
  --json        one JSON object with everything, certificate included`;

await runCommand({
  usage,
  options: {
    time: { type: 'string' },
    work: { type: 'string' },
    epochs: { type: 'string' },
    target: { type: 'string' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
    energy: { type: 'boolean', default: false },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ time, work, epochs, target, seed, threads, only, energy: isEnergy, out, json }, words) => {
    const file = requireArgument('FILE', words[0]);
    const instance = readOrExit(file);
    const run = {
      file,
      seed: number('seed', seed, 0, 0xffffffff) ?? 1,
      threads: number('threads', threads, 1, 64) ?? 2,
    };
    const interrupted = new AbortController();
    process.once('SIGINT', () => interrupted.abort());
    const hasOtherLimit = work !== undefined || epochs !== undefined;
    const solved = await solveByName(instance, {
      ...run,
      seconds: seconds(time) ?? (hasOtherLimit ? undefined : defaultSeconds),
      workUnits: number('work', work, 1, Number.MAX_SAFE_INTEGER),
      epochs: number('epochs', epochs, 1, 1_000_000),
      target: targetEnergy(target, instance),
      only,
      signal: interrupted.signal,
      onBetter: ({ energy, seconds: at, component }) => {
        const value = instance.objective === 'maximize' ? -energy : energy;
        if (!json && !isEnergy) console.error(`${at.toFixed(2)} s: ${value} by ${component}`);
      },
    });
    if (out !== undefined) writeSolved(out, instance, solved, run);
    if (isEnergy) console.log(solved.energy.toString());
    else if (json) await printOut(`${JSON.stringify(solvedJson(instance, solved, run))}\n`);
    else console.log(solvedLines(instance, solved, run).join('\n'));
  },
});

/** Says rules that contradict each other by the names that the file gives them. */
async function solveByName({ model, ruleNames }: Instance, options: SolveModelOptions): Promise<SolvedModel> {
  try {
    return await solveModel(model, options);
  } catch (error) {
    if (!isNodeError(error, 'MODEL_INFEASIBLE') || ruleNames === undefined) throw error;
    const { conflict } = error.details;
    if (typeof conflict !== 'string') throw error;
    const named = conflict.replace(/constraint (\d+)/g, (word, index) => ruleNames[Number(index)] ?? word);
    throw new NodeError('MODEL_INFEASIBLE', { ...error.details, conflict: named }, error);
  }
}

function readOrExit(file: string): Instance {
  let content: Uint8Array;
  try {
    content = readFileSync(file);
  } catch {
    throw argumentInvalid('is a file that can be read', 'FILE');
  }
  try {
    return readInstance(file, content);
  } catch (error) {
    if (!isNodeError(error)) throw error;
    const { line, rule, field } = error.details;
    const where = line === undefined ? file : `${file}:${line}`;
    console.error(`${where}: ${field === undefined ? '' : `${field}: `}${rule ?? error.message} (${error.code})`);
    process.exit(1);
  }
}

function number(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw argumentInvalid(`is a whole number from ${least} to ${most}`, name);
  return value;
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= 1_000_000)) throw argumentInvalid('is a number of seconds above 0', 'time');
  return value;
}

function targetEnergy(text: string | undefined, { objective }: Instance): bigint | undefined {
  if (text === undefined) return undefined;
  if (!/^-?\d{1,30}$/.test(text)) throw argumentInvalid('is a whole number', 'target');
  return objective === 'maximize' ? -BigInt(text) : BigInt(text);
}
