import { readCatalogOffer } from '../node/dataspace/dsp/offer.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { type Json, parseStrictJson } from '../node/protocol/policy/strict-json.ts';
import { dataspaceClientAs, dataspaceOptions, dataspaceUsage } from './command/dataspace-client.ts';
import { negotiationLines } from './command/dataspace-lines.ts';
import { followState, secondsOf } from './command/follow-state.ts';
import { requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- negotiate --provider URL --dataset ID --as KEYFILE [--offer ID] [--accept-changes] [--wait SECONDS]
  Negotiates a contract about a dataset as its consumer, and shows each step: request, offers and how they differ, agreement.
  Accepts an offer of the same terms and verifies the agreement; a changed offer only with --accept-changes.
  Ends with 0 when the agreement is final, with 1 where it is not.
  --provider       the provider's Dataspace Protocol endpoints, e.g. https://data.example/dsp/2025-1
  --provider-id    URN of the provider; where it is a participant, its node must sign every message
  --offer          one of the dataset's offers (default: the first)
  --wait           how long to wait (default: 60)
${dataspaceUsage}`;

await runCommand({
  usage,
  options: {
    ...dataspaceOptions,
    provider: { type: 'string' },
    'provider-id': { type: 'string' },
    dataset: { type: 'string' },
    offer: { type: 'string' },
    'accept-changes': { type: 'boolean', default: false },
    wait: { type: 'string', default: '60' },
  },
  run: async (values) => {
    const seconds = secondsOf(values.wait);
    const provider = requireArgument('provider', values.provider).replace(/\/$/, '');
    const dataset = requireArgument('dataset', values.dataset);
    const client = await dataspaceClientAs(values);
    const offer = await offerOf(provider, dataset, values.offer);
    const { 'provider-id': providerId, 'accept-changes': acceptsChanges } = values;
    const begun = await client.startNegotiation({
      connectorAddress: provider,
      dataset,
      offer,
      ...(providerId === undefined ? {} : { providerId }),
    });
    const end = await followState({
      read: () => client.negotiation(begun.id),
      lines: negotiationLines,
      seconds,
      tell: (text) => (values.json ? undefined : console.log(text)),
      act: async ({ id, state, steps, offers }) => {
        if (steps.includes('verify')) await client.stepNegotiation(id, 'verify');
        if (steps.includes('accept')) {
          if ((offers.at(-1)?.changes ?? []).length > 0 && !acceptsChanges) return true;
          await client.stepNegotiation(id, 'accept');
        }
        return state === 'FINALIZED' || state === 'TERMINATED';
      },
    });
    if (values.json) console.log(JSON.stringify(end));
    if (end.state !== 'FINALIZED') throw new NodeError('NEGOTIATION_OPEN', { negotiation: end.id, state: end.state });
  },
});

/** The offer as the provider's catalog has it. */
async function offerOf(provider: string, dataset: string, id: string | undefined) {
  const response = await fetch(`${provider}/catalog/datasets/${encodeURIComponent(dataset)}`);
  const document: Json = parseStrictJson(await response.text());
  const offers =
    typeof document === 'object' && document !== null && !Array.isArray(document) ? document.hasPolicy : [];
  const read = (Array.isArray(offers) ? offers : []).map((offer, index) =>
    readCatalogOffer(offer, `hasPolicy[${index}]`),
  );
  const chosen = id === undefined ? read[0] : read.find((one) => one['@id'] === id);
  if (chosen === undefined) throw new NodeError('OFFER_UNKNOWN', { dataset, offer: id, status: response.status });
  return chosen;
}
