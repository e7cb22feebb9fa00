import { expect } from 'chai';
import { roles } from '../city.fixture.ts';
import { addressOf, method, networkHelpers } from '../network.fixture.ts';
import { governedCity, postQuantumCity } from './city.fixture.ts';
import { call } from './participants.fixture.ts';
import { ballotGas, propose, queue, signedBallot, stateOf, states, support } from './voting.fixture.ts';

describe('A vote of the agencies', () => {
  for (const [kind, fixture] of Object.entries({ stub: governedCity, 'SLH-DSA-SHA2-128s': postQuantumCity })) {
    it(`grants a role: proposed, signed ballots relayed by a stranger, queued, executed (${kind} signatures)`, async () => {
      const city = await networkHelpers.loadFixture(fixture);
      const { governor, access, company } = city;
      const proposal = await propose(city, [call(access, 'grantRole', roles.registrar, company.address, 0)]);
      const ballots = city.agencies.map((voter) => {
        return signedBallot(governor, { voter, proposal: proposal.id, support: support.inFavour });
      });
      const sent = await method(governor, 'castBallots')(ballots, ballotGas);
      expect((await sent.wait()).gasUsed).to.be.below(4_000_000n);
      expect(await method(governor, 'proposalVotes')(proposal.id)).to.deep.equal([0n, 3n, 0n]);
      await queue(city, proposal);
      await method(governor, 'execute')(...proposal.content);
      expect(await stateOf(city, proposal)).to.equal(states.executed);
      expect((await method(access, 'roleGrant')(roles.registrar, company.address)).proposalId).to.equal(proposal.id);
      expect(await method(access, 'roleMembers')(roles.admin)).to.deep.equal([addressOf(city.timelock)]);
    });
  }
});
