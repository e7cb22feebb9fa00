import { expect } from 'chai';
import { type DatasetDescription, decodeMetadata, encodeMetadata } from '../../../../node/protocol/dataset/metadata.ts';
import { expectCode } from '../../../expect-code.ts';

const described: DatasetDescription = {
  name: 'bus-positions',
  version: 2,
  title: 'Bus positions',
  description: 'Every ten seconds.',
  language: 'en',
  keywords: ['bus', 'GPS'],
  themes: ['TRAN'],
  publisher: `0x${'ab'.repeat(20)}`,
  issuedAt: 1_790_000_000,
  mediaType: 'text/csv',
  bytes: 1_073_741_824,
  content: `bafyrei${'a'.repeat(52)}`,
  policy: `bafkrei${'b'.repeat(52)}`,
};

describe('metadata', () => {
  it('is DCAT-AP in JSON-LD that is read without fetching anything, and says the same again', () => {
    const { bytes } = encodeMetadata(described);
    expect(decodeMetadata(bytes)).to.deep.equal(described);
    const json: Record<string, unknown> = JSON.parse(new TextDecoder().decode(bytes));
    expect(json['@type']).to.equal('dcat:Dataset');
    expect(json['dct:title']).to.deep.equal({ '@language': 'en', '@value': 'Bus positions' });
    expect(Object.values(Object(json['@context'])).every((iri) => typeof iri === 'string')).to.equal(true);
  });

  it('refuses to be written where nobody could read it', () => {
    const wrong: Partial<DatasetDescription>[] = [
      { title: ' ' },
      { title: 'x'.repeat(201) },
      { language: 'English!' },
      { themes: ['transport'] },
      { keywords: Array.from({ length: 21 }, () => 'x') },
      { mediaType: 'csv' },
      { content: 'Qm' },
      { bytes: -1 },
    ];
    for (const field of wrong) expectCode('DATASET_METADATA_INVALID', () => encodeMetadata({ ...described, ...field }));
    expectCode('POLICY_ID_CHARACTER', () => encodeMetadata({ ...described, name: 'bus positions' }));
  });

  it('refuses another context, which could give its words another meaning', () => {
    const json: Record<string, unknown> = JSON.parse(new TextDecoder().decode(encodeMetadata(described).bytes));
    const written = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
    const context = { ...Object(json['@context']), dct: 'https://elsewhere.example/' };
    expectCode('DATASET_METADATA_INVALID', () => decodeMetadata(written({ ...json, '@context': context })));
    expectCode('DATASET_METADATA_INVALID', () => decodeMetadata(written({ ...json, '@type': 'dcat:Catalog' })));
    expectCode('DATASET_METADATA_INVALID', () => decodeMetadata(written([])));
    expectCode('DATASET_METADATA_INVALID', () => decodeMetadata(new Uint8Array(40_000).fill(0x20)));
  });
});
