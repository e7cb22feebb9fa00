import { createPublicKey, verify } from 'node:crypto';
import { expect } from 'chai';
import {
  AbiCoder,
  Contract,
  EventLog,
  getAddress,
  getBytes,
  Interface,
  JsonRpcProvider,
  sha256,
  TypedDataEncoder,
} from 'ethers';
import {
  agencyKey,
  committeeKeys,
  recordBatch,
  requestBatch,
  startTestCity,
  submission,
  type TestCity,
} from '../node/city.fixture.ts';

// Written down here once more, from the contracts' documentation: nothing of this project's code reads the ledger in this test.
const terms =
  'tuple(bytes32 kind, bytes32 problem, bytes32 snapshot, bool isRestricted, uint48 recordBy, uint48 challengeWindow, address committee)';
const outcome = 'tuple(bytes32 report, bytes32 modelRoot, bytes32 sampleHash, int256 energy, int256 bound)';
const ledgerAbi = [
  `function decision(uint256 id) view returns (${terms} terms, address agency, uint48 requestedAt, uint8 state, ${outcome} outcome, uint48 recordedAt, uint48 challengeUntil)`,
  'function decisionCount() view returns (uint256)',
  `function record(uint256 id, bytes32 problem, bytes32 snapshot, ${outcome} outcome)`,
  `event DecisionRequested(uint256 indexed id, address indexed agency, ${terms} terms)`,
  `event DecisionRecorded(uint256 indexed id, address indexed committee, ${outcome} outcome, uint48 challengeUntil)`,
];
const accountAbi = [
  'function execute(tuple(address target, uint256 value, bytes data)[] calls, uint256 nonce, uint256 deadline, bytes signature) returns (bytes[])',
  'function executeDigest(tuple(address target, uint256 value, bytes data)[] calls, uint256 nonce, uint256 deadline) view returns (bytes32)',
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
  'function getSigners(uint64 start, uint64 end) view returns (bytes[])',
  'function threshold() view returns (uint64)',
  'event CallsExecuted(bytes32 indexed digest, uint256 nonce)',
];
const verifierAbi = ['function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)'];
const executeTypes = {
  Execute: [
    { name: 'calls', type: 'Call[]' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
  Call: [
    { name: 'target', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'data', type: 'bytes' },
  ],
};
const recordedState = 2n;
const addressBytes = 20;
/** Selector of IERC7913SignatureVerifier.verify, which it returns for a good signature (ERC-7913). */
const magicValue = '0x024ad318';
const refusal = '0xffffffff';

/** The committee's call as it stands in the transaction, and who signed it. */
interface Executed {
  calls: { target: string; value: bigint; data: string }[];
  nonce: bigint;
  deadline: bigint;
  signers: string[];
  signatures: string[];
}

describe('the ledger read with ethers alone, through POST /rpc', function () {
  this.timeout(120_000);
  let city: TestCity;
  let provider: JsonRpcProvider;
  let id: number;
  let recorded: EventLog;
  let executed: Executed;
  let digest: string;

  before(async () => {
    city = await startTestCity({ challengeWindowSeconds: 3600 });
    id = await decide(city);
    const { chainId, contracts } = city.network;
    provider = new JsonRpcProvider(`${city.node.url}/rpc`, chainId, { batchMaxCount: 1, staticNetwork: true });
    const ledger = new Contract(contracts.decisionLedger, ledgerAbi, provider);
    recorded = only(await ledger.queryFilter('DecisionRecorded'));
    executed = decodeExecute((await provider.getTransaction(recorded.transactionHash))?.data ?? '0x');
    digest = TypedDataEncoder.hash(await domainOf(city.committee), executeTypes, executed);
  });
  after(async () => {
    provider?.destroy();
    await city?.remove();
  });

  it('tells the decision and its events as the node tells them', async () => {
    const ledger = new Contract(city.network.contracts.decisionLedger, ledgerAbi, provider);
    const view = await city.client.decision(id);
    expect(await read(ledger, 'decisionCount')).to.equal(BigInt(id));
    const [asked, agency, requestedAt, state, answer, recordedAt, challengeUntil] = await read(ledger, 'decision', id);
    expect([agency, state]).to.deep.equal([getAddress(view.agency), recordedState]);
    expect([requestedAt, recordedAt, challengeUntil]).to.deep.equal(
      [view.requestedAt, view.recordedAt ?? 0, view.challengeUntil ?? 0].map(BigInt),
    );
    expect(answer.toObject()).to.include({
      modelRoot: view.outcome?.modelRoot,
      energy: BigInt(view.outcome?.energy ?? 0),
      bound: BigInt(view.outcome?.bound ?? 0),
    });

    const requested = only(await ledger.queryFilter('DecisionRequested'));
    expect(requested.args.toArray()).to.deep.equal([BigInt(id), agency, asked]);
    expect(requested.transactionHash).to.equal(view.requestTransaction);
    expect(recorded.args.toArray()).to.deep.equal([BigInt(id), city.committee, answer, challengeUntil]);
    expect(recorded.transactionHash).to.equal(view.recordTransaction);
    expect(asked.committee).to.equal(city.committee);
  });

  it('names every document by the sha2-256 of the bytes that the node serves', async () => {
    const { problemCid, snapshotCid, outcome: found } = await city.client.decision(id);
    const record = new Interface(ledgerAbi).decodeFunctionData('record', executed.calls[0]?.data ?? '0x');
    const digests = [record.problem, record.snapshot, record.outcome.report];
    const served = [];
    for (const cid of [problemCid, snapshotCid, found?.reportCid ?? ''])
      served.push(sha256(await city.client.content(cid)));
    expect(served).to.deep.equal(digests);
  });

  it('carries the record in the committee’s signed batch, with the question that was asked', async () => {
    expect(executed.calls).to.have.length(1);
    expect(executed.calls[0]).to.include({ target: city.network.contracts.decisionLedger, value: 0n });
    const [recordId, problem, snapshot, answer] = new Interface(ledgerAbi).decodeFunctionData(
      'record',
      executed.calls[0]?.data ?? '0x',
    );
    const ledger = new Contract(city.network.contracts.decisionLedger, ledgerAbi, provider);
    const [asked] = await read(ledger, 'decision', id);
    expect([recordId, problem, snapshot]).to.deep.equal([BigInt(id), asked.problem, asked.snapshot]);
    expect(answer).to.deep.equal(recorded.args.outcome);
  });

  it('gives the EIP-712 digest that the contract computed and announced', async () => {
    const account = new Contract(city.committee, accountAbi, provider);
    expect(await read(account, 'executeDigest', executed.calls, executed.nonce, executed.deadline)).to.equal(digest);
    const [announced] = await account.queryFilter('CallsExecuted', recorded.blockNumber, recorded.blockNumber);
    expect(announced).to.be.instanceOf(EventLog);
    expect(only([announced]).args.toArray()).to.deep.equal([digest, executed.nonce]);
  });

  it('holds as many good SLH-DSA signatures of the committee’s signers as its threshold asks, by OpenSSL’s judgement', async () => {
    const account = new Contract(city.committee, accountAbi, provider);
    const signers: string[] = (await read(account, 'getSigners', 0, 10)).toArray();
    expect(signers).to.have.length(3);
    expect(signers).to.include.members(executed.signers);
    expect(new Set(executed.signers).size).to.equal(Number(await read(account, 'threshold')));
    const message = getBytes(digest);
    const other = message.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
    for (const [index, signer] of executed.signers.entries()) {
      const signature = getBytes(executed.signatures[index] ?? '0x');
      expect(signature).to.have.length(7856);
      expect(verify(null, message, publicKeyOf(signer), signature)).to.equal(true);
      expect(verify(null, other, publicKeyOf(signer), signature)).to.equal(false);
    }
    expect(executed.signers).to.have.length(2);
  });

  it('finds the same by the verifier contract that the signers name', async () => {
    const [first = '0x', second = '0x'] = executed.signers;
    const [signature = '0x'] = executed.signatures;
    const verifier = new Contract(first.slice(0, 2 + 2 * addressBytes), verifierAbi, provider);
    expect(String(await verifier.getAddress()).toLowerCase()).to.equal(city.network.contracts.verifier.toLowerCase());
    expect(await read(verifier, 'verify', keyOf(first), digest, signature)).to.equal(magicValue);
    expect(await read(verifier, 'verify', keyOf(second), digest, signature)).to.equal(refusal);
    expect(await read(verifier, 'verify', keyOf(first), sha256(digest), signature)).to.equal(refusal);
  });

  async function domainOf(account: string) {
    const domain = await read(new Contract(account, accountAbi, provider), 'eip712Domain');
    const { name, version, chainId, verifyingContract } = domain;
    expect([name, version]).to.deep.equal(['QDT ParticipantAccount', '1']);
    expect([chainId, verifyingContract]).to.deep.equal([BigInt(city.network.chainId), account]);
    return { name, version, chainId, verifyingContract };
  }
});

/** One decision from request to recorded, with two of three signatures; its id. */
async function decide(city: TestCity): Promise<number> {
  const { cid } = await city.client.takeSnapshot();
  const request = requestBatch(city, cid, 11n);
  const asked = submission(city.network, request.batch, [agencyKey()], request.blocks);
  const result = await city.client.requestDecision(asked);
  if (!('id' in result)) throw new Error('the request waits');
  const record = recordBatch(city, result.id, cid);
  await city.client.submitCall(submission(city.network, record.batch, committeeKeys().slice(0, 2), record.blocks));
  return result.id;
}

/** A view function's answer. */
async function read(contract: Contract, name: string, ...args: unknown[]) {
  return await contract.getFunction(name).staticCall(...args);
}

function only(logs: readonly unknown[]): EventLog {
  const [log] = logs;
  if (logs.length !== 1 || !(log instanceof EventLog)) throw new Error(`one decoded event, not ${logs.length}`);
  return log;
}

function decodeExecute(data: string): Executed {
  const { calls, nonce, deadline, signature } = new Interface(accountAbi).decodeFunctionData('execute', data);
  const [signers, signatures] = AbiCoder.defaultAbiCoder().decode(['bytes[]', 'bytes[]'], signature);
  return {
    calls: calls.map((call: { target: string; value: bigint; data: string }) => ({
      target: call.target,
      value: call.value,
      data: call.data,
    })),
    nonce,
    deadline,
    signers: [...signers],
    signatures: [...signatures],
  };
}

/** The key in a signer: what follows the verifier's address. */
function keyOf(signer: string): string {
  return `0x${signer.slice(2 + 2 * addressBytes)}`;
}

function publicKeyOf(signer: string) {
  const key = Buffer.from(getBytes(keyOf(signer)));
  return createPublicKey({ key, format: 'raw-public', asymmetricKeyType: 'slh-dsa-sha2-128s' });
}
