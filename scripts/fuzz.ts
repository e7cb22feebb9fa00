import { SolidityVerifiers } from './assurance/solidity-verifiers.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { compileContracts } from './compile.ts';
import { fuzzVerifiers } from './fuzz/pq.ts';

const usage = `npm run fuzz -- pq [--seed N] [--cases N] [--json]
  Asks the Solidity verifiers, OpenSSL and noble for their verdict on the same signatures and on what mutations make of them:
  bits, lengths, keys, hints, norms, contexts, pre-hashed messages; also in strange calldata and with too little gas. Ends with 1
  when they differ, and prints the case whole.
  --seed N    0 to 4294967295 (default 1); OpenSSL's own randomness makes each signature another one all the same
  --cases N   verdicts of the three, 30 to 10000000 (default 10000, from 300 signatures of each algorithm)
  --json      one JSON object: {ok, seed, verdicts, results}`;

await runCommand({
  usage,
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ seed, cases, json }, [what]) => {
    if (what !== 'pq') throw argumentInvalid('is pq', 'WHAT');
    const options = { seed: number('seed', seed, 0, 0xffffffff), cases: number('cases', cases, 30, 10_000_000) };
    await compileContracts();
    const solidity = await SolidityVerifiers.openCompiled();
    try {
      const results = await fuzzVerifiers(solidity, { ...options, tell: (sentence) => console.error(sentence) });
      const verdicts = results.reduce((sum, one) => sum + one.verdicts, 0);
      const ok = results.every(({ disagreements }) => disagreements.length === 0);
      if (json) console.log(JSON.stringify({ ok, seed: options.seed, verdicts, results }));
      else {
        for (const one of results) {
          console.log(
            `${one.algorithm}: ${one.verdicts} verdicts of ${one.signatures} signatures and their mutants, ${one.accepted} accepted; ` +
              `${one.layouts} strange layouts, ${one.starved} with other gas; ${one.disagreements.length} disagreements`,
          );
          for (const wrong of one.disagreements) console.log(JSON.stringify(wrong));
        }
      }
      if (!ok) process.exit(1);
    } finally {
      await solidity.close();
    }
  },
});

function number(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw argumentInvalid(`is a whole number from ${least} to ${most}`, name);
  return value;
}
