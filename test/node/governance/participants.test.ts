import { expect } from 'chai';
import { encodeFunctionData } from 'viem';
import { participantRegistryAbi } from '../../../node/protocol/abi.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { possessionDigest, proposeKeysCall } from '../../../node/protocol/key-change.ts';
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

  const setStatus = async (functionName: 'suspend' | 'reinstate', lane: bigint): Promise<void> => {
    const data = encodeFunctionData({ abi: participantRegistryAbi, functionName, args: [city.agency] });
    const target = city.network.contracts.participantRegistry;
    const batch = batchOf(city.network.contracts.founder, lane, [{ target, value: 0n, data }]);
    await city.client.submitCall({ call: signed(city.network, batch, [founderKey()]) });
  };

  it('announce new keys, which wait; nobody makes them take effect before their time', async () => {
    const { chainId, contracts } = city.network;
    const change = { added: [testKey(5).signer(contracts.verifier)], removed: [], threshold: 1 };
    const digest = possessionDigest(chainId, city.agency, { change, epoch: 0n });
    const { signature } = testKey(5).sign(contracts.verifier, digest);
    const batch = batchOf(city.agency, 31n, [proposeKeysCall(city.agency, change, [signature])]);
    await city.client.submitCall({ call: signed(city.network, batch, [agencyKey()]) });
    expect((await city.client.participant(city.agency)).signers).to.have.length(1);
    const { epoch, pending } = await city.client.accountKeys(city.agency);
    expect([epoch, pending?.change, pending?.isByVote]).to.deep.equal([0, change, false]);
    const early = await city.client.applyKeys(city.agency).catch((reason: unknown) => reason);
    expect(isNodeError(early, 'CALL_REVERTED') && early.details.error).to.equal('AccountKeysTooEarly');
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
