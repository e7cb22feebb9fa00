import { existsSync } from 'node:fs';
import type { NodeClient } from '../node/client/client.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { policyOptions, policyUsage, proposedPolicies } from './command/policy-options.ts';
import { proposalOptions, proposalUsage, proposedCalls } from './command/proposal-options.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { seatbeltLines } from './command/seatbelt-lines.ts';

const usage = `npm run qdt -- seatbelt (ID | FILE | WHAT...) [--days N] [--json] [--node URL]
  What a proposal really changes, before anybody votes: its calls are carried out on a copy of the ledger's state.
  Ends with 1 when they would be refused.
  ID            a proposal
  FILE          calls that nobody has proposed yet; or say by options what shall be proposed:
${proposalUsage}
${policyUsage}
  --days N      ask the access records of the last N days again, under the rules before and after (default: 30)
  --json        as the node tells it
${nodeUsage}`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...proposalOptions,
    ...policyOptions,
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
    const view = isProposal
      ? await client.seatbelt(what, Number(days))
      : await client.draftSeatbelt({ calls: await drafted(client, named, file), days: Number(days) });
    console.log(json ? JSON.stringify(view) : seatbeltLines(view).join('\n'));
    if (view.outcome === 'would revert') throw new NodeError('PROPOSAL_WOULD_REVERT', { stage: view.revert?.stage });
  },
});

type Named = Parameters<typeof proposedCalls>[1] & Parameters<typeof proposedPolicies>[1];

/** The calls that the options name, as `propose` would propose them. */
async function drafted(client: NodeClient, named: Named, file: string | undefined) {
  const { contracts } = await client.network();
  const purposes = (await client.purposes()).purposes.filter(({ isVoted }) => isVoted);
  const policies = proposedPolicies(
    contracts,
    named,
    purposes.map(({ purpose }) => purpose),
  );
  const calls = [...policies.calls, ...proposedCalls(contracts, named, file)];
  if (calls.length === 0) throw argumentInvalid('names a proposal, a file, or what shall change');
  return calls.map((call) => ({ ...call, value: String(call.value) }));
}
