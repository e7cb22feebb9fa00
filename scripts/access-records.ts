import type { NodeClient } from '../node/client/client.ts';
import type { AccessRecordList } from '../node/client/views.ts';
import { timeText } from '../node/protocol/descriptions/values.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { brokenRecord } from '../node/protocol/policy/access-record.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- access-records [--participant ADDRESS] [--target TARGET] [--after N] [--limit N] [--json] [--node URL]
npm run qdt -- access-records --check [--json] [--node URL]
  Every verdict that the node was asked for, permit and deny, oldest first.
  --participant an account, or anyone for somebody unknown
  --target      as qdt why takes it
  --after       records above this number (default: 0)
  --limit       at most so many (default: 100, at most 1000)
  --check       reads all of them and checks each one's hash and its link to the one before; ends with 1 where one broke
  --json        as the node tells them
${nodeUsage}`;

type Records = AccessRecordList['records'];

await runCommand({
  usage,
  options: {
    ...nodeOption,
    participant: { type: 'string' },
    target: { type: 'string' },
    after: { type: 'string', default: '0' },
    limit: { type: 'string', default: '100' },
    check: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  run: async ({ node, participant, target, after, limit, check, json }) => {
    const query = {
      after: whole('after', after),
      limit: whole('limit', limit),
      ...(participant === undefined ? {} : { participant }),
      ...(target === undefined ? {} : { target }),
    };
    const client = clientFor(node);
    if (check) {
      const { checked, last } = await checkAll(client);
      console.log(
        json
          ? JSON.stringify({ checked, last })
          : `${checked} records, none changed or left out; the last hash is ${last}.`,
      );
      return;
    }
    const { records } = await client.accessRecords(query);
    if (json) console.log(JSON.stringify(records));
    else console.log(records.length === 0 ? 'Nothing was asked yet.' : records.map(line).join('\n'));
  },
});

/** Reads every record in pages. ACCESS_RECORD_BROKEN names the first that is not what its hash says. */
async function checkAll(client: NodeClient): Promise<{ checked: number; last: string }> {
  let before: Records = [];
  let checked = 0;
  for (;;) {
    const { records } = await client.accessRecords({ after: checked, limit: 1000 });
    const broken = brokenRecord([...before, ...records]);
    if (broken !== undefined) throw new NodeError('ACCESS_RECORD_BROKEN', { number: broken.number });
    if (records.length === 0) return { checked, last: before.at(-1)?.hash ?? 'none' };
    checked += records.length;
    before = records.slice(-1);
  }
}

function line({
  number,
  participant,
  target,
  action,
  purpose,
  at,
  isPermitted,
  reason,
  policyId,
  askedBy,
}: Records[number]): string {
  const why = policyId === 0 ? reason : `${reason}, policy ${policyId}`;
  const what = `${action} ${target}${purpose === '' ? '' : ` for ${purpose}`}`;
  const by = askedBy === undefined ? '' : `, asked by ${askedBy}`;
  return `${String(number).padStart(6)}  ${timeText(at)}  ${isPermitted ? 'permit' : 'deny  '}  ${participant}  ${what} (${why})${by}`;
}

function whole(option: string, text: string): number {
  if (!/^\d{1,14}$/.test(text)) throw argumentInvalid('is a whole number', option);
  return Number(text);
}
