import type { DataspaceClient } from '../../node/client/dataspace.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import {
  consumerCases,
  consumerTransferCases,
  providerCases,
  providerTransferCases,
  type Reactions,
  type TransferReaction,
} from './cases.ts';
import { type Script, testTerms } from './driver.ts';

export interface PreparedTests {
  script: Script;
  properties: {
    /** Resolves when the agreements that transfers need are final; the driver must be running. */
    ready: Promise<void>;
    /** The suite's configuration, test by test. */
    values: () => Record<string, string>;
  };
}

const transferDataset = 'urn:qdt:dataset:ATP';
const agreementSeconds = 60;

/** Agreements are made by negotiating with oneself. */
const agreeing: Readonly<Record<'provider' | 'consumer', Reactions>> = {
  provider: { 'REQUESTED 1': ['agree'], 'VERIFIED 1': ['finalize'] },
  consumer: { 'AGREED 1': ['verify'] },
};

/** Offers the datasets, begins the negotiations of the agreements, and says what is done in which test. */
export async function prepareTests(client: DataspaceClient, ownAddress: string): Promise<PreparedTests> {
  const byDataset = new Map<string, Reactions>();
  const values: Record<string, string> = {};
  for (const [test, reactions] of Object.entries(providerCases)) {
    const dataset = `urn:qdt:dataset:ACN${test.replace('-', '')}`;
    byDataset.set(dataset, reactions);
    await offer(client, dataset);
    values[`CN_${key(test)}_DATASETID`] = dataset;
    values[`CN_${key(test)}_OFFERID`] = offerOf(dataset);
  }
  for (const [test, reactions] of Object.entries(consumerCases)) {
    const dataset = `urn:qdt:dataset:ACNC${test.replace('-', '')}`;
    byDataset.set(dataset, reactions);
    values[`CN_C_${key(test)}_DATASETID`] = dataset;
  }
  await offer(client, transferDataset);
  values.CAT_01_01_DATASETID = transferDataset;
  values.CAT_01_02_DATASETID = transferDataset;

  const begun = new Map<string, { name: string; reactions: Readonly<Record<string, readonly TransferReaction[]>> }>();
  const begin = async (
    name: string,
    reactions: Readonly<Record<string, readonly TransferReaction[]>>,
  ): Promise<void> => {
    const terms = { '@id': offerOf(transferDataset), '@type': 'Offer', ...testTerms };
    const { id } = await client.startNegotiation({
      connectorAddress: ownAddress,
      dataset: transferDataset,
      offer: terms,
    });
    begun.set(id, { name, reactions });
  };
  for (const [test, reactions] of Object.entries(providerTransferCases))
    await begin(`TP_${key(test)}`, { REQUESTED: reactions });
  for (const [test, reactions] of Object.entries(consumerTransferCases)) await begin(`TP_C_${key(test)}`, reactions);

  const byAgreement = new Map<string, Readonly<Record<string, readonly TransferReaction[]>>>();
  return {
    script: {
      negotiation: ({ dataset, role }) => (dataset === transferDataset ? agreeing[role] : byDataset.get(dataset)),
      transfer: ({ agreementId }) => byAgreement.get(agreementId),
    },
    properties: {
      ready: untilFinal(client, begun.size).then((finals) => {
        for (const [id, agreementId] of finals) {
          const test = begun.get(id);
          if (test === undefined) continue;
          byAgreement.set(agreementId, test.reactions);
          values[`${test.name}_AGREEMENTID`] = agreementId;
          values[`${test.name}_FORMAT`] = 'HttpData-PULL';
        }
      }),
      values: () => values,
    },
  };
}

/** Agreements by the consumer's negotiation. */
async function untilFinal(client: DataspaceClient, count: number): Promise<Map<string, string>> {
  const deadline = Date.now() + agreementSeconds * 1000;
  for (;;) {
    const { negotiations } = await client.negotiations(1000);
    const finals = negotiations.flatMap(({ id, role, state, agreementId }): [string, string][] =>
      role === 'consumer' && state === 'FINALIZED' && agreementId !== undefined ? [[id, agreementId]] : [],
    );
    if (finals.length === count) return new Map(finals);
    if (Date.now() > deadline) throw new NodeError('TCK_AGREEMENTS_MISSING', { final: finals.length, expected: count });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function offer(client: DataspaceClient, id: string): Promise<void> {
  await client.offerDataset({
    id,
    title: `Dataset ${id}`,
    description: 'For the compatibility kit.',
    keywords: ['tck'],
    collections: [],
    offers: [{ '@id': offerOf(id), '@type': 'Offer', ...testTerms }],
  });
}

function offerOf(dataset: string): string {
  return `${dataset}:offer`;
}

/** 01-02 as the suite's configuration writes it. */
function key(test: string): string {
  return test.replace('-', '_');
}
