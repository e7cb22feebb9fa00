import type { MandateList } from '../node/client/views.ts';
import { timeText } from '../node/protocol/descriptions/values.ts';
import { causeText } from './command/cause-text.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- mandates [--json] [--node URL]
  The standing mandates there have been, newest first: what an agency may have put into effect without another vote.
  --json        as the node tells them
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, json: { type: 'boolean', default: false } },
  run: async ({ node, json }) => {
    const list = await clientFor(node).mandates();
    if (json) console.log(JSON.stringify(list));
    else if (list.mandates.length === 0) console.log('No mandate was granted yet.');
    else console.log(list.mandates.map((mandate) => mandateLines(mandate).join('\n')).join('\n\n'));
  },
});

const stateWords = { IN_FORCE: 'in force', ENDED: 'ended', REVOKED: 'revoked' } as const;

function mandateLines(mandate: MandateList['mandates'][number]): string[] {
  const { id, state, kind, area, agency, agencyName, largestChange, until, perDay, usedToday, decisions } = mandate;
  const { grantedAt, grantedBy, revokedAt, revokedBy = '0' } = mandate;
  const revoked = revokedAt === undefined ? [] : [`  Revoked at ${timeText(revokedAt)} by ${causeText(revokedBy)}.`];
  return [
    `Mandate ${id}: ${stateWords[state]}`,
    `  ${agencyName ?? agency} may have “${kind}” decisions in ${area} take effect as soon as they are recorded,`,
    `  each with a change of at most ${largestChange}, at most ${perDay} a day (${usedToday} today), until ${timeText(until)}.`,
    `  Granted at ${timeText(grantedAt)} by ${causeText(grantedBy)}.`,
    ...revoked,
    decisions.length === 0 ? '  No decision under it yet.' : `  Decisions under it: ${decisions.join(', ')}.`,
  ];
}
