import type { NodeClient } from '../node/client/client.ts';
import type { AccessAnswerView } from '../node/client/views.ts';
import { timeText } from '../node/protocol/descriptions/values.ts';
import { causeText } from './command/cause-text.ts';
import { clientAs } from './command/client-as.ts';
import { identityOption, identityUsage } from './command/identity-option.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- why --participant ADDRESS --target TARGET --action WORD [--purpose NAME] [--at TIME]
               [--collections LIST] [--as KEYFILE] [--json] [--node URL]
  May X do that with Y, and why: the rule in words, the vote that made it, who voted how, since and until when. The node keeps
  every verdict. Ends with 1 where it is no.
  --participant an account, or anyone for somebody unknown
  --target      dataset:NAME, collection:NAME, decision:KIND, entity:TYPE or entity:TYPE/ATTRIBUTE
  --action      read, aggregate, derive, distribute, modify, delete, decide or enact
  --purpose     a purpose's name; left out where none is stated
  --at          a past time, unix seconds or such as 2026-11-23T00:00:00Z (default: now)
  --collections the collections that the dataset belongs to, separated by commas
${identityUsage}; the access record says so
  --json        as the node tells it
${nodeUsage}`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...identityOption,
    participant: { type: 'string' },
    target: { type: 'string' },
    action: { type: 'string' },
    purpose: { type: 'string' },
    at: { type: 'string' },
    collections: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ node, json, purpose, at, collections, ...values }) => {
    const client = await clientOf(node, values);
    const answer = await client.access({
      participant: requireArgument('participant', values.participant),
      target: requireArgument('target', values.target),
      action: requireArgument('action', values.action),
      ...(purpose === undefined ? {} : { purpose }),
      ...(at === undefined ? {} : { at: timeOf(at) }),
      ...(collections === undefined ? {} : { collections }),
    });
    console.log(json ? JSON.stringify(answer) : lines(answer).join('\n'));
    if (answer.verdict === 'deny') process.exit(1);
  },
});

/** Whose requests are signed where a key file is given. */
async function clientOf(node: string, values: { as?: string; 'passphrase-file'?: string }): Promise<NodeClient> {
  const client = clientFor(node);
  if (values.as === undefined) return client;
  return await clientAs(client, { file: values.as, passphrase: await readPassphrase(values['passphrase-file']) });
}

function timeOf(text: string): number {
  const seconds = /^\d{1,14}$/.test(text) ? Number(text) : Date.parse(text) / 1000;
  if (!Number.isInteger(seconds))
    throw argumentInvalid('is unix seconds, or a time such as 2026-11-23T00:00:00Z', 'at');
  return seconds;
}

function lines(answer: AccessAnswerView): string[] {
  const { ended, verdict, reasonInWords, policyId, ruleIndex, ruleInWords, proposal, ballots, approval, since, until } =
    answer;
  return [
    `${verdict === 'permit' ? 'Yes' : 'No'}, at ${timeText(answer.at)}. ${reasonInWords}.`,
    ...(ruleInWords === undefined ? [] : [`  Policy ${policyId}, rule ${ruleIndex}: ${ruleInWords}`]),
    ...(proposal === undefined ? [] : [`  By ${causeText(proposal)}${ballotText(ballots)}`]),
    ...(approval === undefined
      ? []
      : [
          `  Approved by ${causeText(approval.proposal)}${ballotText(approval.ballots)}, until ${timeText(approval.until)}`,
        ]),
    ...(ended === undefined
      ? []
      : [
          `  Until ${timeText(ended.at)} policy ${ended.policyId} said: ${ended.ruleInWords}`,
          `  Taken away by ${causeText(ended.proposal)}${ballotText(ended.ballots)}`,
        ]),
    ...(since === undefined ? [] : [`  Since ${timeText(since)}`]),
    ...(until === undefined ? [] : [`  Until ${timeText(until)}`]),
    `  Kept as access record ${answer.recordId}.`,
  ];
}

function ballotText(ballots: AccessAnswerView['ballots'] = []): string {
  if (ballots.length === 0) return '';
  return `: ${ballots.map(({ voter, name, support }) => `${name ?? voter} ${support}`).join(', ')}`;
}
