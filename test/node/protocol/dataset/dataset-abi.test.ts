import { expect } from 'chai';
import { agreementRegistryAbi, agreementStates } from '../../../../node/protocol/dataset/agreement-abi.ts';
import { datasetRegistryAbi, datasetStates } from '../../../../node/protocol/dataset/dataset-abi.ts';
import { abiLines, compiledAbiLines, enumWords } from '../compiled-abi.fixture.ts';

describe('the data space’s abi', () => {
  it('has every entry of both registries, as compiled', () => {
    const datasets = compiledAbiLines('contracts/dataspace/DatasetRegistry.sol');
    const agreements = compiledAbiLines('contracts/dataspace/AgreementRegistry.sol');
    expect(Math.min(datasets.length, agreements.length)).to.be.greaterThan(20);
    expect(abiLines([...datasetRegistryAbi])).to.deep.equal(datasets);
    expect(abiLines([...agreementRegistryAbi])).to.deep.equal(agreements);
  });

  it('has the words of the enums in the order of the contracts', () => {
    expect(enumWords('contracts/dataspace/IDatasetRegistry.sol', 'State')).to.deep.equal([...datasetStates]);
    expect(enumWords('contracts/dataspace/IAgreementRegistry.sol', 'State')).to.deep.equal([...agreementStates]);
  });
});
