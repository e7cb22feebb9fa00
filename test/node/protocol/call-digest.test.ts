import { expect } from 'chai';
import { decodeFunctionResult, encodeFunctionData, isHex } from 'viem';
import { participantAccountAbi } from '../../../node/protocol/abi.ts';
import { batchDigest } from '../../../node/protocol/call.ts';
import { nonceOf } from '../../../node/protocol/call-nonce.ts';
import { startTestCity, type TestCity } from '../city.fixture.ts';

describe('batchDigest', function () {
  this.timeout(60_000);
  let city: TestCity;
  before(async () => {
    city = await startTestCity();
  });
  after(() => city.remove());

  it('equals the digest that the account contract computes', async () => {
    const { network, agency, client } = city;
    const { decisionLedger, accessManager } = network.contracts;
    const batches = [
      [],
      [{ target: decisionLedger, value: 0n, data: '0x' }],
      [
        { target: accessManager, value: 5n, data: '0x12345678ff' },
        { target: decisionLedger, value: 0n, data: `0x${'ab'.repeat(100)}` },
      ],
    ] as const;
    for (const [index, calls] of batches.entries()) {
      const batch = { account: agency, calls, nonce: nonceOf(BigInt(index), 3n), deadline: 1_800_000_000 + index };
      const data = encodeFunctionData({
        abi: participantAccountAbi,
        functionName: 'executeDigest',
        args: [calls, batch.nonce, BigInt(batch.deadline)],
      });
      const answer = await client.rpc({
        jsonrpc: '2.0',
        id: 1,
        method: 'eth_call',
        params: [{ to: agency, data }, 'latest'],
      });
      const result = typeof answer === 'object' && answer !== null && 'result' in answer ? answer.result : undefined;
      if (!isHex(result)) throw new Error(JSON.stringify(answer));
      const digest = decodeFunctionResult({ abi: participantAccountAbi, functionName: 'executeDigest', data: result });
      expect(batchDigest(network.chainId, batch)).to.equal(digest);
    }
    expect(batches).to.have.length(3);
  });
});
