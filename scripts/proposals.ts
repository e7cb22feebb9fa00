import { timeText } from '../node/protocol/descriptions/values.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { proposalLines, readProposal } from './command/proposal.ts';
import { runCommand } from './command/run-command.ts';
import { textLines } from './command/text-lines.ts';

const usage = `npm run qdt -- proposals [ID] [--seats] [--json] [--node URL]
  What the agencies vote on, newest first, in words read from the proposals' own bytes; one of them with its ballots and
  with what was written about it.
  --seats       who has a seat or a role instead, since when and by which vote
  --json        as the node tells them
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, seats: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  run: async ({ node, seats, json }, [id]) => {
    const client = clientFor(node);
    if (seats) {
      const list = await client.seats();
      if (json) console.log(JSON.stringify(list));
      else console.log(seatLines(list).join('\n'));
      return;
    }
    const proposals = id === undefined ? (await client.proposals()).proposals : [await client.proposal(id)];
    if (json) {
      console.log(JSON.stringify(id === undefined ? proposals : proposals[0]));
      return;
    }
    if (proposals.length === 0) console.log('Nothing was proposed yet.');
    const network = await client.network();
    for (const proposal of proposals) console.log([...proposalLines(network, readProposal(proposal)), ''].join('\n'));
    if (id !== undefined) console.log((await client.texts(`proposal:${id}`)).texts.flatMap(textLines).join('\n'));
  },
});

type Seats = Awaited<ReturnType<ReturnType<typeof clientFor>['seats']>>;

function seatLines({ seats, roles }: Seats): string[] {
  return [
    ...seats.map(({ agency, name, grantedAt, grantedBy, withdrawnAt, withdrawnBy }) => {
      const end =
        withdrawnAt === undefined ? '' : `, until ${timeText(withdrawnAt)} by ${causeText(withdrawnBy ?? '0')}`;
      return `seat      ${agency}  ${name ?? ''}  since ${timeText(grantedAt)} by ${causeText(grantedBy)}${end}`;
    }),
    ...roles.map(({ role, account, name, grantedAt, grantedBy, until, revokedAt }) => {
      const expiry = until === undefined ? '' : `, ends ${timeText(until)}`;
      const end = revokedAt === undefined ? expiry : `, taken away ${timeText(revokedAt)}`;
      return `${role.padEnd(10)}${account}  ${name ?? ''}  since ${timeText(grantedAt)} by ${causeText(grantedBy)}${end}`;
    }),
  ];
}

function causeText(proposal: string): string {
  return proposal === '0' ? 'the founder' : `proposal ${proposal}`;
}
