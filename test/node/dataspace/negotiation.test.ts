import { expect } from 'chai';
import { legalText } from '../../../node/dataspace/agreement/legal-text.ts';
import { dspContext } from '../../../node/dataspace/dsp/context.ts';
import type { Json } from '../../../node/protocol/policy/strict-json.ts';
import { expectCode, expectRejection } from '../../expect-code.ts';
import { agree, type Connector, roads, roadsOffer, startPair, until, untilState } from './connectors.fixture.ts';

describe('a negotiation between two connectors', () => {
  let provider: Connector;
  let consumer: Connector;

  before(async () => {
    ({ provider, consumer } = await startPair());
  });
  after(async () => {
    await consumer.remove();
    await provider.remove();
  });

  const post = async (path: string, body: unknown): Promise<{ status: number; body: { [key: string]: Json } }> => {
    const response = await fetch(`${provider.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  let number = 0;
  const request = (change: { [key: string]: Json } = {}): { [key: string]: Json } => ({
    '@context': [dspContext],
    '@type': 'ContractRequestMessage',
    '@id': `urn:m:${++number}`,
    consumerPid: `urn:c:${number}`,
    callbackAddress: consumer.url,
    offer: { ...roadsOffer, target: roads },
    ...change,
  });

  it('ends in one agreement, with one hash on both sides and a text in words', async () => {
    const agreement = await agree(provider, consumer);
    const other = provider.dataspace.agreements.get(agreement.id);
    expect([other.hash, other.document, other.cid]).to.deep.equal([agreement.hash, agreement.document, agreement.cid]);
    expect([other.role, agreement.role]).to.deep.equal(['provider', 'consumer']);
    expect(legalText(agreement)).to.contain('1. The consumer may read.').and.to.contain(agreement.hash);
    const told = await fetch(new URL(`/agreements/${encodeURIComponent(agreement.id)}/text`, provider.url));
    expect(await told.text()).to.equal(legalText(other));
  });

  it('goes through an offer, a counter-offer and its difference in words to a termination that both know', async () => {
    const { negotiations } = consumer.dataspace;
    const { id } = await negotiations.start({ connectorAddress: provider.url, dataset: roads, offer: roadsOffer });
    const theirs = await until('the request', () =>
      provider.dataspace.negotiations.list(9).find((one) => one.peerPid === id),
    );
    const narrower = { '@id': 'urn:offer:narrow', '@type': 'Offer' as const, permission: [{ action: 'aggregate' }] };
    provider.dataspace.negotiations.offer(theirs.id, narrower);
    await until('the offer', () => (negotiations.get(id).state === 'OFFERED' ? true : undefined));
    const view = consumer.dataspace.negotiationView(negotiations.get(id));
    expect(view.offers[1]?.changes).to.deep.equal([
      'No longer: The consumer may read.',
      'New: The consumer may aggregate.',
    ]);
    expect(view.waitsFor).to.match(/^the consumer: to accept/);
    negotiations.counter(id, { ...roadsOffer, '@id': 'urn:offer:again' });
    await until('the counter-offer', () =>
      provider.dataspace.negotiations.get(theirs.id).state === 'REQUESTED' ? true : undefined,
    );
    provider.dataspace.negotiations.terminate(theirs.id, ['too much is asked']);
    await until('the termination', () => (negotiations.get(id).state === 'TERMINATED' ? true : undefined));
    expect(negotiations.get(id).ended).to.deep.equal({ by: 'provider', reasons: ['too much is asked'] });
    expectCode('DSP_TRANSITION_ILLEGAL', () => negotiations.accept(id));
  });

  it('is not agreed to against the policies', async () => {
    const { id } = await consumer.dataspace.negotiations.start({
      connectorAddress: provider.url,
      dataset: roads,
      offer: roadsOffer,
    });
    const theirs = await until('the request', () =>
      provider.dataspace.negotiations.list(9).find((one) => one.peerPid === id),
    );
    provider.permitted.clear();
    await expectRejection('ACCESS_DENIED', provider.dataspace.negotiations.agree(theirs.id));
    provider.permitted.add('read ');
    expect(provider.dataspace.negotiations.get(theirs.id).state).to.equal('REQUESTED');
  });

  it('begins once for a request that comes twice, and not for another with its id', async () => {
    const message = request();
    const first = await post('/negotiations/request', message);
    const again = await post('/negotiations/request', message);
    expect([first.status, again.status]).to.deep.equal([201, 201]);
    expect(again.body).to.deep.equal(first.body);
    const other = await post('/negotiations/request', { ...message, '@id': 'urn:other' });
    expect([other.status, other.body['@type'], other.body.code]).to.deep.equal([
      400,
      'ContractNegotiationError',
      'DSP_PID_TAKEN',
    ]);
  });

  it('answers an illegal step with an error object, and stays what it was', async () => {
    const { body: begun } = await post('/negotiations/request', request());
    const { consumerPid, providerPid } = begun;
    const pids = { consumerPid, providerPid };
    const event = { '@context': [dspContext], '@type': 'ContractNegotiationEventMessage', ...pids };
    const path = `/negotiations/${encodeURIComponent(String(providerPid))}`;
    const refusals = [
      await post(`${path}/events`, { ...event, eventType: 'ACCEPTED' }),
      await post(`${path}/events`, { ...event, eventType: 'FINALIZED' }),
      await post(`${path}/agreement/verification`, { ...event, '@type': 'ContractAgreementVerificationMessage' }),
      await post(`${path}/request`, { ...without(request(), 'callbackAddress'), ...pids }),
      await post(`${path}/offers`, {
        ...event,
        '@type': 'ContractOfferMessage',
        offer: { ...roadsOffer, target: roads },
      }),
      await post(`${path}/events`, { ...event, eventType: 'ACCEPTED', consumerPid: 'urn:somebody-else' }),
    ];
    for (const { status, body } of refusals) {
      expect([status, body['@type'], body.providerPid]).to.deep.equal([400, 'ContractNegotiationError', providerPid]);
    }
    const now = await (await fetch(`${provider.url}${path}`)).json();
    expect(now).to.deep.equal({ ...begun, state: 'REQUESTED' });
  });

  const bad: [string, number, string, () => unknown][] = [
    [
      'a callback to a private address',
      400,
      'PEER_REFUSED',
      () => request({ callbackAddress: 'http://127.0.0.1:9/x' }),
    ],
    [
      'a callback by a name of a private address',
      400,
      'PEER_REFUSED',
      () => request({ callbackAddress: 'https://localhost:9/' }),
    ],
    [
      'an offer that is not in the catalog',
      400,
      'OFFER_UNKNOWN',
      () => request({ offer: { ...roadsOffer, '@id': 'urn:own', target: roads } }),
    ],
    [
      'the catalog’s offer with other terms',
      400,
      'OFFER_TERMS_DIFFER',
      () => request({ offer: { ...roadsOffer, target: roads, permission: [{ action: 'distribute' }] } }),
    ],
    [
      'an empty policy',
      400,
      'POLICY_EMPTY',
      () => request({ offer: { ...roadsOffer, target: roads, permission: [] } }),
    ],
    [
      'a dataset that is not offered',
      400,
      'OFFER_DATASET_UNKNOWN',
      () => request({ offer: { ...roadsOffer, target: 'urn:x' } }),
    ],
    ['a key twice', 400, 'BODY_INVALID', () => '{"@type":"a","@type":"b"}'],
    ['too many levels', 400, 'BODY_INVALID', () => '['.repeat(40) + ']'.repeat(40)],
    ['a message that is too long', 413, 'BODY_TOO_LARGE', () => request({ padding: 'x'.repeat(70_000) })],
    ['nothing', 400, 'BODY_INVALID', () => ''],
  ];
  for (const [what, status, code, body] of bad) {
    it(`is not begun by ${what}`, async () => {
      const before = provider.dataspace.negotiations.list(100).length;
      const answer = await post('/negotiations/request', body());
      expect([answer.status, answer.body['@type'], answer.body.code]).to.deep.equal([
        status,
        'ContractNegotiationError',
        code,
      ]);
      expect(provider.dataspace.negotiations.list(100)).to.have.length(before);
    });
  }

  it('is 404 as an error object where there is none', async () => {
    const response = await fetch(`${provider.url}/negotiations/urn:nobody`);
    const body = await response.json();
    expect([response.status, body['@type'], body.code]).to.deep.equal([
      404,
      'ContractNegotiationError',
      'NEGOTIATION_UNKNOWN',
    ]);
  });

  it('goes on after the consumer was killed before its request left, and the provider before its agreement did', async () => {
    await provider.halt();
    const begun = await consumer.dataspace.negotiations.start({
      connectorAddress: provider.url,
      dataset: roads,
      offer: roadsOffer,
    });
    await until('a try', () => consumer.dataspace.negotiationView(begun).waitsFor.match(/tried \d+ times/)?.[0]);
    await consumer.halt();
    await provider.start();
    await consumer.start();
    const theirs = await until('the request', () =>
      provider.dataspace.negotiations.list(100).find(({ peerPid }) => peerPid === begun.id),
    );
    await consumer.halt();
    await provider.dataspace.negotiations.agree(theirs.id);
    await provider.halt();
    await consumer.start();
    await provider.start();
    expect(await untilState(consumer, 'AGREED')).to.equal(begun.id);
    consumer.dataspace.negotiations.verify(begun.id);
    await until('the verification', () =>
      provider.dataspace.negotiations.get(theirs.id).state === 'VERIFIED' ? true : undefined,
    );
  });
});

function without(value: { [key: string]: Json }, name: string): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}
