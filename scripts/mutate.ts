import { join } from 'node:path';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { type Judgement, judgeMutants } from './mutation/campaign.ts';
import { buildKillSet } from './mutation/kill-set.ts';
import { knownBad } from './mutation/known-bad.ts';
import { sampleMutants } from './mutation/sample.ts';

const defaultVectors = join(import.meta.dirname, '..', '..', 'shared', 'vectors');
const usage = `npm run mutate -- verifiers [--count N] [--seed N] [--vectors FOLDER] [--threads N] [--json]
  Changes the verifier libraries one place at a time, compiles each change as the contracts are compiled, and asks it the kill
  set: own signatures, edges of every bound, official vectors. Then ten mistakes that were planted. Ends with 1 below 95 % of those
  not shown equivalent, or when a planted one survives. About two seconds for each, thirty for a survivor.
  --count N          mutants, 1 to 5000 (default 260, of which a few do not compile)
  --seed N           which ones, 0 to 4294967295 (default 1)
  --vectors FOLDER   official vectors (default ../shared/vectors)
  --threads N        compilers at work, 1 to 16 (default 2)
  --json             one JSON object: {ok, seed, mutants, killed, equivalent, invalid, share, survivors, knownBad, judgements}`;

const leastShare = 0.95;

await runCommand({
  usage,
  options: {
    count: { type: 'string', default: '260' },
    seed: { type: 'string', default: '1' },
    vectors: { type: 'string', default: defaultVectors },
    threads: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ count, seed, vectors, threads, json }, [what]) => {
    if (what !== 'verifiers') throw argumentInvalid('is verifiers', 'WHAT');
    const seedNumber = within('seed', seed, 0, 0xffffffff);
    const planted = knownBad();
    const mutants = sampleMutants(within('count', count, 1, 5000), seedNumber);
    const killSet = await buildKillSet(vectors, seedNumber);
    const judgements = await judgeMutants([...planted, ...mutants], {
      killSet,
      threads: within('threads', threads, 1, 16),
      onJudged: (judgement, done) => {
        if (done % 20 === 0 || judgement.outcome === 'survived') {
          console.error(`${done} of ${planted.length + mutants.length}: ${describe(judgement)}`);
        }
      },
    });
    const summary = summarize(judgements.slice(0, planted.length), judgements.slice(planted.length), seedNumber);
    if (json) console.log(JSON.stringify(summary));
    else console.log(lines(summary).join('\n'));
    if (!summary.ok) process.exit(1);
  },
});

function summarize(planted: Judgement[], sampled: Judgement[], seed: number) {
  const count = (outcome: Judgement['outcome']) => sampled.filter((one) => one.outcome === outcome).length;
  const [killed, equivalent, invalid] = [count('killed'), count('equivalent'), count('invalid')];
  const mutants = sampled.length - invalid;
  const share = killed / (mutants - equivalent);
  const knownBadKilled = planted.filter(({ outcome }) => outcome === 'killed').length;
  return {
    ok: share >= leastShare && knownBadKilled === planted.length,
    seed,
    mutants,
    killed,
    equivalent,
    invalid,
    share,
    survivors: sampled.filter(({ outcome }) => outcome === 'survived'),
    knownBad: { planted: planted.length, killed: knownBadKilled, judgements: planted },
    judgements: sampled,
  };
}

function lines(summary: ReturnType<typeof summarize>): string[] {
  const { mutants, killed, equivalent, share, survivors, knownBad: planted, judgements } = summary;
  return [
    `${killed} of ${mutants} mutants killed, ${equivalent} equivalent: ${(100 * share).toFixed(1)} % of the others`,
    `${planted.killed} of ${planted.planted} planted mistakes killed`,
    ...survivors.map((one) => `survived    ${describe(one)}`),
    ...judgements.filter(({ outcome }) => outcome === 'equivalent').map((one) => `equivalent  ${describe(one)}`),
  ];
}

function describe({ file, line, original, changed, outcome, reason }: Judgement): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return `${name}:${line} ${outcome}: ${original} -> ${changed === '' ? 'nothing' : changed}${reason === undefined ? '' : ` (${reason})`}`;
}

function within(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw argumentInvalid(`is a whole number from ${least} to ${most}`, name);
  return value;
}
