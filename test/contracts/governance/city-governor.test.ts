import { expect } from 'chai';
import { id } from 'ethers';
import { roles } from '../city.fixture.ts';
import { addressOf, deploy, method, networkHelpers } from '../network.fixture.ts';
import { type GovernedCity, governedCity, settings } from './city.fixture.ts';
import { act, call } from './participants.fixture.ts';
import { enact, proposalOf, propose, proposeCall, queue, stateOf, states, support, vote } from './voting.fixture.ts';

describe('CityGovernor', () => {
  let city: GovernedCity;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(governedCity);
  });

  const grant = () => [call(city.access, 'grantRole', roles.registrar, city.company.address, 0)];
  const refuses = (attempt: Promise<unknown>, error: string) =>
    expect(attempt).to.be.revertedWithCustomError(city.governor, error);

  describe('propose', () => {
    it('is for agencies with a seat', async () => {
      const [mobility] = city.agencies;
      for (const outsider of [city.company, city.registrar, city.guardian, city.founder]) {
        await refuses(act(outsider, proposeCall(city, proposalOf(grant()))), 'GovernorNotAnAgency');
      }
      await enact(city, [call(city.seats, 'withdrawSeat', mobility.address)]);
      await refuses(act(mobility, proposeCall(city, proposalOf(grant()))), 'GovernorInsufficientProposerVotes');
    });

    it('is not for an agency that is suspended', async () => {
      const [mobility, energy] = city.agencies;
      await enact(city, [call(city.registry, 'suspend', mobility.address)]);
      await refuses(act(mobility, proposeCall(city, proposalOf(grant()))), 'GovernorNotAnAgency');
      await act(energy, proposeCall(city, proposalOf(grant())));
    });

    it('takes a hash for a description, and no text', async () => {
      const upper = `0x${'AB'.repeat(32)}`;
      const unprefixed = 'ab'.repeat(33);
      const beside = ['/', ':', '`', 'g'].map((character) => `0x${'0'.repeat(63)}${character}`);
      const texts = [
        '',
        'please',
        upper,
        unprefixed,
        ...beside,
        `${id('why')} `,
        id('why').slice(0, 65),
        'x'.repeat(60_000),
      ];
      for (const text of texts) {
        const attempt = act(city.agencies[0], proposeCall(city, proposalOf(grant(), text)));
        await refuses(attempt, 'GovernorNotAHash').withArgs(text.length);
      }
    });

    it('takes every lower-case hexadecimal digit', async () => {
      await act(city.agencies[0], proposeCall(city, proposalOf(grant(), `0x${'0123456789abcdef'.repeat(4)}`)));
    });

    it('refuses the same proposal twice', async () => {
      const proposal = await propose(city, grant());
      await refuses(act(city.agencies[1], proposeCall(city, proposal)), 'GovernorUnexpectedProposalState');
    });
  });

  describe('an outcome', () => {
    it('needs a quorum, rounded up: two seats of three', async () => {
      const proposal = await propose(city, grant());
      expect(
        await method(city.governor, 'quorum')(await method(city.governor, 'proposalSnapshot')(proposal.id)),
      ).to.equal(2n);
      await vote(city, proposal, [city.agencies[0]]);
      await networkHelpers.time.increase(settings.votingPeriod);
      expect(await stateOf(city, proposal)).to.equal(states.defeated);
    });

    it('needs more votes for than against', async () => {
      const proposal = await propose(city, grant());
      await vote(city, proposal, [city.agencies[0]]);
      await vote(city, proposal, [city.agencies[1]], support.against);
      await vote(city, proposal, [city.agencies[2]], support.abstain);
      await networkHelpers.time.increase(settings.votingPeriod + settings.lateQuorumExtension);
      expect(await stateOf(city, proposal)).to.equal(states.defeated);
    });

    it('waits when the quorum comes late', async () => {
      const proposal = await propose(city, grant());
      const deadline: bigint = await method(city.governor, 'proposalDeadline')(proposal.id);
      await networkHelpers.time.increaseTo(deadline - 2n);
      await expect(vote(city, proposal, city.agencies.slice(0, 2))).to.emit(city.governor, 'ProposalExtended');
      expect(await method(city.governor, 'proposalDeadline')(proposal.id)).to.equal(
        deadline - 1n + BigInt(settings.lateQuorumExtension),
      );
    });

    it('waits in the timelock before it takes effect', async () => {
      const proposal = await propose(city, grant());
      await vote(city, proposal, city.agencies);
      await networkHelpers.time.increase(settings.votingPeriod);
      const execute = () => method(city.governor, 'execute')(...proposal.content);
      await refuses(execute(), 'GovernorUnexpectedProposalState');
      await method(city.governor, 'queue')(...proposal.content);
      await expect(execute()).to.be.revertedWithCustomError(city.timelock, 'TimelockUnexpectedOperationState');
    });

    it('is what was voted on: a changed payload is another proposal, that nobody made', async () => {
      const proposal = await propose(city, grant());
      await vote(city, proposal, city.agencies);
      await networkHelpers.time.increase(settings.votingPeriod);
      const other = proposalOf([call(city.access, 'grantRole', roles.admin, city.company.address, 0)]);
      await refuses(method(city.governor, 'queue')(...other.content), 'GovernorNonexistentProposal');
      await queue(city, proposal);
      await refuses(method(city.governor, 'execute')(...other.content), 'GovernorNonexistentProposal');
    });

    it('takes effect once', async () => {
      const proposal = await enact(city, grant());
      await refuses(method(city.governor, 'execute')(...proposal.content), 'GovernorUnexpectedProposalState');
    });
  });

  describe('cancel', () => {
    it('is for nobody: not the proposer, another agency, the guardian, the founder or a stranger', async () => {
      const proposal = proposalOf(grant());
      const [mobility, energy] = city.agencies;
      await act(mobility, proposeCall(city, proposal));
      const cancel = call(city.governor, 'cancel', ...proposal.content);
      for (const participant of [mobility, energy, city.guardian, city.founder])
        await refuses(act(participant, cancel), 'GovernorUnableToCancel').withArgs(proposal.id, participant.address);
      await refuses(method(city.governor, 'cancel')(...proposal.content), 'GovernorUnableToCancel');
    });

    it('can be voted', async () => {
      const queued = await propose(city, grant());
      await vote(city, queued, city.agencies);
      await queue(city, queued);
      await enact(city, [call(city.governor, 'cancel', ...queued.content)], id('stop it'));
      expect(await stateOf(city, queued)).to.equal(states.canceled);
      await refuses(method(city.governor, 'execute')(...queued.content), 'GovernorUnexpectedProposalState');
    });
  });

  describe('veto', () => {
    const reason = id('salt and reason');
    const veto = (content: unknown[], hash = reason) => call(city.governor, 'veto', ...content, hash);

    it('stops a proposal before, while and after ballots are taken, and in the timelock', async () => {
      const waiting = proposalOf(grant(), id('1'));
      await act(city.agencies[0], proposeCall(city, waiting));
      const active = await propose(city, grant(), id('2'));
      const queued = await propose(city, grant(), id('3'));
      await vote(city, queued, city.agencies);
      await queue(city, queued);
      for (const proposal of [waiting, active, queued]) {
        await expect(act(city.guardian, veto(proposal.content)))
          .to.emit(city.governor, 'ProposalVetoed')
          .withArgs(proposal.id, city.guardian.address, reason);
        expect(await stateOf(city, proposal)).to.equal(states.canceled);
      }
      await refuses(method(city.governor, 'execute')(...queued.content), 'GovernorUnexpectedProposalState');
    });

    it('comes too late once it is executed', async () => {
      const proposal = await enact(city, grant());
      await refuses(act(city.guardian, veto(proposal.content)), 'GovernorUnexpectedProposalState');
    });

    it('is for the guardian alone, for as long as it is', async () => {
      const proposal = await propose(city, grant());
      for (const participant of [...city.agencies, city.registrar, city.founder, city.company])
        await refuses(act(participant, veto(proposal.content)), 'GovernorNotGuardian').withArgs(participant.address);
      await enact(city, [call(city.access, 'revokeRole', roles.guardian, city.guardian.address)], id('no guardian'));
      await refuses(act(city.guardian, veto(proposal.content)), 'GovernorNotGuardian');
    });

    it('has a reason', async () => {
      const proposal = await propose(city, grant());
      await refuses(act(city.guardian, veto(proposal.content, `0x${'00'.repeat(32)}`)), 'GovernorReasonMissing');
    });
  });

  describe('settings', () => {
    const set = (name: string, value: number | bigint) =>
      enact(city, [call(city.governor, name, value)], id(`${name} ${value}`));

    it('can be voted', async () => {
      await set('setVotingDelay', 20);
      expect(await method(city.governor, 'votingDelay')()).to.equal(20n);
    });

    for (const [name, values] of Object.entries({
      setVotingDelay: [30 * 86_400 + 1],
      setVotingPeriod: [0, settings.minimumVotingPeriod - 1, 90 * 86_400 + 1],
      setProposalThreshold: [0, 2],
      updateQuorumNumerator: [0, 101],
    })) {
      it(`keep ${name} within what lets the agencies go on voting`, async () => {
        for (const value of values) await refuses(set(name, value), 'GovernorSettingNotAllowed');
      });
    }

    it('are checked at the beginning, too', async () => {
      const connected = [city.access, city.registry, city.seats, city.timelock].map(addressOf);
      for (const bad of [{ votingPeriod: 49 }, { quorumPercent: 0 }, { votingDelay: 2 ** 32 }])
        await refuses(deploy('CityGovernor', ...connected, { ...settings, ...bad }), 'GovernorSettingNotAllowed');
    });
  });

  it('has no other way to act than its timelock', async () => {
    const around = call(city.timelock, 'cancel', id('operation'));
    const relay = call(city.governor, 'relay', around.target, 0, around.data);
    await refuses(enact(city, [relay]), 'GovernorDoorClosed');
    const another = call(city.governor, 'updateTimelock', city.company.address);
    await refuses(enact(city, [another]), 'GovernorDoorClosed');
  });
});
