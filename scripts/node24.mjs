// Runs a script with Node 24, hands signals on and ends with its exit code.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { findNode24 } from './runtime.mjs';

const node = findNode24();
if (node === undefined) {
  console.error('Node 24 is missing: run npm start or npm test once, or install Node 24.');
  process.exit(1);
}
const child = spawn(node, process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
