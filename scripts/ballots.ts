import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { type Hex, isAddress } from 'viem';
import { createChainReader } from '../node/client/chain-reader.ts';
import type { NodeClient } from '../node/client/client.ts';
import { type VerifiedBallots, verifyBallots } from '../node/protocol/ballots-file/verify.ts';
import { timeText } from '../node/protocol/descriptions/values.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { nativeEngine } from '../node/protocol/signatures/native.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- ballots export ADDRESS --out FILE [--json] [--node URL]
npm run qdt -- ballots verify FILE [--against URL] [--json]
  export        writes an agency's newest ballots (at most 100) with all their evidence into one file
  verify        checks such a file with no network: the proposals' ids, the blocks, the transactions in them, that each ballot was
                counted, the post-quantum signatures by keys the agency held then, and the reasons; 1 when a check failed
  --json        one JSON object on standard output
  --against URL a node that you trust: whether the blocks are the city's; not checked without one
${nodeUsage}`;

const longestFile = 256 * 1024 * 1024;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    out: { type: 'string' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ node, out, against, json }, [action, word]) => {
    if (action === 'export') {
      const address = requireArgument('ADDRESS', word);
      if (!isAddress(address)) throw argumentInvalid('is an address', 'ADDRESS');
      const path = requireArgument('out', out);
      const file = await clientFor(node).pastBallots(address);
      writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`, { flag: 'wx' });
      console.log(json ? JSON.stringify({ file: path }) : `Written to ${path}.`);
    } else if (action === 'verify') {
      const text = readSmall(requireArgument('FILE', word));
      const offline = verifyBallots(text, nativeEngine);
      const verified =
        against === undefined
          ? offline
          : verifyBallots(text, nativeEngine, await blocksOf(clientFor(against), offline));
      console.log(json ? JSON.stringify(verified) : lines(verified).join('\n'));
      if (!verified.isValid) throw new NodeError('BALLOTS_NOT_VALID', firstFailure(verified));
    } else throw argumentInvalid('is export or verify', action ?? 'action');
  },
});

/** The hashes of the ballots' blocks as another node has them. */
async function blocksOf(client: NodeClient, { ballots }: VerifiedBallots): Promise<Map<number, Hex>> {
  const reader = createChainReader(client);
  const blocks = new Map<number, Hex>();
  for (const { blockNumber } of ballots) {
    const { hash } = await reader.getBlock({ blockNumber: BigInt(blockNumber) });
    blocks.set(blockNumber, hash);
  }
  return blocks;
}

function readSmall(path: string): string {
  const { size } = statSync(path);
  if (size > longestFile) throw new NodeError('FILE_TOO_LARGE', { path, bytes: size, most: longestFile });
  return readFileSync(path, 'utf8');
}

function lines({ file, voter, ballots }: VerifiedBallots): string[] {
  return [
    `${file.state.padEnd(12)}file${file.reason === undefined ? '' : ` (${file.reason})`}`,
    ...(voter === undefined ? [] : [`Ballots of ${voter}:`]),
    ...ballots.flatMap(({ proposal, support, castAt, checks }) => [
      `${support} on proposal ${proposal}, ${timeText(castAt)}`,
      ...checks.map(
        ({ name, state, reason }) => `  ${state.padEnd(12)}${name}${reason === undefined ? '' : ` (${reason})`}`,
      ),
    ]),
  ];
}

function firstFailure({ file, ballots }: VerifiedBallots) {
  const [failed] = [file, ...ballots.flatMap(({ checks }) => checks)].filter(({ state }) => state === 'failed');
  return { check: failed?.name, reason: failed?.reason };
}
