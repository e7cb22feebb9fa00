import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { commands } from './command/commands.ts';

const usage = `npm run qdt -- COMMAND [...]
${commands.map(({ name, about }) => `  ${name.padEnd(16)}${about}`).join('\n')}
  --json        this list as JSON
Each command tells more with --help.`;

const [name, ...rest] = process.argv.slice(2);
const command = commands.find((entry) => entry.name === name);
if (name === '--json') console.log(JSON.stringify(commands.map(({ name, about }) => ({ name, about }))));
else if (name === '--help') console.log(usage);
else if (command === undefined) {
  console.error(name === undefined ? usage : `There is no command ${name}.\n${usage}`);
  process.exitCode = 2;
} else {
  const program = join(import.meta.dirname, '..', command.program);
  const flags = 'flags' in command ? command.flags : [];
  const child = spawn(process.execPath, [...flags, program, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
