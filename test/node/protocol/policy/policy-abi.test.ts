import { expect } from 'chai';
import { legalBases } from '../../../../node/protocol/policy/legal-basis.ts';
import { policyRegistryAbi, policyStates } from '../../../../node/protocol/policy/policy-abi.ts';
import { reasons } from '../../../../node/protocol/policy/reasons.ts';
import { actions, assigneeKinds, effects, targetKinds } from '../../../../node/protocol/policy/rules.ts';
import { abiLines, compiledAbiLines, enumWords } from '../compiled-abi.fixture.ts';

const wordsOf = (file: string, name: string) => enumWords(`contracts/policy/${file}.sol`, name);

describe('policy abi', () => {
  it('has every entry of PolicyRegistry, as compiled', () => {
    const compiled = compiledAbiLines('contracts/policy/PolicyRegistry.sol');
    expect(compiled).to.have.length.greaterThan(30);
    expect(abiLines([...policyRegistryAbi])).to.deep.equal(compiled);
  });

  it('has the words of the enums in the order of the contracts', () => {
    const upper = (words: readonly string[]) => words.map((word) => word.toUpperCase().replaceAll('-', '_'));
    expect(wordsOf('IPolicyRegistry', 'State')).to.deep.equal([...policyStates]);
    expect(wordsOf('IPolicyRegistry', 'Reason')).to.deep.equal([...reasons]);
    expect(wordsOf('IPolicyRegistry', 'TargetKind')).to.deep.equal([...targetKinds]);
    expect(wordsOf('IPolicyRegistry', 'Action')).to.deep.equal(upper(actions));
    expect(wordsOf('IPolicyRegistry', 'LegalBasis')).to.deep.equal(upper(legalBases));
    expect(wordsOf('PolicyRules', 'Effect')).to.deep.equal(upper(effects));
    expect(wordsOf('PolicyRules', 'Assignee')).to.deep.equal([...assigneeKinds]);
  });
});
