import { SolidityVerifiers } from './assurance/solidity-verifiers.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { compileContracts } from './compile.ts';
import { runVectors, type VectorResult } from './vectors/run-vectors.ts';

const usage = `npm run verify-vectors -- FILE... [--json]
  Runs official test vectors (ACVP, Wycheproof, BoringSSL, X-Wing: JSON as in ../shared/vectors) through every engine that has
  the algorithm: the Solidity verifiers in an EVM of this process, OpenSSL (node:crypto), and noble.
  Ends with 1 for a wrong verdict, a disagreement of engines, or a file with no case that can be run.
  --json   one JSON object: {ok, files: [{file, cases, engines, mismatches}]}`;

await runCommand({
  usage,
  options: { json: { type: 'boolean', default: false } },
  run: async ({ json }, files) => {
    if (files.length === 0) throw argumentInvalid('is given, at least one', 'FILE');
    await compileContracts();
    const solidity = await SolidityVerifiers.openCompiled();
    const results: VectorResult[] = [];
    try {
      for (const file of files) {
        const result = await runVectors(file, solidity);
        results.push(result);
        if (!json) console.log(lines(result).join('\n'));
      }
    } finally {
      await solidity.close();
    }
    const ok = results.every(isRight);
    if (json) console.log(JSON.stringify({ ok, files: results }));
    else console.log(ok ? 'All engines agree with every vector.' : 'FAILED');
    if (!ok) process.exit(1);
  },
});

function isRight({ cases, mismatches }: VectorResult): boolean {
  return cases > 0 && mismatches.length === 0;
}

function lines(result: VectorResult): string[] {
  const { file, cases, engines, mismatches } = result;
  const name = file.slice(file.lastIndexOf('/') + 1);
  const counts = Object.entries(engines).map(([engine, count]) => `${engine} ${count}`);
  const what = cases === 0 ? 'no case that can be run' : `${cases} cases (${counts.join(', ')})`;
  return [
    `${isRight(result) ? 'passed' : 'FAILED'}  ${name}: ${what}`,
    ...mismatches.map(({ id, algorithm, operation, expected, outcomes }) => {
      const said = Object.entries(outcomes).map(([engine, outcome]) => `${engine} ${short(outcome)}`);
      return `        ${algorithm} ${operation}, case ${id}: the file says ${short(expected ?? 'nothing')}; ${said.join(', ')}`;
    }),
  ];
}

function short(outcome: string): string {
  return outcome.length > 20 ? `${outcome.slice(0, 18)}…` : outcome;
}
