import { expect } from 'chai';
import { caseStates, modelCourtAbi } from '../../../../node/protocol/court/court-abi.ts';
import { abiLines, compiledAbiLines, enumWords } from '../compiled-abi.fixture.ts';

describe('model court abi', () => {
  it('has every entry of ModelCourt, as compiled', () => {
    const compiled = compiledAbiLines('contracts/decisions/ModelCourt.sol');
    expect(compiled).to.have.length.greaterThan(40);
    expect(abiLines([...modelCourtAbi])).to.deep.equal(compiled);
  });

  it('has the words of the states in the order of the contract', () => {
    expect(enumWords('contracts/decisions/IModelCourt.sol', 'State')).to.deep.equal([...caseStates]);
  });
});
