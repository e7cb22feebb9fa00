import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import { noProfile, roles } from '../city.fixture.ts';
import { addressOf, deploy, ethers, method, networkHelpers } from '../network.fixture.ts';
import { type GovernedCity, governedCity } from './city.fixture.ts';
import { act, call } from './participants.fixture.ts';
import {
  type Ballot,
  ballotGas,
  ballotNonce,
  enact,
  type Proposal,
  proposalOf,
  propose,
  proposeCall,
  signedBallot,
  support,
} from './voting.fixture.ts';

describe('A batch of ballots', () => {
  let city: GovernedCity;
  let proposal: Proposal;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(governedCity);
    proposal = await propose(city, [call(city.access, 'grantRole', roles.registrar, city.company.address, 0)]);
  });

  const ballot = (voter = city.agencies[0], changes: Partial<Ballot> = {}) =>
    signedBallot(city.governor, { voter, proposal: proposal.id, support: support.inFavour, ...changes });
  const castAll = (ballots: ReturnType<typeof ballot>[]) => method(city.governor, 'castBallots')(ballots, ballotGas);
  const selectorOf = (error: string): string => city.governor.interface.getError(error)?.selector ?? '';
  const votes = async (): Promise<bigint[]> => [...(await method(city.governor, 'proposalVotes')(proposal.id))];

  it('counts the ballots of several agencies, with and without a reason', async () => {
    const [mobility, energy, water] = city.agencies;
    const sent = castAll([
      ballot(mobility),
      ballot(energy, { support: support.against, reasonHash: id('salt and reason') }),
      ballot(water, { support: support.abstain }),
    ]);
    await expect(sent)
      .to.emit(city.governor, 'VoteCast')
      .withArgs(energy.address, proposal.id, 0, 1n, id('salt and reason'));
    expect(await votes()).to.deep.equal([1n, 1n, 1n]);
  });

  it('counts the good ones, and names the bad ones with their error', async () => {
    const [mobility, energy, water] = city.agencies;
    const bad = [
      { ...ballot(energy), support: support.against, error: 'GovernorInvalidSignature' },
      { ...ballot(mobility), error: 'GovernorAlreadyCastVote' },
      { ...ballot(city.company), error: 'GovernorNoSeat' },
      { ...ballot(water), proposalId: 5n, error: 'GovernorNonexistentProposal' },
      { ...ballot(water, { support: 3 }), error: 'GovernorInvalidVoteType' },
      {
        ...ballot(water, { reasonHash: id('a reason') }),
        reasonHash: id('another'),
        error: 'GovernorInvalidSignature',
      },
    ];
    const sent = await castAll([ballot(mobility), ...bad, ballot(energy)]);
    for (const { voter, proposalId, error } of bad) {
      await expect(sent).to.emit(city.governor, 'BallotRefused').withArgs(voter, proposalId, selectorOf(error));
    }
    expect(await votes()).to.deep.equal([0n, 2n, 0n]);
  });

  it('keeps nothing of a bad ballot: the good one of the same agency counts afterwards', async () => {
    const [mobility, energy] = city.agencies;
    await castAll([ballot(energy), { ...ballot(mobility), signature: '0x1234' }]);
    const nonce = await method(city.governor, 'nonces(address,uint192)')(
      mobility.address,
      BigInt.asUintN(192, proposal.id),
    );
    expect(nonce).to.equal(ballotNonce(proposal.id));
    await castAll([ballot(mobility)]);
    expect(await votes()).to.deep.equal([0n, 2n, 0n]);
  });

  it('is refused when none of it is good, or none is there', async () => {
    const all = castAll([ballot(city.company), { ...ballot(), signature: '0x' }]);
    await expect(all)
      .to.be.revertedWithCustomError(city.governor, 'GovernorNoBallotCounted')
      .withArgs(selectorOf('GovernorNoSeat'));
    await expect(castAll([]))
      .to.be.revertedWithCustomError(city.governor, 'GovernorNoBallotCounted')
      .withArgs('0x00000000');
  });

  it('is refused when its gas would not do for every ballot', async () => {
    const gasLimit = 1_500_000n;
    const sent = method(city.governor, 'castBallots')([ballot()], 2n * ballotGas, { gasLimit });
    await expect(sent).to.be.revertedWithCustomError(city.governor, 'GovernorGasTooLow');
    await expect(method(city.governor, 'castBallots')([ballot()], ethers.MaxUint256)).to.be.revertedWithPanic(0x11);
  });

  it('is not burnt by an agency whose account burns all gas', async () => {
    const burning = addressOf(await deploy('BurningAccount'));
    await enact(
      city,
      [call(city.registry, 'enrolAgency', burning, noProfile), call(city.seats, 'grantSeat', burning)],
      id('burn'),
    );
    proposal = await propose(city, [call(city.governor, 'setVotingDelay', 5)], id('after'));
    const first = { proposalId: proposal.id, support: 1, voter: burning, reasonHash: ZeroHash, signature: '0x' };
    const sent = method(city.governor, 'castBallots')(
      [first, ...city.agencies.map((voter) => ballot(voter))],
      ballotGas,
      {
        gasLimit: 4_000_000n,
      },
    );
    // SignatureChecker keeps a 64th of the gas and says that the signature is bad.
    await expect(sent)
      .to.emit(city.governor, 'BallotRefused')
      .withArgs(burning, proposal.id, selectorOf('GovernorInvalidSignature'));
    expect(await votes()).to.deep.equal([0n, 3n, 0n]);
  });

  it('is not slowed by a voter without a seat: its account is never asked', async () => {
    const burning = addressOf(await deploy('BurningAccount'));
    const stranger = { proposalId: proposal.id, support: 1, voter: burning, reasonHash: ZeroHash, signature: '0x' };
    const sent = await method(city.governor, 'castBallots')([stranger, ballot()], ballotGas, { gasLimit: 4_000_000n });
    await expect(sent)
      .to.emit(city.governor, 'BallotRefused')
      .withArgs(burning, proposal.id, selectorOf('GovernorNoSeat'));
    expect((await sent.wait()).gasUsed).to.be.below(400_000n);
  });

  it('on many proposals needs one signature of the agency', async () => {
    const [mobility] = city.agencies;
    const proposals = Array.from({ length: 8 }, (_, index) => {
      return proposalOf([call(city.governor, 'setVotingDelay', index)], id(`proposal ${index}`));
    });
    await act(mobility, ...proposals.map((each) => proposeCall(city, each)));
    await networkHelpers.time.increase(11);
    await act(mobility, ...proposals.map((each) => call(city.governor, 'castVote', each.id, support.inFavour)));
    for (const each of proposals) {
      expect([...(await method(city.governor, 'proposalVotes')(each.id))]).to.deep.equal([0n, 1n, 0n]);
    }
    expect(proposals).to.have.length(8);
  });
});
