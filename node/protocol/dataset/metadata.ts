import { type Hex, sha256 } from 'viem';
import { rawCidOfDigest } from '../cid.ts';
import { NodeError } from '../errors.ts';
import { canonicalJson } from '../policy/canonical-json.ts';
import { isObject } from '../policy/document.ts';
import { instantOf, instantText } from '../policy/instant.ts';
import { requireName } from '../policy/names.ts';
import { type Json, parseStrictJson } from '../policy/strict-json.ts';

/** What is told to everybody about one version of a dataset. */
export interface DatasetDescription {
  /** As policies call it. */
  name: string;
  version: number;
  title: string;
  description: string;
  /** BCP 47 tag of title, description and keywords. */
  language: string;
  keywords: readonly string[];
  /** Codes of the EU's data themes, such as TRAN. */
  themes: readonly string[];
  /** The owner's account, lower case. */
  publisher: `0x${string}`;
  /** Unix seconds. */
  issuedAt: number;
  mediaType: string;
  /** Plain bytes. */
  bytes: number;
  /** CID of the content's root block. */
  content: string;
  /** CID of the ODRL policy. */
  policy: string;
}

const namespaces = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};
const themeBase = 'http://publications.europa.eu/resource/authority/data-theme/';
const mediaBase = 'http://www.iana.org/assignments/media-types/';
const largestBytes = 32_768;

/** The description as DCAT-AP 3 in JSON-LD; its context stands in it whole, so that nothing is ever fetched to read it. */
export function encodeMetadata(dataset: DatasetDescription): { cid: string; digest: Hex; bytes: Uint8Array } {
  const { name, version, title, description, language, keywords, themes, publisher, issuedAt } = dataset;
  const text = (value: string): Json => ({ '@language': language, '@value': value });
  const id = `urn:qdt:dataset:${name}`;
  const bytes = canonicalJson({
    '@context': { ...namespaces },
    '@id': id,
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': text(title),
    'dct:description': text(description),
    'dcat:keyword': keywords.map(text),
    'dcat:theme': themes.map((theme) => ({ '@id': `${themeBase}${theme}` })),
    'dct:publisher': { '@id': `urn:qdt:participant:${publisher}` },
    'dct:issued': { '@type': 'xsd:dateTime', '@value': instantText(issuedAt) },
    'dcat:version': String(version),
    'odrl:hasPolicy': { '@id': `urn:qdt:content:${dataset.policy}` },
    'dcat:distribution': {
      '@id': `urn:qdt:content:${dataset.content}`,
      '@type': 'dcat:Distribution',
      'dcat:accessURL': { '@id': `urn:qdt:content:${dataset.content}` },
      'dcat:byteSize': { '@type': 'xsd:nonNegativeInteger', '@value': String(dataset.bytes) },
      'dcat:mediaType': { '@id': `${mediaBase}${dataset.mediaType}` },
    },
  });
  // What was written is read back by the reader's rules: nobody publishes what nobody can read.
  decodeMetadata(bytes);
  const digest = sha256(bytes);
  return { cid: rawCidOfDigest(digest), digest, bytes };
}

/** Strict reading: 'DATASET_METADATA_INVALID' names the field and the rule. */
export function decodeMetadata(bytes: Uint8Array): DatasetDescription {
  if (bytes.length > largestBytes) throw invalid('metadata', `at most ${largestBytes} bytes`);
  const json = parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isObject(json)) throw invalid('metadata', 'an object');
  const context = json['@context'];
  const pinned = Object.entries(namespaces);
  if (!isObject(context) || Object.keys(context).length !== pinned.length)
    throw invalid('@context', 'the one of this format');
  for (const [prefix, iri] of pinned) if (context[prefix] !== iri) throw invalid('@context', `${prefix} is ${iri}`);
  const id = textIn(json['@id'], '@id', /^urn:qdt:dataset:.{1,66}$/);
  if (json['@type'] !== 'dcat:Dataset') throw invalid('@type', 'dcat:Dataset');
  const distribution = json['dcat:distribution'];
  if (!isObject(distribution)) throw invalid('dcat:distribution', 'an object');
  const title = wordsIn(json['dct:title'], 'dct:title', 200);
  if (title.text.trim() === '') throw invalid('dct:title', 'says something');
  return {
    name: requireName(id.slice('urn:qdt:dataset:'.length), '@id'),
    version: wholeIn(json['dcat:version'], 'dcat:version'),
    title: title.text,
    description: wordsIn(json['dct:description'], 'dct:description', 4000).text,
    language: title.language,
    keywords: listIn(json['dcat:keyword'], 'dcat:keyword', 20).map((word) => wordsIn(word, 'dcat:keyword', 60).text),
    themes: listIn(json['dcat:theme'], 'dcat:theme', 14).map((theme) => {
      return linkIn(theme, 'dcat:theme', themeBase, /^[A-Z]{4}$/);
    }),
    publisher: `0x${linkIn(json['dct:publisher'], 'dct:publisher', 'urn:qdt:participant:0x', /^[0-9a-f]{40}$/)}`,
    issuedAt: instantOf(typedIn(json['dct:issued'], 'dct:issued'), 'dct:issued'),
    mediaType: linkIn(distribution['dcat:mediaType'], 'dcat:mediaType', mediaBase, /^[a-z]+\/[a-z0-9.+-]{1,100}$/),
    bytes: wholeIn(typedIn(distribution['dcat:byteSize'], 'dcat:byteSize'), 'dcat:byteSize'),
    content: linkIn(distribution['@id'], 'dcat:distribution', 'urn:qdt:content:', /^b[a-z2-7]{58}$/),
    policy: linkIn(json['odrl:hasPolicy'], 'odrl:hasPolicy', 'urn:qdt:content:', /^b[a-z2-7]{58}$/),
  };
}

function wordsIn(value: Json | undefined, field: string, longest: number): { text: string; language: string } {
  if (!isObject(value)) throw invalid(field, 'text with its language');
  const text = value['@value'];
  if (typeof text !== 'string' || text.length > longest || !text.isWellFormed())
    throw invalid(field, `text of at most ${longest} characters`);
  return { text, language: textIn(value['@language'], field, /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/) };
}

function typedIn(value: Json | undefined, field: string): string {
  return textIn(isObject(value) ? value['@value'] : undefined, field, /^.{1,40}$/);
}

function linkIn(value: Json | undefined, field: string, base: string, rest: RegExp): string {
  const link = isObject(value) ? value['@id'] : value;
  if (typeof link !== 'string' || !link.startsWith(base) || !rest.test(link.slice(base.length)))
    throw invalid(field, `a link that begins with ${base}`);
  return link.slice(base.length);
}

function listIn(value: Json | undefined, field: string, longest: number): Json[] {
  if (!Array.isArray(value) || value.length > longest) throw invalid(field, `a list of at most ${longest}`);
  return value;
}

function wholeIn(value: Json | undefined, field: string): number {
  const number = Number(textIn(value, field, /^(0|[1-9][0-9]{0,15})$/));
  if (!Number.isSafeInteger(number)) throw invalid(field, 'a whole number');
  return number;
}

function textIn(value: Json | undefined, field: string, form: RegExp): string {
  if (typeof value !== 'string' || !form.test(value)) throw invalid(field, 'of the form that the format gives');
  return value;
}

function invalid(field: string, rule: string): NodeError {
  return new NodeError('DATASET_METADATA_INVALID', { field, rule });
}
