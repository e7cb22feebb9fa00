import { runStep } from './command/step-proposal.ts';

await runStep('execute', 'What waited in the timelock is carried out. Anybody may ask for it.');
