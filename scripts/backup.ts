import { compareHead } from './backups/compare-head.ts';
import { backupNode } from './backups/node-backup.ts';
import { clientFor } from './command/node-option.ts';
import { requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- backup TARGET [--data DIR] [--node URL] [--json]
  Copies a node's ledger, content, waiting calls and texts into the folder TARGET while the node runs, and compares every hash.
  --data DIR    the node's data folder (default: data/node)
  --node URL    also compare the copy's head with what this running node answers
  --json        what was copied, as JSON`;

await runCommand({
  usage,
  options: {
    data: { type: 'string', default: 'data/node' },
    node: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ data, node, json }, [target]) => {
    const manifest = await backupNode(data, requireArgument('TARGET', target));
    if (node !== undefined) await compareHead(clientFor(node), manifest.head);
    const { head, content } = manifest;
    if (json) console.log(JSON.stringify(manifest));
    else
      console.log(`Copied ${head.headNumber} blocks up to ${head.headHash} and ${content.blocks} pieces of content.`);
  },
});
