import { expect } from 'chai';
import { type Address, type Hex, stringToHex } from 'viem';
import type { StoredCall } from '../../../node/governance/call-record.ts';
import type { ProposalRow } from '../../../node/governance/proposals-table.ts';
import { createSubjects } from '../../../node/governance/subjects.ts';
import { proposalIdOf, proposeCall } from '../../../node/protocol/proposal.ts';

const account = (byte: string): Address => `0x${byte.repeat(20)}`;
const hash = (byte: string): Hex => `0x${byte.repeat(32)}`;
const [proposer, voter, guardian, governor] = [account('a1'), account('a2'), account('a3'), account('90')];
const [title, reason, vetoReason, waiting] = [hash('01'), hash('02'), hash('03'), hash('04')];

const content = { calls: [{ target: voter, value: 0n, data: '0x' as Hex }], description: waiting };

const subjects = createSubjects({
  governor,
  proposals: {
    get: (id) => (id === '7' ? proposal() : undefined),
    ballots: (id) => (id === '7' ? [ballot()] : []),
  },
  calls: {
    list: () => [call(stringToHex('no call of the governor')), call(proposeData()), call(proposeData(), hash('ee'))],
  },
  decision: async (id) => (id === 3 ? { asked: voter } : undefined),
  policy: async () => undefined,
});

describe('what texts may be about', () => {
  it('is a proposal, a policy or a decision that is there, with who must answer', async () => {
    expect(await subjects.subject({ kind: 'proposal', id: '7' })).to.deep.equal({ asked: proposer });
    expect(await subjects.subject({ kind: 'decision', id: '3' })).to.deep.equal({ asked: voter });
    expect(await subjects.subject({ kind: 'proposal', id: '8' })).to.equal(undefined);
    expect(await subjects.subject({ kind: 'policy', id: '1' })).to.equal(undefined);
    expect(await subjects.subject({ kind: 'ballot', id: `7:${voter}` })).to.equal(undefined);
  });

  it('is given its text by whoever put the hash on chain, and by nobody else', () => {
    const proposal = { kind: 'proposal', id: '7' } as const;
    const ballot = { kind: 'ballot', id: `7:${voter}` } as const;
    expect(subjects.authorOf('title', proposal, title)).to.equal(proposer);
    expect(subjects.authorOf('reason', proposal, vetoReason)).to.equal(guardian);
    expect(subjects.authorOf('reason', ballot, reason)).to.equal(voter);
    expect(subjects.authorOf('title', proposal, reason)).to.equal(undefined);
    expect(subjects.authorOf('reason', proposal, title)).to.equal(undefined);
    expect(subjects.authorOf('title', ballot, reason)).to.equal(undefined);
    expect(subjects.authorOf('reason', { kind: 'ballot', id: `7:${proposer}` }, reason)).to.equal(undefined);
  });

  it('may be a proposal whose call still waits for signatures', () => {
    const about = { kind: 'proposal', id: String(proposalIdOf(content)) } as const;
    expect(subjects.authorOf('title', about, waiting)).to.equal(proposer);
    expect(subjects.authorOf('title', about, title)).to.equal(undefined);
    expect(subjects.authorOf('title', { kind: 'proposal', id: '8' }, waiting)).to.equal(undefined);
    expect(subjects.authorOf('title', { kind: 'proposal', id: '7' }, waiting)).to.equal(undefined);
  });
});

function proposeData(): Hex {
  return proposeCall(governor, content).data;
}

function call(data: Hex, transactionHash?: Hex): StoredCall {
  const batch = { account: proposer, calls: [{ target: governor, value: 0n, data }], nonce: 1n, deadline: 1 };
  const sent = transactionHash === undefined ? {} : { transactionHash };
  return { digest: hash('dd'), batch, signatures: [], refusals: [], createdAt: 1, cost: [], ...sent };
}

function ballot() {
  const transactionHash = hash('ee');
  return { proposal: '7', voter, support: 'FOR', weight: 1, castAt: 1, transactionHash, reasonHash: reason } as const;
}

function proposal(): ProposalRow {
  return {
    id: '7',
    proposer,
    calls: [],
    description: title,
    createdAt: 1,
    voteStart: 1,
    voteEnd: 2,
    proposeTransaction: hash('ee'),
    eta: undefined,
    queueTransaction: undefined,
    executedAt: undefined,
    executeTransaction: undefined,
    canceledAt: 2,
    guardian,
    vetoReason,
  };
}
