import { bytesToHex, hexToBytes } from 'viem';
import { createClient } from '../../client/client.ts';
import { challengeDecision } from '../../client/court/challenge.ts';
import { type ChallengedDecision, openChallenged } from '../../client/court/challenged.ts';
import { type Actor, openCourtSession } from '../../client/court/session.ts';
import { strikeDecision } from '../../client/court/strike.ts';
import type { Network } from '../../client/views.ts';
import { scoreConstrained } from '../../protocol/constrained-energy.ts';
import { readSampleFile } from '../../protocol/court/sample-file.ts';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import type { CourtKey, CourtNews, CourtQuestion } from './court-messages.ts';
import { searchBetter } from './search-better.ts';
import { signWithKeyFile } from './signing.ts';

const client = createClient({ url: '' });

addEventListener('message', ({ data }: MessageEvent<CourtQuestion>) => {
  void answer(data);
});

async function answer(question: CourtQuestion): Promise<void> {
  try {
    tell({ kind: 'ended', outcome: await act(question) });
  } catch (error) {
    if (isNodeError(error)) tell({ kind: 'error', code: error.code, details: error.details });
    else tell({ kind: 'error', code: 'WORKER_FAILED', details: {} });
  }
}

async function act(question: CourtQuestion): Promise<Extract<CourtNews, { kind: 'ended' }>['outcome']> {
  const { decisionId } = question;
  const network = await client.network();
  switch (question.kind) {
    case 'score': {
      const challenged = await openChallenged(client, network, decisionId);
      await tellScored(challenged, readSampleFile(parse(question.file), challenged.compiled.model));
      return 'SCORED';
    }
    case 'search': {
      const challenged = await openChallenged(client, network, decisionId);
      const { seconds, seed } = question;
      const onProgress = (done: number): void => tell({ kind: 'searching', done });
      const limits = { seconds, seed, clock: () => performance.now() / 1000, onProgress };
      for await (const sample of searchBetter(challenged, limits)) await tellScored(challenged, sample);
      return 'SEARCHED';
    }
    case 'challenge': {
      const actor = await actorOf(question.key, network);
      const session = await openCourtSession(client, network, actor, decisionId);
      return (await challengeDecision(session, actor, hexToBytes(question.sample), question.salt)).outcome;
    }
    case 'strike': {
      const actor = await actorOf(question.key, network);
      const session = await openCourtSession(client, network, actor, decisionId);
      return (await strikeDecision(session, actor)).outcome;
    }
  }
}

/** Scored here, by the same code as everywhere: nothing is sent. */
async function tellScored({ compiled, standing }: ChallengedDecision, sample: Uint8Array): Promise<void> {
  const energy = scoreConstrained(compiled.model, sample);
  const scored = { sample: bytesToHex(sample), energy, standing: (await standing()).energy };
  tell({ kind: 'scored', scored });
}

/** Signs each batch with the key file, after the page was told what it is. */
async function actorOf({ account, keyFile, passphrase }: CourtKey, network: Network): Promise<Actor> {
  const { signers } = await client.accountKeys(account);
  const usable = signers.filter(({ isUsable }) => isUsable).map(({ signer }) => signer);
  const { chainId, contracts, time } = network;
  const started = performance.now();
  return {
    account,
    // The node's clock decides how long a call is valid.
    now: () => Math.ceil(time + (performance.now() - started) / 1000),
    tell: (progress) => tell({ kind: 'progress', progress }),
    sign(batch) {
      tell({ kind: 'signing', batch });
      const subject = { kind: 'batch', batch } as const;
      const question = { keyFile, passphrase, subject, chainId, contracts, signers: usable };
      return signWithKeyFile(question, (step) => tell({ kind: 'step', step }));
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NodeError('SAMPLE_FILE_MALFORMED', { rule: 'is JSON' }, error);
  }
}

function tell(news: CourtNews): void {
  postMessage(news);
}
