import { existsSync } from 'node:fs';
import { NodeError } from '../node/protocol/errors.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { proposalOptions, proposalUsage, proposedCalls } from './command/proposal-options.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { seatbeltLines } from './command/seatbelt-lines.ts';

const usage = `npm run qdt -- seatbelt (ID | FILE | WHAT...) [--days N] [--json] [--node URL]
  What a proposal really changes, before anybody votes: its calls are carried out on a copy of the ledger's state.
  Ends with 1 when they would be refused.
  ID            a proposal
  FILE          calls that nobody has proposed yet; or say by options what shall be proposed:
${proposalUsage}
  --days N      ask the access records of the last N days again, under the rules before and after (default: 30)
  --json        as the node tells it
${nodeUsage}`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...proposalOptions,
    calls: { type: 'string' },
    days: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ node, days, json, calls, ...named }, [what]) => {
    if (!/^[0-9]{1,4}$/.test(days)) throw argumentInvalid('is a number of days', 'days');
    const client = clientFor(node);
    const file = what !== undefined && existsSync(what) ? what : calls;
    const isProposal = what !== undefined && file !== what;
    if (isProposal && !/^[0-9]+$/.test(what)) throw argumentInvalid('is a proposal or a file', what);
    const { contracts } = await client.network();
    const drafted = isProposal ? [] : proposedCalls(contracts, named, file);
    const view = isProposal
      ? await client.seatbelt(what, Number(days))
      : await client.draftSeatbelt({
          calls: drafted.map((call) => ({ ...call, value: String(call.value) })),
          days: Number(days),
        });
    console.log(json ? JSON.stringify(view) : seatbeltLines(view).join('\n'));
    if (view.outcome === 'would revert') throw new NodeError('PROPOSAL_WOULD_REVERT', { stage: view.revert?.stage });
  },
});
