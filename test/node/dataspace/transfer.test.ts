import { createServer } from 'node:http';
import { expect } from 'chai';
import { dspContext } from '../../../node/dataspace/dsp/context.ts';
import { hashOfTransferRecord } from '../../../node/dataspace/transfer/transfer-records.ts';
import { expectCode, expectRejection } from '../../expect-code.ts';
import { agree, type Connector, roads, roadsBytes, startPair, time, until } from './connectors.fixture.ts';

describe('a transfer between two connectors', () => {
  let provider: Connector;
  let consumer: Connector;

  before(async () => {
    ({ provider, consumer } = await startPair());
  });
  after(async () => {
    await consumer.remove();
    await provider.remove();
  });

  const requested = async (agreementId: string): Promise<{ ours: string; theirs: string }> => {
    const { id } = await consumer.dataspace.transfers.request({ agreementId, format: 'HttpData-PULL' });
    const theirs = await until('the request', () =>
      provider.dataspace.transfers.list(9).find(({ peerPid }) => peerPid === id),
    );
    return { ours: id, theirs: theirs.id };
  };
  const inState = (connector: Connector, id: string, state: string): Promise<true> =>
    until(state, () => (connector.dataspace.transfers.get(id).state === state ? true : undefined));
  const fetchData = async (id: string, range?: string): Promise<Response> => {
    const { dataAddress } = consumer.dataspace.transfers.get(id);
    const token = dataAddress?.endpointProperties?.find(({ name }) => name === 'authorization')?.value;
    const headers = { authorization: `Bearer ${token}`, ...(range === undefined ? {} : { range }) };
    return await fetch(dataAddress?.endpoint ?? '', { headers });
  };

  it('is pulled as a whole and in parts, each with a linked record, until it is suspended', async () => {
    const { id: agreement } = await agree(provider, consumer);
    const { ours, theirs } = await requested(agreement);
    expectCode('DSP_TRANSITION_ILLEGAL', () => provider.dataspace.transfers.suspend(theirs, []));
    provider.dataspace.transfers.start(theirs);
    await inState(consumer, ours, 'STARTED');
    expect(new Uint8Array(await (await fetchData(ours)).arrayBuffer())).to.deep.equal(roadsBytes);
    const part = await fetchData(ours, 'bytes=262140-262149');
    expect([part.status, part.headers.get('content-range'), await part.text()]).to.deep.equal([
      206,
      `bytes 262140-262149/${roadsBytes.length}`,
      '0123456789',
    ]);
    for (const range of ['bytes=300000-', 'bytes=9-3', 'bytes=1-2,4-5', 'lines=1-2'])
      expect((await fetchData(ours, range)).status, range).to.equal(416);

    const records = provider.dataspace.records.list({ after: 0, limit: 10 });
    expect(records.map(({ from, to, dataset, consumer: who }) => [from, to, dataset, who])).to.deep.equal([
      [0, roadsBytes.length, roads, 'urn:qdt:anyone'],
      [262_140, 262_150, roads, 'urn:qdt:anyone'],
    ]);
    for (const { hash, ...record } of records) expect(hashOfTransferRecord(record)).to.equal(hash);
    expect(records[1]?.previous).to.equal(records[0]?.hash);
    const csv = await (await fetch(new URL('/transfer-records?format=csv', provider.url))).text();
    expect(csv.split('\r\n')).to.have.length(4);

    const old = provider.dataspace.transfers.get(theirs).token;
    consumer.dataspace.transfers.suspend(ours, ['a pause']);
    await inState(provider, theirs, 'SUSPENDED');
    expect((await fetchData(ours)).status).to.equal(409);
    provider.dataspace.transfers.start(theirs);
    await until('a new token', () => (consumer.dataspace.transfers.get(ours).state === 'STARTED' ? true : undefined));
    expectCode('TRANSFER_TOKEN_INVALID', () =>
      provider.dataspace.door.fetch(theirs, old, (length) => ({ from: 0, to: length })),
    );
    consumer.dataspace.transfers.complete(ours);
    await inState(provider, theirs, 'COMPLETED');
    expect((await fetchData(ours)).status).to.equal(409);
  });

  it('is refused without an agreement in force, in another format, to a private address', async () => {
    const { id: agreementId } = await agree(provider, consumer);
    let number = 0;
    const ask = async (change: object): Promise<[number, string, string]> => {
      const message = { '@context': [dspContext], '@type': 'TransferRequestMessage', consumerPid: `urn:t:${++number}` };
      const response = await fetch(`${provider.url}/transfers/request`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...message,
          agreementId,
          format: 'HttpData-PULL',
          callbackAddress: consumer.url,
          ...change,
        }),
      });
      const body = await response.json();
      return [response.status, body['@type'], body.code];
    };
    const dataAddress = { '@type': 'DataAddress', endpointType: 'urn:http', endpoint: 'http://169.254.169.254/' };
    expect(await ask({ agreementId: 'urn:none' })).to.deep.equal([400, 'TransferError', 'AGREEMENT_UNKNOWN']);
    expect(await ask({ format: 'CarrierPigeon' })).to.deep.equal([400, 'TransferError', 'TRANSFER_FORMAT_UNSUPPORTED']);
    expect(await ask({ callbackAddress: 'http://10.0.0.1/' })).to.deep.equal([400, 'TransferError', 'PEER_REFUSED']);
    expect(await ask({ format: 'HttpData-PUSH', dataAddress })).to.deep.equal([400, 'TransferError', 'PEER_REFUSED']);
    expect(await ask({ format: 'HttpData-PUSH' })).to.deep.equal([400, 'TransferError', 'DSP_MESSAGE_INVALID']);
    provider.dataspace.retire(agreementId, 'no longer needed');
    expect(await ask({})).to.deep.equal([400, 'TransferError', 'AGREEMENT_NOT_IN_FORCE']);
  });

  it('ends with its agreement, and hands out nothing once the policies changed', async () => {
    const { id: agreement } = await agree(provider, consumer);
    const { ours, theirs } = await requested(agreement);
    provider.dataspace.transfers.start(theirs);
    await inState(consumer, ours, 'STARTED');
    provider.permitted.delete('read ');
    expect((await fetchData(ours)).status).to.equal(403);
    provider.permitted.add('read ');
    expect((await fetchData(ours)).status).to.equal(200);
    provider.dataspace.retire(agreement, 'the contract ended');
    await inState(consumer, ours, 'TERMINATED');
    expect(consumer.dataspace.transfers.get(ours).ended?.reasons).to.deep.equal([
      'the agreement was retired: the contract ended',
    ]);
    expect((await fetchData(ours)).status).to.equal(409);
    expectCode('AGREEMENT_ENDED', () => provider.dataspace.retire(agreement, 'again'));
    await expectRejection(
      'AGREEMENT_UNKNOWN',
      consumer.dataspace.transfers.request({ agreementId: 'urn:none', format: 'HttpData-PULL' }),
    );
  });

  it('is pushed to where the consumer said, and completed', async () => {
    const { id: agreementId } = await agree(provider, consumer);
    const received: { authorization: string | undefined; body: Buffer }[] = [];
    const sink = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ authorization: request.headers.authorization, body: Buffer.concat(chunks) });
        response.end();
      });
    });
    const { port } = new URL(consumer.url);
    // The only other port that the provider may call is the consumer's: its own server makes way.
    await consumer.halt();
    await new Promise<void>((resolve) => sink.listen(Number(port), '127.0.0.1', resolve));
    const endpointProperties = [{ '@type': 'EndpointProperty', name: 'authorization', value: 'let-me-in' }];
    const dataAddress = {
      '@type': 'DataAddress',
      endpointType: 'urn:http',
      endpoint: `http://127.0.0.1:${port}/in`,
      endpointProperties,
    };
    const message = { '@context': [dspContext], '@type': 'TransferRequestMessage', consumerPid: 'urn:push' };
    const asked = { agreementId, format: 'HttpData-PUSH', callbackAddress: consumer.url, dataAddress };
    const transfer = await provider.dataspace.transfers.requested({ ...message, ...asked }, undefined);
    provider.dataspace.transfers.start(transfer.id);
    await inState(provider, transfer.id, 'COMPLETED');
    sink.closeAllConnections();
    await new Promise((resolve) => sink.close(resolve));
    const push = received.find(({ authorization }) => authorization === 'Bearer let-me-in');
    expect(push?.body.equals(roadsBytes)).to.equal(true);
    expect(provider.dataspace.records.list({ agreement: agreementId, after: 0, limit: 10 })).to.have.length(1);
    await consumer.start();
  });

  it('ends by itself when its agreement’s time is over', async () => {
    const limited = {
      action: 'read',
      constraint: [
        { leftOperand: 'dateTime', operator: 'lt', rightOperand: new Date((time.now + 60) * 1000).toISOString() },
      ],
    };
    provider.dataspace.datasets.put({
      id: 'urn:qdt:dataset:today',
      title: 'Today',
      description: '',
      keywords: [],
      collections: [],
      offers: [{ '@id': 'urn:offer:today', '@type': 'Offer', permission: [limited] }],
    });
    const { negotiations } = consumer.dataspace;
    const offer = { '@id': 'urn:offer:today', '@type': 'Offer' as const, permission: [limited] };
    const { id } = await negotiations.start({
      connectorAddress: provider.url,
      dataset: 'urn:qdt:dataset:today',
      offer,
    });
    const theirs = await until('the request', () =>
      provider.dataspace.negotiations.list(9).find((one) => one.peerPid === id),
    );
    await provider.dataspace.negotiations.agree(theirs.id);
    await until('the agreement', () => (negotiations.get(id).state === 'AGREED' ? true : undefined));
    negotiations.verify(id);
    await until('verified', () =>
      provider.dataspace.negotiations.get(theirs.id).state === 'VERIFIED' ? true : undefined,
    );
    await provider.dataspace.negotiations.finalize(theirs.id);
    const agreement = provider.dataspace.negotiations.get(theirs.id).agreement?.['@id'] ?? '';
    expect(provider.dataspace.agreements.requireInForce(agreement, 'provider').until).to.equal(time.now + 60);
    time.now += 60;
    expectCode('AGREEMENT_NOT_IN_FORCE', () => provider.dataspace.agreements.requireInForce(agreement, 'provider'));
    provider.dataspace.expire();
    expect(provider.dataspace.agreements.get(agreement).retired?.by).to.equal('expiry');
  });
});
