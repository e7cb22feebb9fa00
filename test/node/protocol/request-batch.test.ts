import { expect } from 'chai';
import { cidOfBlock } from '../../../node/protocol/cid.ts';
import { describeBatch } from '../../../node/protocol/describe-call.ts';
import { decodeProblem } from '../../../node/protocol/problems/problem.ts';
import { routesProblem } from '../../../node/protocol/problems/routes/parameters.ts';
import { requestBatch } from '../../../node/protocol/request-batch.ts';
import { expectCode } from '../../expect-code.ts';

const address = (byte: string): `0x${string}` => `0x${byte.repeat(20)}`;
const contracts = {
  verifier: address('c1'),
  accountFactory: address('c2'),
  founder: address('c3'),
  accessManager: address('c4'),
  participantRegistry: address('c5'),
  decisionLedger: address('c6'),
  seats: address('c7'),
  timelock: address('c8'),
  governor: address('c9'),
  policyRegistry: address('ca'),
  modelCourt: address('cb'),
  mlDsa65Verifier: address('cc'),
  mlDsa44Verifier: address('cd'),
  hybridVerifier: address('ce'),
  algorithmRegistry: address('cf'),
  datasetRegistry: address('cf'),
  agreementRegistry: address('cd'),
};
const problem = routesProblem({ parameters: { sharePermille: 350 }, solver: { seed: 11 } });
const request = {
  ledger: contracts.decisionLedger,
  agency: address('a1'),
  committee: address('e1'),
  problem,
  snapshotCid: cidOfBlock(new Uint8Array([1])),
  challengeWindowSeconds: 5,
  now: 1_789_999_999.2,
  recordSeconds: 3600,
  callSeconds: 600,
};

describe('an agency’s request', () => {
  it('asks what was wished, as its bytes say', () => {
    const { batch, content } = requestBatch(request);
    const [words] = describeBatch(batch, contracts);
    const [block] = content;
    expect(content).to.have.length(1);
    expect(words?.key).to.equal('call.decisionLedger.request');
    expect(words?.values).to.include({
      kind: 'routes',
      problem: cidOfBlock(block ?? new Uint8Array()),
      snapshot: request.snapshotCid,
      challengeSeconds: '5',
      recordBy: '2026-09-21 15:13:20 UTC',
    });
    expect(words?.values.committee?.toLowerCase()).to.equal(request.committee);
    expect(decodeProblem(block ?? new Uint8Array())).to.deep.equal(problem);
    expect(batch).to.include({ account: request.agency, deadline: 1_790_000_600 });
  });

  it('never uses a nonce twice, and uses the one it is given', () => {
    expect(requestBatch(request).batch.nonce).not.to.equal(requestBatch(request).batch.nonce);
    expect(requestBatch({ ...request, nonce: 5n }).batch.nonce).to.equal(5n);
  });

  it('refuses a snapshot that is named by no CID', () => {
    expectCode('CID_INVALID', () => requestBatch({ ...request, snapshotCid: 'latest' }));
  });

  it('is about a problem within the limits: a share of 1 to 1000 per mille', () => {
    const shares = [0, 1001, 25.5, Number.NaN];
    for (const sharePermille of shares)
      expectCode('DOCUMENT_INVALID', () => routesProblem({ parameters: { sharePermille } }));
  });
});
