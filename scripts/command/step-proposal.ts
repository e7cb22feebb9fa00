import { clientFor, nodeOption, nodeUsage } from './node-option.ts';
import { proposalLines, readProposal } from './proposal.ts';
import { argumentInvalid, requireArgument, runCommand } from './run-command.ts';

/** The command by which anybody has a vote queued or carried out: it needs no key. */
export function runStep(step: 'queue' | 'execute', about: string): Promise<never> {
  return runCommand({
    usage: `npm run qdt -- ${step} PROPOSAL [--json] [--node URL]
  ${about}
  --json        one JSON object on standard output
${nodeUsage}`,
    options: { ...nodeOption, json: { type: 'boolean', default: false } },
    run: async ({ node, json }, [id]) => {
      const client = clientFor(node);
      const proposal = requireArgument('PROPOSAL', id);
      if (!/^\d{1,78}$/.test(proposal)) throw argumentInvalid('is a decimal number', 'PROPOSAL');
      const { transactionHash } = await client.stepProposal(proposal, step);
      const view = await client.proposal(proposal);
      if (json) console.log(JSON.stringify({ transactionHash, state: view.state, eta: view.eta }));
      else console.log(proposalLines(await client.network(), readProposal(view)).join('\n'));
    },
  });
}
