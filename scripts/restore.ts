import { restoreNode } from './backups/node-backup.ts';
import { requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- restore SOURCE [--data DIR] [--json]
  Puts the backup in the folder SOURCE where a node finds it, and compares every hash. Refuses where a ledger already is.
  --data DIR    the node's new data folder (default: data/node)
  --json        what was restored, as JSON`;

await runCommand({
  usage,
  options: { data: { type: 'string', default: 'data/node' }, json: { type: 'boolean', default: false } },
  run: async ({ data, json }, [source]) => {
    const manifest = await restoreNode(requireArgument('SOURCE', source), data);
    const { head, content } = manifest;
    if (json) console.log(JSON.stringify(manifest));
    else
      console.log(`Restored ${head.headNumber} blocks up to ${head.headHash} and ${content.blocks} pieces of content.`);
  },
});
