import { expect } from 'chai';
import { createClient } from '../../../node/client/client.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';

type Answer = { status: number; body: string };

/** A client of a node that gives this answer, and what it was asked. */
function clientOf(answer: Answer | Error) {
  const asked: { url: string; method: string; body: string }[] = [];
  const client = createClient({
    url: 'http://node.test',
    fetch: async (input, init) => {
      asked.push({ url: String(input), method: init?.method ?? '', body: String(init?.body ?? '') });
      if (answer instanceof Error) throw answer;
      return new Response(answer.body, { status: answer.status });
    },
  });
  return { client, asked };
}

describe('the client', () => {
  it('asks with the query it was given, leaving out what was not', async () => {
    const { client, asked } = clientOf({ status: 200, body: '{"decisions":[]}' });
    await client.decisions({ limit: 5, state: 'FINAL' });
    await client.decisions();
    expect(asked.map(({ url }) => url)).to.deep.equal([
      'http://node.test/decisions?limit=5&state=FINAL',
      'http://node.test/decisions',
    ]);
  });

  it('throws a problem’s own code with its details, status and sentence', async () => {
    const problem = { status: 409, code: 'CALL_NONCE_USED', detail: 'used.', details: { expected: '7' } };
    const { client } = clientOf({ status: 409, body: JSON.stringify(problem) });
    const error = await client.call('0x').catch((reason: unknown) => reason);
    if (!isNodeError(error)) throw error;
    expect(error.code).to.equal('CALL_NONCE_USED');
    expect(error.details).to.include({ status: 409, detail: 'used.', expected: '7', path: '/calls/0x' });
  });

  it('says that a node cannot be reached, and that an answer is no answer', async () => {
    expect(await codeOf(clientOf(new TypeError('failed to fetch')).client.health())).to.equal('NODE_UNREACHABLE');
    expect(await codeOf(clientOf({ status: 502, body: '<html>' }).client.health())).to.equal('NODE_ANSWERED_BADLY');
  });

  it('takes 503 as an answer to the question whether the node is ready', async () => {
    const { client } = clientOf({ status: 503, body: '{"ready":false}' });
    expect(await client.readiness()).to.deep.equal({ ready: false });
  });

  it('posts bodies as JSON', async () => {
    const { client, asked } = clientOf({ status: 201, body: '{"account":"0x"}' });
    await client.createAccount({ signers: [], threshold: 1, salt: '0x' });
    expect(asked).to.deep.equal([
      { url: 'http://node.test/accounts', method: 'POST', body: '{"signers":[],"threshold":1,"salt":"0x"}' },
    ]);
  });
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  return isNodeError(error) ? error.code : 'none';
}
