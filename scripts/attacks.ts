import { type AttackResult, attacks, runAttack } from './attacks/run-attacks.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { compileContracts } from './compile.ts';

const usage = `npm run attacks -- [NUMBER...] [--json]
  Tries attacks 1 to 13 of the threat model on the real contracts and ML-DSA keys, in a chain of this process; then again with the
  defence taken out of the source. Ends with 1 if one is not refused, or is refused without its defence too.
  NUMBER   only these
  --json   [{number, name, defence, refused, acceptedWhenDefenceRemoved}]`;

await runCommand({
  usage,
  options: { json: { type: 'boolean', default: false } },
  run: async ({ json }, numbers) => {
    const unknown = numbers.find((number) => !attacks.some((attack) => String(attack.number) === number));
    if (unknown !== undefined) throw argumentInvalid('is the number of an attack, 1 to 13', unknown);
    await compileContracts();
    const results: AttackResult[] = [];
    for (const attack of attacks) {
      if (numbers.length > 0 && !numbers.includes(String(attack.number))) continue;
      const result = await runAttack(attack);
      results.push(result);
      if (!json) console.log(line(result));
    }
    if (json) console.log(JSON.stringify(results));
    if (!results.every(({ refused, acceptedWhenDefenceRemoved }) => refused && acceptedWhenDefenceRemoved))
      process.exit(1);
  },
});

function line({ number, name, defence, refused, acceptedWhenDefenceRemoved }: AttackResult): string {
  const without = acceptedWhenDefenceRemoved ? 'accepted without' : 'REFUSED WITHOUT TOO';
  return `${refused ? 'refused ' : 'ACCEPTED'}  ${number}. ${name}\n          ${without}: ${defence}`;
}
