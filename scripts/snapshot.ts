import { timeText } from '../node/protocol/descriptions/values.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- snapshot [--json] [--node URL]
  Takes a snapshot of the twin and shows its CID, for npm run qdt -- request --snapshot CID.
  --json        as the node tells it
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, json: { type: 'boolean', default: false } },
  run: async ({ node, json }) => {
    const snapshot = await clientFor(node).takeSnapshot();
    if (json) {
      console.log(JSON.stringify(snapshot));
      return;
    }
    const { cid, takenAt, simulated, summary } = snapshot;
    console.log(`${cid}\n  taken ${timeText(takenAt)}${simulated ? ', simulated' : ''}`);
    console.log(`  ${summary.nodes} crossings, ${summary.links} roads, ${summary.pairs} pairs of trips`);
  },
});
