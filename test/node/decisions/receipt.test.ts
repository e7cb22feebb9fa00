import { expect } from 'chai';
import { encodeFunctionData } from 'viem';
import { createChainClient } from '../../../node/chain/contracts.ts';
import { buildReceipt } from '../../../node/decisions/receipt.ts';
import { decisionLedgerAbi, participantAccountAbi } from '../../../node/protocol/abi.ts';
import { signerCountSlot, signerSlot, thresholdOf, thresholdSlot } from '../../../node/protocol/account-storage.ts';
import { auditReceipt } from '../../../node/protocol/audit.ts';
import { signerOf } from '../../../node/protocol/call.ts';
import { cityGovernance } from '../../../node/protocol/governance-settings.ts';
import { parseHeader } from '../../../node/protocol/header.ts';
import { applyKeysData, possessionDigest, proposeKeysCall } from '../../../node/protocol/key-change.ts';
import { readReceipt } from '../../../node/protocol/receipt-reader.ts';
import { nativeEngine } from '../../../node/protocol/signatures/native.ts';
import { readAccount } from '../../../node/protocol/state-proof.ts';
import { codeOf } from '../content/code-of.ts';
import { type Answer, type City, decide, finalize, foundCity, solveSmall } from './city.ts';
import { signDigest, testKey } from './signing-keys.ts';

describe('receipt of a decision', () => {
  let city: City;
  let answer: Answer;
  let id: bigint;

  before(async () => {
    city = await foundCity();
    answer = await solveSmall();
    id = (await decide(city, answer, [answer.report]))[0] ?? 0n;
  });
  after(async () => await city?.remove());

  it('is what its reader reads, and the same bytes for the same blocks', async () => {
    const receipt = await buildReceipt(city, { decisionId: id });
    const again = await buildReceipt(city, { decisionId: id, anchorBlock: receipt.anchor.blockNumber });
    expect(JSON.stringify(again)).to.equal(JSON.stringify(receipt));
    expect(readReceipt(JSON.parse(JSON.stringify(receipt)))).to.deep.equal(receipt);
    expect(JSON.stringify(receipt).length).to.be.lessThan(150_000);
  });

  it('proves the committee’s keys where the contract says they are', async () => {
    const { calls, headers } = await buildReceipt(city, { decisionId: id });
    const { keys } = calls.record;
    const state = readAccount(parseHeader(bytesOf(headers.at(-2))).stateRoot, keys);
    const account = { abi: participantAccountAbi, address: city.committee.address } as const;
    const client = createChainClient(city.chain);
    const count = await client.readContract({ ...account, functionName: 'getSignerCount' });
    const threshold = await client.readContract({ ...account, functionName: 'threshold' });
    expect(state?.storage.get(signerCountSlot)).to.equal(count);
    expect(BigInt(thresholdOf(state?.storage.get(thresholdSlot) ?? 0n))).to.equal(threshold);
    for (const { publicKey } of city.committee.keys.slice(0, 2)) {
      const signer = signerOf(city.chain.contracts.verifier, publicKey);
      expect(await client.readContract({ ...account, functionName: 'isSigner', args: [signer] })).to.equal(true);
      expect(Number(state?.storage.get(signerSlot(signer)))).to.be.oneOf([1, 2, 3]);
    }
  });

  it('shows the decision as it stands at its anchor block', async () => {
    const earlier = (await buildReceipt(city, { decisionId: id })).anchor.blockNumber;
    await finalize(city, id);
    expect(await stateIn(await buildReceipt(city, { decisionId: id }))).to.equal('FINAL');
    expect(await stateIn(await buildReceipt(city, { decisionId: id, anchorBlock: earlier }))).to.equal('RECORDED');
  });

  it('still holds after the committee has changed its keys', async () => {
    const { committee, chain } = city;
    const oldSigner = signerOf(chain.contracts.verifier, committee.keys[0]?.publicKey ?? '0x');
    const newSigner = signerOf(chain.contracts.verifier, testKey(9).publicKey);
    const change = { added: [newSigner], removed: [oldSigner], threshold: 2 };
    const digest = possessionDigest(chain.chainId, committee.address, { change, epoch: 0n });
    const { signature } = signDigest(chain.contracts.verifier, testKey(9), digest);
    await city.execute(committee, [proposeKeysCall(committee.address, change, [signature])], 2);
    city.clock.advance(cityGovernance.timelockDelaySeconds + 600);
    await city.relay.send({ to: committee.address, data: applyKeysData(change) });
    const isSigner = { address: committee.address, abi: participantAccountAbi, functionName: 'isSigner' } as const;
    expect(await createChainClient(chain).readContract({ ...isSigner, args: [oldSigner] })).to.equal(false);
    expect(await stateIn(await buildReceipt(city, { decisionId: id }))).to.equal('FINAL');
  });

  it('is refused for a decision that does not exist or has no record, and for a block that does not', async () => {
    const build = (decisionId: bigint, anchorBlock?: number) =>
      buildReceipt(city, { decisionId, ...(anchorBlock === undefined ? {} : { anchorBlock }) });
    expect(await codeOf(build(99n))).to.equal('DECISION_UNKNOWN');
    expect(await codeOf(build(id, 3))).to.equal('DECISION_UNKNOWN');
    expect(await codeOf(build(id, 100_000))).to.equal('BLOCK_NOT_FOUND');
    const [terms] = await createChainClient(city.chain).readContract({
      abi: decisionLedgerAbi,
      address: city.chain.contracts.decisionLedger,
      functionName: 'decision',
      args: [id],
    });
    const later = { ...terms, recordBy: city.clock.now() + 600 };
    const data = encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'request', args: [later] });
    await city.execute(city.agency, [{ target: city.chain.contracts.decisionLedger, value: 0n, data }], 1);
    expect(await codeOf(build(id + 1n))).to.equal('DECISION_NOT_RECORDED');
  });
});

async function stateIn(receipt: unknown): Promise<string | undefined> {
  const { checks, decision } = await auditReceipt({ receipt, engine: nativeEngine });
  expect(checks.filter(({ state }) => state === 'failed')).to.deep.equal([]);
  return decision?.state;
}

function bytesOf(hex: string | undefined): Uint8Array {
  return new Uint8Array(Buffer.from((hex ?? '0x').slice(2), 'hex'));
}
