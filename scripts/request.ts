import { writeFileSync } from 'node:fs';
import { getAddress, isAddress } from 'viem';
import type { NodeClient } from '../node/client/client.ts';
import { type Problem, type ProblemScope, scopeOf } from '../node/protocol/problems/problem.ts';
import { routesProblem } from '../node/protocol/problems/routes/parameters.ts';
import { requestBatch } from '../node/protocol/request-batch.ts';
import { readSnapshot } from '../node/protocol/snapshot.ts';
import { verifiedBlocks } from '../oracle/committee/evidence.ts';
import { toCallFile } from './command/call-file.ts';
import { batchLines } from './command/describe-batch.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- request --agency ADDRESS --committee ADDRESS --out FILE [--share PART] [--seed N] [--snapshot CID]
  Prepares an agency's request for a route guidance decision, to be signed with npm run qdt -- sign.
  --agency ADDRESS     the agency's account
  --committee ADDRESS  the account that shall record
  --share PART         part of the drivers that follow guidance (default: 0.2)
  --seed N             the solver's seed (default: 7)
  --snapshot CID       of the twin; a new one is taken where it is not given
  --mandate ID         under this standing mandate: it takes effect as soon as it is recorded (npm run qdt -- mandates)
  --window SECONDS     how long it is open to challenge (default: the network's)
  --within SECONDS     how long the committee has (default: 3600)
  --out FILE           where the unsigned call goes
${nodeUsage}`;

const day = 86_400;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    agency: { type: 'string' },
    committee: { type: 'string' },
    share: { type: 'string', default: '0.2' },
    seed: { type: 'string', default: '7' },
    snapshot: { type: 'string' },
    mandate: { type: 'string' },
    window: { type: 'string' },
    within: { type: 'string', default: '3600' },
    out: { type: 'string' },
  },
  run: async (values) => {
    const out = requireArgument('out', values.out);
    const client = clientFor(values.node);
    const network = await client.network();
    const problem = routesProblem({
      parameters: { sharePermille: Math.round(number('share', values.share) * 1000) },
      solver: { seed: number('seed', values.seed) },
    });
    const snapshotCid = values.snapshot ?? (await client.takeSnapshot()).cid;
    const { batch, content } = requestBatch({
      ledger: network.contracts.decisionLedger,
      agency: address('agency', values.agency),
      committee: address('committee', values.committee),
      problem,
      snapshotCid,
      ...(values.mandate === undefined
        ? {}
        : { mandate: { id: mandateId(values.mandate), scope: await scopeOn(client, snapshotCid, problem) } }),
      challengeWindowSeconds:
        values.window === undefined ? network.challengeWindowSeconds : number('window', values.window),
      now: Date.now() / 1000,
      recordSeconds: number('within', values.within),
      callSeconds: day,
    });
    const blocks = content.map((bytes) => Buffer.from(bytes).toString('base64'));
    writeFileSync(out, `${JSON.stringify(toCallFile(batch, [], blocks), undefined, 2)}\n`, { flag: 'wx' });
    console.log(batchLines(network, batch).join('\n'));
    console.log(`Written to ${out}. Next: npm run qdt -- sign ${out} --key KEYFILE`);
  },
});

async function scopeOn(client: NodeClient, snapshotCid: string, problem: Problem): Promise<ProblemScope> {
  return scopeOf(await readSnapshot(snapshotCid, verifiedBlocks(client)), problem);
}

function mandateId(text: string): bigint {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw argumentInvalid('is a whole number from 1', 'mandate');
  return BigInt(text);
}

function address(argument: string, value: string | undefined) {
  const text = requireArgument(argument, value);
  if (!isAddress(text)) throw argumentInvalid('is an address', argument);
  return getAddress(text);
}

function number(argument: string, text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !Number.isFinite(value)) throw argumentInvalid('is a number', argument);
  return value;
}
