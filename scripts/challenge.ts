import { readFileSync } from 'node:fs';
import { challengeDecision } from '../node/client/court/challenge.ts';
import { openCourtSession } from '../node/client/court/session.ts';
import { readSampleFile } from '../node/protocol/court/sample-file.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { requireArgument, runCommand } from './command/run-command.ts';
import { actorOptions, actorUsage, decisionNumber, openActor } from './court/actor.ts';
import { claimSalt } from './court/claim-file.ts';

const usage = `npm run challenge -- ID SAMPLE --account ADDRESS --key FILE [--json] [--node URL]
  Beats the recorded answer of a decision: scores your sample here, commits to it, reveals it, and has the court score it on chain. The
  better one stands, with credit. Where it stopped, the same command goes on; SAMPLE.claim keeps what the reveal needs.
  ID                 the decision's number
  SAMPLE             a JSON file: {"bits": [0, 1, ...]}, {"choices": [...]} or {"sample": "0x..."}
${actorUsage}
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, ...actorOptions },
  run: async (values, [number, file]) => {
    const id = decisionNumber(number);
    const path = requireArgument('SAMPLE', file);
    const document = readJson(path);
    const client = clientFor(values.node);
    const network = await client.network();
    const actor = await openActor(values, network);
    const session = await openCourtSession(client, network, actor, id);
    const sample = readSampleFile(document, session.compiled.model);
    const { claim, energy, outcome } = await challengeDecision(session, actor, sample, claimSalt(`${path}.claim`));
    if (values.json) console.log(JSON.stringify({ claim: Number(claim), energy: String(energy), outcome }));
    else console.log(`Claim ${claim} of decision ${id} with the energy ${energy}: ${outcome}.`);
    if (outcome !== 'UPHELD') throw new NodeError('CLAIM_NOT_UPHELD', { claim: Number(claim), outcome });
  },
});

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new NodeError('FILE_INVALID', { path, rule: 'is a JSON file' }, cause);
  }
}
