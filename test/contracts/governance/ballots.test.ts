import { expect } from 'chai';
import { id } from 'ethers';
import { noProfile, roles } from '../city.fixture.ts';
import { method, networkHelpers } from '../network.fixture.ts';
import { encodeSignatures } from '../signing.fixture.ts';
import { type GovernedCity, governedCity, settings, timelockDelay } from './city.fixture.ts';
import { act, call, type Participant } from './participants.fixture.ts';
import {
  type Ballot,
  ballotNonce,
  enact,
  type Proposal,
  propose,
  signBallot,
  support,
  vote,
} from './voting.fixture.ts';

describe('A ballot', () => {
  let city: GovernedCity;
  let mobility: Participant;
  let energy: Participant;
  let proposal: Proposal;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(governedCity);
    [mobility, energy] = city.agencies;
    proposal = await propose(city, [call(city.access, 'grantRole', roles.registrar, city.company.address, 0)]);
  });

  const ballot = (changes: Partial<Ballot> = {}): Ballot => {
    return { voter: mobility, proposal: proposal.id, support: support.inFavour, ...changes };
  };
  const cast = (content: Ballot, signature = signBallot(city.governor, content)) =>
    method(city.governor, 'castVoteBySig')(content.proposal, content.support, content.voter.address, signature);
  const castWithReason = (
    content: Ballot,
    reason: string,
    params = '0x',
    signature = signBallot(city.governor, content),
  ) => {
    const { voter, support: word } = content;
    const door = method(city.governor, 'castVoteWithReasonAndParamsBySig');
    return door(content.proposal, word, voter.address, reason, params, signature);
  };
  const refuses = (attempt: Promise<unknown>, error: string) =>
    expect(attempt).to.be.revertedWithCustomError(city.governor, error);
  const votes = async (): Promise<bigint[]> => [...(await method(city.governor, 'proposalVotes')(proposal.id))];

  it('counts once it is signed, whoever relays it', async () => {
    await expect(cast(ballot()))
      .to.emit(city.governor, 'VoteCast')
      .withArgs(mobility.address, proposal.id, support.inFavour, 1n, '');
    expect(await votes()).to.deep.equal([0n, 1n, 0n]);
  });

  it('may carry the hash of a reason', async () => {
    const reasonHash = id('salt and reason');
    await expect(castWithReason(ballot({ reasonHash, support: support.against }), reasonHash))
      .to.emit(city.governor, 'VoteCast')
      .withArgs(mobility.address, proposal.id, support.against, 1n, reasonHash);
  });

  it('carries no text, by any door', async () => {
    for (const text of ['because', '0x', id('a').toUpperCase(), `${id('a')}00`, 'x'.repeat(100_000)]) {
      const bySignature = castWithReason(ballot({ reasonHash: text }), text);
      await refuses(bySignature, 'GovernorNotAHash').withArgs(text.length);
      const byAccount = act(mobility, call(city.governor, 'castVoteWithReason', proposal.id, support.inFavour, text));
      await refuses(byAccount, 'GovernorNotAHash').withArgs(text.length);
    }
    const params = '0x1234';
    const door = call(city.governor, 'castVoteWithReasonAndParams', proposal.id, support.inFavour, '', params);
    await refuses(act(mobility, door), 'GovernorParamsNotEmpty').withArgs(2);
    expect(await votes()).to.deep.equal([0n, 0n, 0n]);
  });

  it('counts as signed: not for another support, proposal or voter', async () => {
    const signature = signBallot(city.governor, ballot());
    await refuses(cast(ballot({ support: support.against }), signature), 'GovernorInvalidSignature');
    await refuses(cast(ballot({ voter: energy }), signature), 'GovernorInvalidSignature').withArgs(energy.address);
    const other = await propose(city, [call(city.governor, 'setVotingDelay', 5)], id('another'));
    await refuses(cast(ballot({ proposal: other.id }), signature), 'GovernorInvalidSignature');
  });

  it('counts once, though the agency signs again', async () => {
    await cast(ballot());
    const nonce = ballotNonce(proposal.id, 1n);
    for (const again of [ballot(), ballot({ support: support.against, nonce }), ballot({ nonce })])
      await refuses(cast(again), 'GovernorAlreadyCastVote').withArgs(mobility.address);
    const byAccount = act(mobility, call(city.governor, 'castVote', proposal.id, support.against));
    await refuses(byAccount, 'GovernorAlreadyCastVote');
    expect(await votes()).to.deep.equal([0n, 1n, 0n]);
  });

  it('takes the nonce of its proposal and no other, so that ballots may come in any order', async () => {
    expect(
      await method(city.governor, 'nonces(address,uint192)')(mobility.address, BigInt.asUintN(192, proposal.id)),
    ).to.equal(ballotNonce(proposal.id));
    await refuses(cast(ballot({ nonce: ballotNonce(proposal.id, 1n) })), 'GovernorInvalidSignature');
    const other = await propose(city, [call(city.governor, 'setVotingDelay', 5)], id('another'));
    await cast(ballot({ proposal: other.id }));
    await cast(ballot());
  });

  it('is refused with a plain nonce, as Governor’s own ballots have it', async () => {
    await refuses(cast(ballot({ nonce: 0n })), 'GovernorInvalidSignature');
  });

  it('is refused without the account’s nesting, malformed, or empty', async () => {
    const raw = encodeSignatures([mobility.signer], id('anything'));
    const good = signBallot(city.governor, ballot());
    for (const signature of [raw, '0x', '0x00', good.slice(0, -2), `${good}00`, `0x${'ff'.repeat(300)}`])
      await refuses(cast(ballot(), signature), 'GovernorInvalidSignature');
  });

  it('is against, for or abstains', async () => {
    await refuses(cast(ballot({ support: 3 })), 'GovernorInvalidVoteType');
    await cast(ballot({ support: support.abstain }));
    expect(await votes()).to.deep.equal([0n, 0n, 1n]);
  });

  it('comes within the voting period', async () => {
    await networkHelpers.time.increase(settings.votingPeriod + 1);
    await refuses(cast(ballot()), 'GovernorUnexpectedProposalState');
    await refuses(cast(ballot({ proposal: 5n })), 'GovernorNonexistentProposal');
  });

  it('is for a seat, by any door', async () => {
    for (const voter of [city.company, city.guardian, city.founder]) {
      await refuses(cast(ballot({ voter })), 'GovernorNoSeat');
      await refuses(act(voter, call(city.governor, 'castVote', proposal.id, support.inFavour)), 'GovernorNoSeat');
    }
    expect(await votes()).to.deep.equal([0n, 0n, 0n]);
  });

  it('counts for the seat at the timepoint: a withdrawn one votes this time, and never again', async () => {
    const withdrawal = await propose(city, [call(city.seats, 'withdrawSeat', mobility.address)], id('withdraw'));
    await vote(city, withdrawal, city.agencies);
    await networkHelpers.time.increaseTo((await method(city.governor, 'proposalDeadline')(withdrawal.id)) - 5n);
    const older = await propose(city, [call(city.governor, 'setVotingDelay', 5)], id('older'));
    await method(city.governor, 'queue')(...withdrawal.content);
    await networkHelpers.time.increase(timelockDelay);
    await method(city.governor, 'execute')(...withdrawal.content);
    await cast(ballot({ proposal: older.id }));
    const next = await propose(city, [call(city.governor, 'setVotingDelay', 6)], id('next'), energy);
    await refuses(cast(ballot({ proposal: next.id })), 'GovernorNoSeat');
    await refuses(act(mobility, call(city.governor, 'castVote', next.id, support.inFavour)), 'GovernorNoSeat');
  });

  it('counts for whom the seat belonged to at the timepoint, and next time for its successor', async () => {
    const next = city.company;
    await enact(city, [
      call(city.registry, 'enrolAgency', city.registrar.address, noProfile),
      call(city.seats, 'rotateSeat', mobility.address, city.registrar.address),
    ]);
    const later = await propose(city, [call(city.access, 'grantRole', 5n, next.address, 0)], id('later'), energy);
    await refuses(cast(ballot({ proposal: later.id })), 'GovernorNoSeat');
    await cast(ballot({ proposal: later.id, voter: city.registrar }));
    expect([...(await method(city.governor, 'proposalVotes')(later.id))]).to.deep.equal([0n, 1n, 0n]);
  });
});
