import { expect } from 'chai';
import { type CatalogEntry, createCatalog } from '../../../../node/dataspace/datasets/catalog.ts';

function entry(name: string, more: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    name,
    owner: `0x${'aa'.repeat(20)}`,
    state: 'PUBLISHED',
    isFrozen: false,
    title: `Title of ${name}`,
    description: '',
    keywords: [],
    themes: [],
    mediaType: 'text/csv',
    ...more,
  };
}

describe('the catalog', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const filled = () => {
    const catalog = createCatalog();
    for (const name of names.toReversed()) catalog.put(entry(name));
    return catalog;
  };

  it('pages through the datasets in the order of their names, each once', () => {
    const catalog = filled();
    const seen: string[] = [];
    let after: string | undefined = '';
    while (after !== undefined) {
      const page = catalog.page({}, after, 2);
      expect(page.total).to.equal(5);
      seen.push(...page.names);
      after = page.next;
    }
    expect(seen).to.deep.equal(names);
    expect(catalog.page({}, 'e', 2)).to.deep.include({ names: [], next: undefined });
  });

  it('shows what is offered: not the withdrawn, the deprecated, the frozen, unless asked for', () => {
    const catalog = filled();
    catalog.put(entry('a', { state: 'WITHDRAWN' }));
    catalog.put(entry('b', { state: 'DEPRECATED' }));
    catalog.put(entry('c', { isFrozen: true }));
    catalog.remove('d');
    expect(catalog.page({}, '', 9).names).to.deep.equal(['e']);
    expect(catalog.page({ state: 'WITHDRAWN' }, '', 9).names).to.deep.equal(['a']);
    expect(catalog.page({ state: 'DEPRECATED' }, '', 9).names).to.deep.equal(['b']);
  });

  it('finds by words, keyword, theme, owner and media type together', () => {
    const catalog = filled();
    const owner = `0x${'bb'.repeat(20)}` as const;
    catalog.put(
      entry('c', { owner, title: 'Bus positions', keywords: ['GPS'], themes: ['TRAN'], mediaType: 'application/json' }),
    );
    const filter = { text: 'POSITIONS bus', keyword: 'GPS', theme: 'TRAN', owner, mediaType: 'application/json' };
    expect(catalog.page(filter, '', 9).names).to.deep.equal(['c']);
    for (const [field, value] of Object.entries({ text: 'tram', keyword: 'gps', theme: 'ENVI', mediaType: 'text/csv' }))
      expect(catalog.page({ ...filter, [field]: value }, '', 9).total, field).to.equal(0);
  });

  it('counts what matches by facet, the commonest first', () => {
    const catalog = filled();
    catalog.put(entry('a', { keywords: ['x', 'y'] }));
    catalog.put(entry('b', { keywords: ['y'] }));
    expect(catalog.page({}, '', 1).facets.keyword).to.deep.equal([
      { value: 'y', count: 2 },
      { value: 'x', count: 1 },
    ]);
    expect(catalog.page({ keyword: 'x' }, '', 1).facets.mediaType).to.deep.equal([{ value: 'text/csv', count: 1 }]);
  });
});
