import type { PolicyView, PurposeList } from '../node/client/views.ts';
import { timeText } from '../node/protocol/descriptions/values.ts';
import { causeText } from './command/cause-text.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- policies [ID] [--overdue] [--purposes] [--json] [--node URL]
  The policies there have been: rules in words read from their bytes on chain, who answers for them, by which votes.
  --overdue     only those in force whose review date has come
  --purposes    the purposes that were voted on instead
  --json        as the node tells them
${nodeUsage}`;

const documentWords: Readonly<Record<PolicyView['documentState'], string>> = {
  matching: 'compiles to exactly these rules',
  differing: 'DOES NOT compile to these rules; the rules count',
  unreadable: 'IS NO policy document; the rules count',
  missing: 'is not here; the rules count',
};

await runCommand({
  usage,
  options: {
    ...nodeOption,
    overdue: { type: 'boolean', default: false },
    purposes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  run: async ({ node, overdue, purposes, json }, [id]) => {
    const client = clientFor(node);
    if (purposes) {
      const list = await client.purposes();
      console.log(json ? JSON.stringify(list) : purposeLines(list).join('\n'));
      return;
    }
    if (id !== undefined && !/^[1-9]\d{0,14}$/.test(id)) throw argumentInvalid('is a whole number', 'ID');
    const query = overdue ? { overdue } : {};
    const policies = id === undefined ? (await client.policies(query)).policies : [await client.policy(Number(id))];
    if (json) console.log(JSON.stringify(id === undefined ? policies : policies[0]));
    else if (policies.length === 0) console.log(overdue ? 'No policy is overdue.' : 'No policy was published yet.');
    else console.log(policies.map((policy) => policyLines(policy).join('\n')).join('\n\n'));
  },
});

function policyLines(policy: PolicyView): string[] {
  const { id, state, owner, ownerName, legalBasis, reviewBy, isOverdue, rules, notEnforced, changes } = policy;
  return [
    `Policy ${id}: ${state === 'PUBLISHED' ? 'in force' : 'retired'}`,
    `  ${ownerName ?? owner} answers for it; legal basis ${legalBasis}; to be reviewed by ${timeText(reviewBy)}${isOverdue ? ' - OVERDUE' : ''}`,
    ...rules.map(({ index, inWords }) => `  ${index}. ${inWords}`),
    `  The document ${policy.documentCid} ${documentWords[policy.documentState]}.`,
    ...notEnforced.map((text) => `  Not enforced: ${text}`),
    ...changes.map(({ at, what, proposal, participant, ruleIndex }) => {
      const whom = participant === undefined ? '' : ` for ${participant}, rule ${ruleIndex}`;
      return `  ${timeText(at)}: ${what}${whom}, by ${causeText(proposal)}`;
    }),
  ];
}

function purposeLines({ purposes }: PurposeList): string[] {
  return purposes.map(({ purpose, isVoted, since, proposal }) => {
    const word = isVoted ? 'voted' : 'taken off';
    return `${purpose.padEnd(32)}${word} since ${timeText(since)} by ${causeText(proposal)}`;
  });
}
