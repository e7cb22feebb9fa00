import { expect } from 'chai';
import { ParamType } from 'ethers';
import { roles } from '../city.fixture.ts';
import { addressOf, type Contract, ethers, method, networkHelpers } from '../network.fixture.ts';
import { emptyValue, productArtifacts, stateChangingNames } from './artifacts.fixture.ts';
import { type GovernedCity, governedCity } from './city.fixture.ts';
import { call } from './participants.fixture.ts';
import { type Caller, callers, permissions } from './permissions.table.ts';
import { type Proposal, propose } from './voting.fixture.ts';

async function cityWithProposal() {
  const city = await governedCity();
  const proposal = await propose(city, [call(city.access, 'grantRole', roles.registrar, city.company.address, 0)]);
  return { city, proposal };
}

function contractsOf(city: GovernedCity): Record<string, Contract> {
  return {
    ParticipantAccount: city.agencies[0].account,
    ParticipantAccountFactory: city.factory,
    ParticipantRegistry: city.registry,
    Seats: city.seats,
    AlgorithmRegistry: city.algorithms,
    PolicyRegistry: city.policies,
    DatasetRegistry: city.datasets,
    AgreementRegistry: city.agreements,
    DecisionLedger: city.ledger,
    ModelCourt: city.court,
    CityAccess: city.access,
    CityGovernor: city.governor,
    CityTimelock: city.timelock,
  };
}

function addressesOf(city: GovernedCity): Record<Caller, string> {
  return {
    anyone: ethers.Wallet.createRandom().address,
    founder: city.founder.address,
    company: city.company.address,
    agency: city.agencies[1].address,
    registrar: city.registrar.address,
    guardian: city.guardian.address,
    enforcer: city.enforcer.address,
    governor: addressOf(city.governor),
    timelock: addressOf(city.timelock),
  };
}

describe('Permissions of a governed city', () => {
  const compiled = productArtifacts();
  let city: GovernedCity;
  let proposal: Proposal;
  let contracts: Record<string, Contract>;
  let addresses: Record<Caller, string>;

  before(async () => {
    ({ city, proposal } = await networkHelpers.loadFixture(cityWithProposal));
    contracts = contractsOf(city);
    addresses = addressesOf(city);
  });

  it('cover every state-changing function that was compiled, and no other', () => {
    const rows = compiled.map((artifact) => [artifact.contractName, stateChangingNames(artifact)] as const);
    const found = Object.fromEntries(rows.filter(([, names]) => names.length > 0));
    const listed = Object.entries(permissions).map(([name, row]) => [name, Object.keys(row).sort()]);
    expect(found).to.deep.equal(Object.fromEntries(listed));
  });

  it('leave no door that is not a function but receiving coin', () => {
    const doors = compiled.flatMap(({ contractName, abi }) =>
      abi.filter(({ type }) => type === 'receive' || type === 'fallback').map(({ type }) => `${contractName} ${type}`),
    );
    expect(doors.sort()).to.deep.equal(['CityGovernor receive', 'CityTimelock receive', 'ParticipantAccount receive']);
  });

  for (const [contractName, row] of Object.entries(permissions)) {
    for (const [name, door] of Object.entries(row)) {
      if (door === 'open') continue;
      const { may, refusal } = door;
      it(`let ${may.join(', ') || 'none of them'} through ${contractName}.${name}, and nobody else`, async () => {
        const contract = contracts[contractName];
        if (contract === undefined) throw new RangeError(contractName);
        const asked = method(new ethers.Contract(addressOf(contract), contract.interface, ethers.provider), name);
        const empty = () => asked.fragment.inputs.map((input) => emptyValue(ParamType.from(input)));
        const args = door.arguments?.(proposal) ?? empty();
        for (const caller of callers) {
          const attempt = asked.staticCall(...args, { from: addresses[caller] });
          if (may.includes(caller)) await expect(attempt, caller).not.to.be.revertedWithCustomError(contract, refusal);
          else await expect(attempt, caller).to.be.revertedWithCustomError(contract, refusal);
        }
      });
    }
  }

  it('let not even the timelock change the governor’s settings but in a proposal’s execution', async () => {
    const governor = new ethers.Contract(addressOf(city.governor), city.governor.interface, ethers.provider);
    const voted = ['setVotingDelay', 'setVotingPeriod', 'setLateQuorumVoteExtension', 'updateQuorumNumerator'];
    for (const name of voted) {
      const attempt = method(governor, name).staticCall(60, { from: addresses.timelock });
      await expect(attempt).to.be.revertedWithPanic(0x31);
    }
  });

  it('refuse coin sent to the governor', async () => {
    const [sender] = await ethers.getSigners();
    const sent = sender?.sendTransaction({ to: addresses.governor, value: 1n });
    await expect(sent).to.be.revertedWithCustomError(city.governor, 'GovernorDisabledDeposit');
  });
});
