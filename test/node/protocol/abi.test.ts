import { expect } from 'chai';
import {
  decisionLedgerAbi,
  decisionStates,
  participantAccountAbi,
  participantAccountFactoryAbi,
  participantKinds,
  participantRegistryAbi,
  participantStatuses,
} from '../../../node/protocol/abi.ts';
import { algorithmRegistryAbi, algorithmStatuses } from '../../../node/protocol/algorithm-abi.ts';
import { abiLines, compiledAbiLines, enumWords } from './compiled-abi.fixture.ts';

const abis = {
  'contracts/membership/ParticipantAccount.sol': participantAccountAbi,
  'contracts/membership/ParticipantAccountFactory.sol': participantAccountFactoryAbi,
  'contracts/membership/ParticipantRegistry.sol': participantRegistryAbi,
  'contracts/cryptography/AlgorithmRegistry.sol': algorithmRegistryAbi,
  'contracts/decisions/DecisionLedger.sol': decisionLedgerAbi,
};

describe('abi', () => {
  for (const [source, abi] of Object.entries(abis)) {
    it(`has every entry of ${source}, as compiled`, () => {
      const compiled = compiledAbiLines(source);
      expect(compiled).not.to.have.length(0);
      expect(abiLines([...abi])).to.deep.equal(compiled);
    });
  }

  it('has the words of the enums in the order of the contracts', () => {
    const registry = 'contracts/membership/IParticipantRegistry.sol';
    expect(enumWords('contracts/decisions/IDecisionLedger.sol', 'State')).to.deep.equal([...decisionStates]);
    expect(enumWords('contracts/cryptography/IAlgorithmRegistry.sol', 'Status')).to.deep.equal([...algorithmStatuses]);
    expect(enumWords(registry, 'Kind')).to.deep.equal([...participantKinds]);
    expect(enumWords(registry, 'Status')).to.deep.equal([...participantStatuses]);
  });
});
