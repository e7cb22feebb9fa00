import { expect } from 'chai';
import { dspContext } from '../../../../node/dataspace/dsp/context.ts';
import {
  readContractAgreement,
  readContractOffer,
  readContractRequest,
  readNegotiationEvent,
} from '../../../../node/dataspace/dsp/negotiation-messages.ts';
import { haveSameTerms, readCatalogOffer } from '../../../../node/dataspace/dsp/offer.ts';
import { readTransferRequest } from '../../../../node/dataspace/dsp/transfer-messages.ts';
import { differenceInWords, termsInWords } from '../../../../node/dataspace/dsp/words.ts';
import type { Json } from '../../../../node/protocol/policy/strict-json.ts';
import { expectCode } from '../../../expect-code.ts';

const pids = { consumerPid: 'urn:c', providerPid: 'urn:p' };
const head = (type: string) => ({ '@context': [dspContext], '@type': type, '@id': 'urn:m' });
const offer = { '@id': 'urn:o', '@type': 'Offer', target: 'urn:qdt:dataset:a', permission: [{ action: 'use' }] };
const request = {
  ...head('ContractRequestMessage'),
  consumerPid: 'urn:c',
  callbackAddress: 'https://c.example',
  offer,
};
const agreement = {
  ...offer,
  '@type': 'Agreement',
  assigner: 'urn:x',
  assignee: 'urn:y',
  timestamp: '2026-11-23T00:00:00Z',
};

describe('messages of the Dataspace Protocol', () => {
  it('are read in the compact form that they were written in', () => {
    expect(readContractRequest(request)).to.deep.include({ step: 'request', consumerPid: 'urn:c', id: 'urn:m', offer });
    const told = readContractAgreement({ ...head('ContractAgreementMessage'), ...pids, agreement });
    expect(told).to.deep.include({ step: 'agree', agreement });
  });

  const refused: [string, string, () => unknown][] = [
    ['another context', 'DSP_MESSAGE_INVALID', () => readContractRequest({ ...request, '@context': ['https://x'] })],
    [
      'a context that is no list',
      'DSP_MESSAGE_INVALID',
      () => readContractRequest({ ...request, '@context': dspContext }),
    ],
    ['another type', 'DSP_MESSAGE_INVALID', () => readContractOffer({ ...request, ...pids })],
    ['a request with both ids and callback', 'DSP_MESSAGE_INVALID', () => readContractRequest({ ...request, ...pids })],
    ['a request with neither', 'DSP_MESSAGE_INVALID', () => readContractRequest(without(request, 'callbackAddress'))],
    ['an offer about nothing', 'DSP_MESSAGE_INVALID', () => readContractRequest(withOffer(without(offer, 'target')))],
    ['an empty policy', 'POLICY_EMPTY', () => readContractRequest(withOffer({ ...offer, permission: [] }))],
    [
      'a rule with a target of its own',
      'OFFER_HAS_TARGET',
      () => readContractRequest(withOffer({ ...offer, permission: [{ action: 'use', target: 'urn:z' }] })),
    ],
    ['a catalog offer with a target', 'OFFER_HAS_TARGET', () => readCatalogOffer(offer, 'offer')],
    [
      'an operator nobody knows',
      'DSP_MESSAGE_INVALID',
      () => readContractRequest(withOffer({ ...offer, permission: [limited('roughly', 'research')] })),
    ],
    [
      'an event nobody knows',
      'DSP_MESSAGE_INVALID',
      () => readNegotiationEvent({ ...head('ContractNegotiationEventMessage'), ...pids, eventType: 'PERHAPS' }),
    ],
    [
      'an agreement without a time',
      'DSP_MESSAGE_INVALID',
      () =>
        readContractAgreement({
          ...head('ContractAgreementMessage'),
          ...pids,
          agreement: { ...agreement, timestamp: 'today' },
        }),
    ],
    [
      'a transfer of no format',
      'DSP_MESSAGE_INVALID',
      () =>
        readTransferRequest({
          ...head('TransferRequestMessage'),
          consumerPid: 'urn:c',
          agreementId: 'urn:a',
          callbackAddress: 'https://c.example',
        }),
    ],
    ['a list', 'DSP_MESSAGE_INVALID', () => readContractRequest([request])],
  ];
  for (const [what, code, read] of refused) it(`are refused: ${what}`, () => expectCode(code, read));

  it('mean the same with or without empty lists and prefixes', () => {
    const bare = readCatalogOffer(without(offer, 'target'), 'offer');
    const dressed = {
      ...without(offer, 'target'),
      permission: [{ action: 'odrl:use', constraint: [] }],
      prohibition: [],
    };
    expect(haveSameTerms(bare, readCatalogOffer(dressed, 'offer'))).to.equal(true);
    const other = readCatalogOffer({ ...dressed, permission: [{ action: 'distribute' }] }, 'offer');
    expect(haveSameTerms(bare, other)).to.equal(false);
  });
});

describe('terms in words', () => {
  const terms = { permission: [limited('eq', 'research')], prohibition: [{ action: 'distribute' }] };

  it('have a sentence for each rule', () => {
    expect(termsInWords(terms)).to.deep.equal([
      'The consumer may read, where purpose is research.',
      'The consumer may not distribute.',
    ]);
  });

  it('tell what changed from one offer to the next', () => {
    const next = { permission: [limited('eq', 'planning')], prohibition: [{ action: 'distribute' }] };
    expect(differenceInWords(terms, next)).to.deep.equal([
      'No longer: The consumer may read, where purpose is research.',
      'New: The consumer may read, where purpose is planning.',
    ]);
    expect(differenceInWords(terms, terms)).to.deep.equal([]);
  });
});

function limited(operator: string, purpose: string): Json {
  return { action: 'read', constraint: [{ leftOperand: 'purpose', operator, rightOperand: purpose }] };
}

function without<T extends object>(value: T, name: keyof T): { [key: string]: Json } {
  const copy = JSON.parse(JSON.stringify(value));
  delete copy[name];
  return copy;
}

function withOffer(changed: Json): Json {
  return { ...request, offer: changed };
}
