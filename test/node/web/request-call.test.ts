import { expect } from 'chai';
import { cidOfBlock } from '../../../node/protocol/cid.ts';
import { describeBatch } from '../../../node/protocol/describe-call.ts';
import { NodeError } from '../../../node/protocol/errors.ts';
import { decodeProblem } from '../../../node/protocol/problems/problem.ts';
import { prepareRequest } from '../../../node/web/request-call.ts';

const address = (byte: string): `0x${string}` => `0x${byte.repeat(20)}`;
const contracts = {
  verifier: address('c1'),
  accountFactory: address('c2'),
  founder: address('c3'),
  accessManager: address('c4'),
  participantRegistry: address('c5'),
  decisionLedger: address('c6'),
};
const wish = {
  agency: address('a1'),
  committee: address('e1'),
  sharePercent: 35,
  seed: 11,
  snapshotCid: cidOfBlock(new Uint8Array([1])),
  challengeWindowSeconds: 5,
  recordWithinSeconds: 3600,
};
const network = { contracts, time: 1_790_000_000 };

describe('request made in the page', () => {
  it('asks what was wished, as its bytes say', () => {
    const { batch, problem } = prepareRequest(wish, network);
    const [words] = describeBatch(batch, contracts);
    expect(words?.key).to.equal('call.decisionLedger.request');
    expect(words?.values).to.include({
      kind: 'routes',
      problem: cidOfBlock(problem),
      snapshot: wish.snapshotCid,
      challengeSeconds: '5',
      recordBy: '2026-09-21 15:13:20 UTC',
    });
    expect(words?.values.committee?.toLowerCase()).to.equal(wish.committee);
    expect(decodeProblem(problem)).to.deep.include({ solver: { seed: 11, workUnits: 8_000_000 } });
    expect(decodeProblem(problem).parameters.sharePermille).to.equal(350);
  });

  it('never uses a nonce twice', () => {
    expect(prepareRequest(wish, network).batch.nonce).not.to.equal(prepareRequest(wish, network).batch.nonce);
  });

  it('refuses a share outside 1 to 100 percent', () => {
    for (const sharePercent of [0, 101, 2.55, Number.NaN])
      expect(() => prepareRequest({ ...wish, sharePercent }, network)).to.throw(NodeError);
  });
});
