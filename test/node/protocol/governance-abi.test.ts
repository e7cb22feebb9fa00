import { expect } from 'chai';
import {
  cityAccessAbi,
  cityGovernorAbi,
  cityTimelockAbi,
  proposalStates,
  seatsAbi,
  supports,
} from '../../../node/protocol/governance-abi.ts';
import { abiLines, compiledAbiLines, enumWords } from './compiled-abi.fixture.ts';

const abis = {
  'membership/Seats': seatsAbi,
  'governance/CityAccess': cityAccessAbi,
  'governance/CityGovernor': cityGovernorAbi,
  'governance/CityTimelock': cityTimelockAbi,
};

/** The members of an enum of OpenZeppelin's, in our capitals. */
const openZeppelinWords = (source: string, name: string) =>
  enumWords(`node_modules/@openzeppelin/contracts/governance/${source}`, name).map((word) => word.toUpperCase());

describe('governance-abi', () => {
  for (const [source, abi] of Object.entries(abis)) {
    it(`has every entry of contracts/${source}.sol, as compiled`, () => {
      const compiled = compiledAbiLines(`contracts/${source}.sol`);
      expect(compiled).not.to.have.length(0);
      expect(abiLines([...abi])).to.deep.equal(compiled);
    });
  }

  it('has the words of the enums in the order of the contracts', () => {
    expect(openZeppelinWords('IGovernor.sol', 'ProposalState')).to.deep.equal([...proposalStates]);
    expect(openZeppelinWords('extensions/GovernorCountingSimple.sol', 'VoteType')).to.deep.equal([...supports]);
  });
});
