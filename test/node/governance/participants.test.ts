import { expect } from 'chai';
import { encodeFunctionData } from 'viem';
import { participantAccountAbi, participantRegistryAbi } from '../../../node/protocol/abi.ts';
import type { Call } from '../../../node/protocol/call.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import {
  agencyKey,
  batchOf,
  founderKey,
  requestBatch,
  signed,
  startTestCity,
  submission,
  type TestCity,
} from '../city.fixture.ts';
import { testKey } from './signers.fixture.ts';

describe('participants as the chain knows them', function () {
  this.timeout(120_000);
  let city: TestCity;
  before(async () => {
    city = await startTestCity();
  });
  after(() => city.remove());

  const addSigner = (): Call => {
    const args = [[testKey(5).signer(city.network.contracts.verifier)]] as const;
    const data = encodeFunctionData({ abi: participantAccountAbi, functionName: 'addSigners', args });
    return { target: city.agency, value: 0n, data };
  };
  const setStatus = async (functionName: 'suspend' | 'reinstate', lane: bigint): Promise<void> => {
    const data = encodeFunctionData({ abi: participantRegistryAbi, functionName, args: [city.agency] });
    const target = city.network.contracts.participantRegistry;
    const batch = batchOf(city.network.contracts.founder, lane, [{ target, value: 0n, data }]);
    await city.client.submitCall({ call: signed(city.network, batch, [founderKey()]) });
  };

  it('get the signers that they gave themselves, and may sign with them at once', async () => {
    const batch = batchOf(city.agency, 31n, [addSigner()]);
    await city.client.submitCall({ call: signed(city.network, batch, [agencyKey()]) });
    expect((await city.client.participant(city.agency)).signers).to.have.length(2);
    const snapshot = await city.client.takeSnapshot();
    const { batch: request, blocks } = requestBatch(city, snapshot.cid, 32n);
    const result = await city.client.requestDecision(submission(city.network, request, [testKey(5)], blocks));
    expect(result).to.have.property('id');
  });

  it('may not ask for decisions while they are suspended', async () => {
    await setStatus('suspend', 41n);
    expect(await city.client.participant(city.agency)).to.include({ status: 'SUSPENDED' });
    const { cid } = await city.client.takeSnapshot();
    const { batch, blocks } = requestBatch(city, cid, 33n);
    const refused = await city.client
      .requestDecision(submission(city.network, batch, [agencyKey()], blocks))
      .catch((reason: unknown) => reason);
    expect(isNodeError(refused, 'CALL_NOT_A_REQUEST')).to.equal(true);
    await setStatus('reinstate', 42n);
    expect(await city.client.participant(city.agency)).to.include({ status: 'ACTIVE' });
  });
});
