import { expect } from 'chai';
import { encodeBytes32String, id, ZeroHash } from 'ethers';
import { act, call } from '../governance/participants.fixture.ts';
import { enact } from '../governance/voting.fixture.ts';
import { method, networkHelpers, now } from '../network.fixture.ts';
import { type Dataspace, dataset, dataspace, version } from './dataspace.fixture.ts';

const cause = id('cause');
const states = { published: 1n, deprecated: 2n, withdrawn: 3n };

describe('DatasetRegistry', () => {
  let city: Dataspace;
  const entry = async () => method(city.datasets, 'dataset')(dataset);
  const asCompany = (name: string, ...args: unknown[]) => act(city.company, call(city.datasets, name, ...args));

  beforeEach(async () => {
    city = await networkHelpers.loadFixture(dataspace);
  });

  it('holds what was published, whose it is and since when', async () => {
    expect(await entry()).to.deep.equal([city.company.address, states.published, false, 1n]);
    const { content, publishedAt, isWithdrawn } = await method(city.datasets, 'versionOf')(dataset, 1);
    expect(content.toArray()).to.deep.equal(Object.values(version()));
    expect([Number(publishedAt) <= (await now()), isWithdrawn]).to.deep.equal([true, false]);
  });

  it('tells each version by an event, counted from 1', async () => {
    await expect(asCompany('newVersion', dataset, version('two')))
      .to.emit(city.datasets, 'VersionPublished')
      .withArgs(dataset, 2, Object.values(version('two')));
    expect((await entry()).versionCount).to.equal(2n);
  });

  it('lets companies and agencies publish, and nobody else', async () => {
    const name = encodeBytes32String('other');
    await act(city.agencies[0], call(city.datasets, 'publish', name, version()));
    const refused = act(city.outsider, call(city.datasets, 'publish', encodeBytes32String('third'), version()));
    await expect(refused).to.be.revertedWithCustomError(city.datasets, 'DatasetPublisherNotAllowed');
    await enact(city, [call(city.registry, 'suspend', city.company.address)]);
    await expect(asCompany('newVersion', dataset, version('two'))).to.be.revertedWithCustomError(
      city.datasets,
      'DatasetPublisherNotAllowed',
    );
  });

  it('gives a name once', async () => {
    await expect(act(city.consumer, call(city.datasets, 'publish', dataset, version())))
      .to.be.revertedWithCustomError(city.datasets, 'DatasetNameTaken')
      .withArgs(dataset, city.company.address);
    await asCompany('withdraw', dataset, cause);
    await expect(asCompany('publish', dataset, version())).to.be.revertedWithCustomError(
      city.datasets,
      'DatasetNameTaken',
    );
  });

  it('refuses zeros', async () => {
    await expect(asCompany('publish', ZeroHash, version())).to.be.revertedWithCustomError(
      city.datasets,
      'DatasetZeroValue',
    );
    for (const field of ['metadata', 'contentRoot', 'keyCommitment', 'policy'] as const)
      await expect(asCompany('newVersion', dataset, { ...version(), [field]: ZeroHash }))
        .to.be.revertedWithCustomError(city.datasets, 'DatasetZeroValue')
        .withArgs(encodeBytes32String(field));
  });

  it('is changed by its owner alone', async () => {
    const doors: [string, ...unknown[]][] = [
      ['newVersion', dataset, version('two')],
      ['deprecate', dataset],
      ['withdraw', dataset, cause],
      ['withdrawVersion', dataset, 1, cause],
    ];
    for (const [name, ...args] of doors) {
      await expect(act(city.consumer, call(city.datasets, name, ...args))).to.be.revertedWithCustomError(
        city.datasets,
        'DatasetNotOwner',
      );
      const unknown = call(city.datasets, name, id('nothing'), ...args.slice(1));
      await expect(act(city.company, unknown)).to.be.revertedWithCustomError(city.datasets, 'DatasetUnknown');
    }
  });

  it('is deprecated, then withdrawn, and neither again', async () => {
    await expect(asCompany('deprecate', dataset)).to.emit(city.datasets, 'DatasetDeprecated').withArgs(dataset);
    await expect(asCompany('deprecate', dataset)).to.be.revertedWithCustomError(city.datasets, 'DatasetWrongState');
    await expect(asCompany('newVersion', dataset, version('two'))).to.be.revertedWithCustomError(
      city.datasets,
      'DatasetWrongState',
    );
    await expect(asCompany('withdraw', dataset, cause))
      .to.emit(city.datasets, 'DatasetWithdrawn')
      .withArgs(dataset, cause);
    await expect(asCompany('withdraw', dataset, cause)).to.be.revertedWithCustomError(
      city.datasets,
      'DatasetWrongState',
    );
    expect((await entry()).state).to.equal(states.withdrawn);
  });

  it('has versions withdrawn one by one, also by a suspended owner', async () => {
    await enact(city, [call(city.registry, 'suspend', city.company.address)]);
    await expect(asCompany('withdrawVersion', dataset, 1, cause))
      .to.emit(city.datasets, 'VersionWithdrawn')
      .withArgs(dataset, 1, cause);
    expect((await method(city.datasets, 'versionOf')(dataset, 1)).isWithdrawn).to.equal(true);
    expect((await entry()).state).to.equal(states.published);
    const errors = { 1: 'DatasetVersionWithdrawn', 2: 'DatasetVersionUnknown', 0: 'DatasetVersionUnknown' };
    for (const [number, error] of Object.entries(errors))
      await expect(asCompany('withdrawVersion', dataset, number, cause)).to.be.revertedWithCustomError(
        city.datasets,
        error,
      );
  });

  it('is frozen by the guardian at once, and unfrozen by a vote', async () => {
    const freeze = call(city.datasets, 'freeze', dataset, cause);
    await expect(act(city.guardian, freeze)).to.emit(city.datasets, 'DatasetFrozen').withArgs(dataset, cause);
    await expect(act(city.guardian, freeze)).to.be.revertedWithCustomError(city.datasets, 'DatasetFreezeState');
    await expect(asCompany('newVersion', dataset, version('two'))).to.be.revertedWithCustomError(
      city.datasets,
      'DatasetFreezeState',
    );
    await enact(city, [call(city.datasets, 'unfreeze', dataset)]);
    expect((await entry()).isFrozen).to.equal(false);
    await asCompany('newVersion', dataset, version('two'));
  });
});
