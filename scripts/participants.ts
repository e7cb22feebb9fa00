import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- participants [--json] [--node URL]
  Who takes part: account, kind, roles and how many signatures each needs.
  --json        as the node tells them
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, json: { type: 'boolean', default: false } },
  run: async ({ node, json }) => {
    const { participants } = await clientFor(node).participants();
    if (json) console.log(JSON.stringify(participants));
    else
      for (const { account, kind, status, name, signers, threshold, roles } of participants)
        console.log(
          `${account}  ${kind} ${status}  ${name ?? '(a person)'}  ${threshold} of ${signers.length}  ${roles.join(' ')}`,
        );
  },
});
