import { durableSteps } from '../../oracle/committee/durable-steps.ts';
import { readOracleConfig } from '../../oracle/config.ts';
import { runOracle } from '../../oracle/oracle.ts';

// Run as a process: an oracle that kills itself, as a power cut would, at the step and moment named in DIE_AT.
const [step, moment] = (process.env.DIE_AT ?? '').split(' ');
if (step !== '' && !durableSteps.some((known) => known === step)) throw new Error(`no step ${step}`);
const config = readOracleConfig(process.argv.slice(2), process.env);
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
if (config !== undefined)
  await runOracle(config, {
    signal: stopping.signal,
    tell: ({ text }) => console.log(text),
    clock: () => Date.now() / 1000,
    onStep: (name, when) => {
      if (name === step && when === moment) process.kill(process.pid, 'SIGKILL');
    },
  });
process.exit(0);
