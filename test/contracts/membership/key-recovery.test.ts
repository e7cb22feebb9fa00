import { expect } from 'chai';
import { keyDelay } from '../algorithms.fixture.ts';
import { type GovernedCity, governedCity } from '../governance/city.fixture.ts';
import { act, call, type Participant } from '../governance/participants.fixture.ts';
import { enact, propose, queue, vote } from '../governance/voting.fixture.ts';
import { deploy, method, networkHelpers } from '../network.fixture.ts';
import { type Signer, stubSigner } from '../signing.fixture.ts';
import { changeOf, type KeyChange, proofsOf } from './keys.fixture.ts';

const month = 30 * 86_400;

describe('Recovery of an account', () => {
  let city: GovernedCity;
  let agency: Participant;
  let next: Signer;
  let change: KeyChange;

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(governedCity);
    [agency] = city.agencies;
    next = stubSigner(city.verifier, 'next');
    change = changeOf([next], [agency.signer]);
  });

  const proofs = () => proofsOf(agency.account, change, [next]);
  const voteKeys = () => enact(city, [call(city.algorithms, 'recoverAccount', agency.address, change, proofs())]);
  const freeze = (who = agency) => act(city.guardian, call(city.algorithms, 'freezeAccount', who.address));
  const refused = (attempt: Promise<unknown>, error: string, contract = agency.account) =>
    expect(attempt).to.be.revertedWithCustomError(contract, error);
  const apply = () => method(agency.account, 'applyKeys')(change);
  const renewed = (): Participant => ({ ...agency, signer: next });

  it('replaces a lost key by a vote, after a delay', async () => {
    await voteKeys();
    await refused(apply(), 'AccountKeysTooEarly');
    await networkHelpers.time.increase(keyDelay);
    await apply();
    await act(renewed());
    await refused(act(agency), 'AccountInvalidSignature');
  });

  it('ends when the old signers object', async () => {
    await voteKeys();
    await act(agency, call(agency.account, 'cancelKeys'));
    await networkHelpers.time.increase(keyDelay);
    await refused(apply(), 'AccountNoKeysPending');
    await act(agency);
  });

  it('asks a voted key for its proof as well', async () => {
    const stranger = stubSigner(city.verifier, 'stranger');
    change = changeOf([next], [agency.signer]);
    const forged = proofsOf(agency.account, change, [stranger]);
    await expect(
      enact(city, [call(city.algorithms, 'recoverAccount', agency.address, change, forged)]),
    ).to.be.revertedWithCustomError(agency.account, 'AccountKeyNotProven');
  });

  it('freezes a stolen key at once: no batch, no ballot, no objection, no keys of the thief', async () => {
    const theft = changeOf([stubSigner(city.verifier, 'thief')], [agency.signer]);
    const thief = [stubSigner(city.verifier, 'thief')];
    const stolen = call(agency.account, 'proposeKeys', theft, proofsOf(agency.account, theft, thief));
    await act(agency, stolen);
    await freeze();
    await refused(act(agency), 'AccountFrozen');
    expect(await method(agency.account, 'isValidSignature')(`0x${'11'.repeat(32)}`, '0x1234')).to.equal('0xffffffff');
    await networkHelpers.time.increase(keyDelay);
    await refused(method(agency.account, 'applyKeys')(theft), 'AccountNoKeysPending');
  });

  it('lets a vote replace the stolen key while it is frozen, which thaws the account', async () => {
    await freeze();
    const calls = [call(city.algorithms, 'recoverAccount', agency.address, change, proofs())];
    const proposal = await propose(city, calls, undefined, city.agencies[1]);
    await vote(city, proposal, city.agencies.slice(1));
    await queue(city, proposal);
    await method(city.governor, 'execute')(...proposal.content);
    await refused(act(agency, call(agency.account, 'cancelKeys')), 'AccountFrozen');
    await networkHelpers.time.increase(keyDelay);
    await apply();
    await act(renewed());
  });

  it('ends a freeze after its time, or by vote', async () => {
    await freeze();
    await networkHelpers.time.increase(month);
    await act(agency);
    await freeze();
    const proposal = await propose(
      city,
      [call(city.algorithms, 'unfreezeAccount', agency.address)],
      undefined,
      city.agencies[1],
    );
    await vote(city, proposal, city.agencies.slice(1));
    await queue(city, proposal);
    await method(city.governor, 'execute')(...proposal.content);
    await act(agency);
  });

  it('freezes no more seats than a quorum can spare, and never the guardian', async () => {
    await freeze(city.agencies[0]);
    await refused(freeze(city.agencies[1]), 'CareQuorumLost', city.algorithms);
    await refused(freeze(city.guardian), 'CareGuardianLost', city.algorithms);
    await freeze(city.company);
  });

  it('gives an account back that lost its threshold: no signer left can object', async () => {
    const lost = stubSigner(city.verifier, 'lost');
    const raise = changeOf([lost], [], 2);
    await act(agency, call(agency.account, 'proposeKeys', raise, proofsOf(agency.account, raise, [lost])));
    await networkHelpers.time.increase(keyDelay);
    await method(agency.account, 'applyKeys')(raise);
    await refused(act(agency), 'AccountInvalidSignature');
    change = changeOf([next], [lost], 1);
    const calls = [
      call(city.algorithms, 'recoverAccount', agency.address, change, proofsOf(agency.account, change, [next], 1)),
    ];
    const proposal = await propose(city, calls, undefined, city.agencies[1]);
    await vote(city, proposal, city.agencies.slice(1));
    await queue(city, proposal);
    await method(city.governor, 'execute')(...proposal.content);
    await refused(act(agency, call(agency.account, 'cancelKeys')), 'AccountInvalidSignature');
    await networkHelpers.time.increase(keyDelay);
    await apply();
    await act(agency);
    await act(renewed());
  });

  it('takes orders from its registry alone', async () => {
    const stranger = await deploy('CallTarget');
    for (const name of ['freeze', 'unfreeze', 'recoverKeys']) {
      const args = name === 'freeze' ? [1] : name === 'unfreeze' ? [] : [change, []];
      const data = agency.account.interface.encodeFunctionData(name, args);
      await refused(method(stranger, 'forward')(agency.address, data), 'AccountUnauthorized');
    }
  });
});
