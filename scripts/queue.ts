import { runStep } from './command/step-proposal.ts';

await runStep('queue', 'What the agencies voted for waits in the timelock from now on. Anybody may ask for it.');
