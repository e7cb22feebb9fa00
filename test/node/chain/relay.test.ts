import { expect } from 'chai';
import { bytesToHex, concatHex, encodeFunctionData, type Hex, hexToBytes } from 'viem';
import { verifierAddress } from '../../../node/chain/deployment.ts';
import { createRelay, type Relay } from '../../../node/chain/relay.ts';
import { participantAccountAbi, participantRegistryAbi } from '../../../node/protocol/abi.ts';
import { batchDigest, type CallBatch, encodeExecute } from '../../../node/protocol/call.ts';
import { secretKeyOf } from '../../../node/protocol/signatures/engine.ts';
import { generateAuthorityKey, signInBackground } from '../../../node/protocol/signatures/native.ts';
import { headHash } from './calls.ts';
import { relayKey } from './counter.ts';
import { refusal } from './errors.ts';
import { startTestChain, type TestChain, testChainId, testGenesisTimestamp } from './fixture.ts';

const key = generateAuthorityKey();
const signer = concatHex([verifierAddress(relayKey), bytesToHex(key.publicKey)]);
const noProfile = {
  document: `0x${'00'.repeat(32)}`,
  mlDsa65Key: `0x${'00'.repeat(32)}`,
  ageRecipient: `0x${'00'.repeat(32)}`,
} as const;

describe('the relay', () => {
  let test: TestChain;
  let relay: Relay;
  let batch: CallBatch;
  let signature: Hex;

  before(async () => {
    const founders = { signers: [bytesToHex(key.publicKey)], threshold: 1 };
    const genesis = { chainId: testChainId, timestamp: testGenesisTimestamp, founders, minimumWindowSeconds: 5 };
    test = await startTestChain({ genesis });
    relay = createRelay(test.chain, relayKey);
    const { founder, participantRegistry } = test.chain.contracts;
    const args = [founder, noProfile] as const;
    const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrolAgency', args });
    const calls = [{ target: participantRegistry, value: 0n, data }];
    batch = { account: founder, calls, nonce: 0n, deadline: test.clock.now() + 600 };
    const digest = hexToBytes(batchDigest(testChainId, batch));
    signature = bytesToHex(await signInBackground(secretKeyOf(key.seed, key.publicKey), digest));
  });
  after(() => test.remove());

  const send = (one: CallBatch, bytes: Hex) =>
    relay.send({ to: one.account, data: encodeExecute(one, [{ signer, signature: bytes }]) });

  async function refused(sending: Promise<unknown>, contractError: string): Promise<void> {
    const before = await headHash(test.chain);
    const error = await refusal(sending, 'CALL_REVERTED');
    expect(error.details.error).to.equal(contractError);
    expect(await headHash(test.chain)).to.equal(before);
  }

  it('has no authority: the contract refuses its own call, by name, and nothing is written', async () => {
    const { founder, participantRegistry } = test.chain.contracts;
    const args = [founder, noProfile] as const;
    const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrolAgency', args });
    await refused(relay.send({ to: participantRegistry, data }), 'AccessManagedUnauthorized');
  });

  it('carries no forged, altered or expired call', async () => {
    const forged: Hex = `${signature.slice(0, 200) as Hex}${signature[200] === '0' ? '1' : '0'}${signature.slice(201)}`;
    await refused(send(batch, forged), 'AccountInvalidSignature');
    await refused(send({ ...batch, deadline: batch.deadline + 1 }, signature), 'AccountInvalidSignature');
    await refused(send({ ...batch, deadline: test.clock.now() - 1 }, signature), 'AccountExpiredDeadline');
    await refused(send({ ...batch, nonce: 1n }, signature), 'InvalidAccountNonce');
  });

  it('carries a call signed by a post-quantum key exactly once', async () => {
    const receipt = await send(batch, signature);

    expect(receipt.status).to.equal('success');
    await refused(send(batch, signature), 'InvalidAccountNonce');
    test = await test.restart();
    relay = createRelay(test.chain, relayKey);
    await refused(send(batch, signature), 'InvalidAccountNonce');
  });

  it('sends what comes together one after the other, each with its own nonce', async () => {
    const data = encodeFunctionData({
      abi: participantAccountAbi,
      functionName: 'executeDigest',
      args: [batch.calls, 0n, BigInt(batch.deadline)],
    });
    const sends = Array.from({ length: 5 }, () => relay.send({ to: test.chain.contracts.founder, data }));
    const blocks = (await Promise.all(sends)).map((receipt) => Number(receipt.blockNumber));
    expect(blocks).to.deep.equal(blocks.map((_, index) => (blocks[0] ?? 0) + index));
  });
});
