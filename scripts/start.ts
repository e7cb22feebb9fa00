import { resolve } from 'node:path';
import { isNodeError } from '../node/protocol/errors.ts';
import { readStartArguments, startUsage } from './demonstration/arguments.ts';
import { runDemonstration } from './demonstration/demonstration.ts';

const portInUse = 'Another program listens on this port: stop it, or choose another with --port.';
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());

try {
  const args = readStartArguments(process.argv.slice(2));
  if (args === undefined) console.log(startUsage);
  else await runDemonstration({ ...args, dataFolder: resolve(args.dataFolder) }, stopping.signal);
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  const isUsage = isNodeError(error, 'ARGUMENT_INVALID');
  console.error(isNodeError(error) ? error.message : isPortInUse(error) ? portInUse : error);
  if (isUsage) console.error(startUsage);
  process.exit(isUsage ? 2 : 1);
}

function isPortInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
