import { batchFromJson } from '../node/protocol/call-json.ts';
import { batchLines } from './command/describe-batch.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- calls [--all] [--json] [--node URL]
  The calls that wait for signatures, in words.
  --all         those carried out and those too late as well
  --json        as the node tells them
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, all: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  run: async ({ node, all, json }) => {
    const client = clientFor(node);
    const { calls } = await client.calls(all ? {} : { status: 'pending' });
    if (json) {
      console.log(JSON.stringify(calls));
      return;
    }
    const network = await client.network();
    if (calls.length === 0) console.log('No call waits.');
    for (const { account, calls: batch, nonce, deadline, ...call } of calls) {
      const lines = batchLines(
        network,
        batchFromJson({ account, calls: batch, nonce, deadline, signatures: [] }).batch,
      );
      console.log(
        [...lines, `Signed by ${call.signatures.length} of ${call.threshold}, ${call.status}.`, ''].join('\n'),
      );
    }
  },
});
