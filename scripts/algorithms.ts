import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- algorithms [--json] [--node URL]
  The algorithms whose signatures count in this city, with their verifiers, and how they changed.
  --json        as the node tells them
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, json: { type: 'boolean', default: false } },
  run: async ({ node, json }) => {
    const { algorithms, changes } = await clientFor(node).algorithms();
    if (json) {
      console.log(JSON.stringify({ algorithms, changes }));
      return;
    }
    for (const { code, name, status, sunset, verifier } of algorithms) {
      const end = sunset === undefined ? '' : `, ends ${timeOf(sunset)}`;
      console.log(`${code}  ${name ?? '(unknown here)'}  ${status}${end}  verified by ${verifier}`);
    }
    for (const { at, code, change, transactionHash } of changes)
      console.log(`  ${timeOf(at)}  ${code} ${change.toLowerCase().replace('_', ' ')}  ${transactionHash}`);
  },
});

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
