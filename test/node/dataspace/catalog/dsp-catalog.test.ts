import type { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { createDspCatalog } from '../../../../node/dataspace/catalog/dsp-catalog.ts';
import { openOfferedDatasets } from '../../../../node/dataspace/catalog/offered-datasets.ts';
import { dspContext } from '../../../../node/dataspace/dsp/context.ts';
import { openDataspaceDatabase } from '../../../../node/dataspace/store/open-database.ts';
import type { Json } from '../../../../node/protocol/policy/strict-json.ts';
import { expectCode } from '../../../expect-code.ts';

const request = (filter?: Json): Json => ({
  '@context': [dspContext],
  '@type': 'CatalogRequestMessage',
  ...(filter === undefined ? {} : { filter }),
});
const offers: Json[] = [{ '@id': 'urn:o', '@type': 'Offer', permission: [{ action: 'use' }] }];

describe('the catalog', () => {
  let database: DatabaseSync;
  const datasets = () => openOfferedDatasets(database);
  const catalog = () =>
    createDspCatalog({
      source: datasets(),
      participantId: 'urn:qdt:anyone',
      serviceUrl: () => 'https://x.example/dsp',
    });

  before(() => {
    database = openDataspaceDatabase(':memory:');
    const source = datasets();
    for (let number = 0; number < 250; number += 1)
      source.put({
        id: `urn:qdt:dataset:d${String(number).padStart(3, '0')}`,
        title: number === 7 ? 'Ampels' : `Dataset ${number}`,
        description: '',
        keywords: number % 2 === 0 ? ['even'] : [],
        collections: [],
        offers,
      });
  });
  after(() => database.close());

  it('comes in pages that name their neighbours', () => {
    const ids: unknown[] = [];
    let answer = catalog().request(request(), undefined);
    for (;;) {
      const { dataset } = answer.catalog;
      if (Array.isArray(dataset)) ids.push(...dataset.map((one) => JSON.stringify(one).slice(0, 40)));
      if (answer.next === undefined) break;
      answer = catalog().request(undefined, answer.next);
    }
    expect(new Set(ids).size).to.equal(250);
    expect(answer.previous).to.be.a('string');
  });

  it('is filtered by keyword and text, and leaves empty lists out', () => {
    const even = catalog().request(request([{ keyword: 'even' }]), undefined);
    expect(even.next).to.be.a('string');
    expect(catalog().request(request([{ text: 'AMPEL' }]), undefined).catalog.dataset).to.have.length(1);
    expect(catalog().request(request([{ text: 'nothing' }]), undefined).catalog).to.not.have.property('dataset');
  });

  it('refuses a filter that it does not know, and a page that it did not name', () => {
    for (const filter of [['traffic'], [{ price: '1' }], [{ keyword: 1 }], [{ keyword: 'a' }, { keyword: 'b' }]])
      expectCode('CATALOG_FILTER_UNSUPPORTED', () => catalog().request(request(filter), undefined));
    for (const page of ['', 'x', Buffer.from('{"filter":{},"offset":-1}').toString('base64url')])
      expectCode('CATALOG_PAGE_UNKNOWN', () => catalog().request(undefined, page));
  });

  it('tells of one dataset by its URN or its name, and of none that is not offered', () => {
    expect(catalog().dataset('d007')).to.deep.include({ '@id': 'urn:qdt:dataset:d007', hasPolicy: offers });
    expectCode('CATALOG_DATASET_UNKNOWN', () => catalog().dataset('urn:qdt:dataset:none'));
  });

  it('takes no dataset without an offer, with an offer that has a target, or with an empty policy', () => {
    const words = { title: 'T', description: '', keywords: [], collections: [] };
    const put = (id: string, given: Json[]) => () => datasets().put({ id, ...words, offers: given });
    expectCode('POLICY_EMPTY', put('urn:qdt:dataset:x', []));
    expectCode(
      'OFFER_HAS_TARGET',
      put('urn:qdt:dataset:x', [
        { '@id': 'urn:o', '@type': 'Offer', target: 'urn:x', permission: [{ action: 'use' }] },
      ]),
    );
    expectCode('POLICY_EMPTY', put('urn:qdt:dataset:x', [{ '@id': 'urn:o', '@type': 'Offer', permission: [] }]));
    expectCode('TARGET_INVALID', put('urn:qdt:decision:routes', offers));
    expect(datasets().get('urn:qdt:dataset:x')).to.equal(undefined);
  });
});
