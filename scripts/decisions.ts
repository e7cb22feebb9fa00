import type { DecisionView } from '../node/client/views.ts';
import { timeText } from '../node/protocol/descriptions/values.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- decisions [ID] [--json] [--node URL]
  The newest decisions and where they stand, or one of them.
  --json        as the node tells them
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, json: { type: 'boolean', default: false } },
  run: async ({ node, json }, [id]) => {
    const client = clientFor(node);
    if (id !== undefined && !/^[1-9]\d{0,15}$/.test(id)) throw argumentInvalid('is a whole number from 1', 'ID');
    const decisions = id === undefined ? (await client.decisions()).decisions : [await client.decision(Number(id))];
    if (json) console.log(JSON.stringify(decisions));
    else if (decisions.length === 0) console.log('No decision yet.');
    else for (const decision of decisions) console.log(lineOf(decision));
  },
});

function lineOf({ id, state, kind, agencyName, agency, requestedAt }: DecisionView): string {
  return `${id}  ${state.padEnd(9)}  ${kind}  asked by ${agencyName ?? agency} at ${timeText(requestedAt)}`;
}
