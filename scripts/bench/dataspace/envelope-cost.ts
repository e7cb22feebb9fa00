import { type EnvelopeHeader, openEnvelope, sealEnvelope } from '../../../node/protocol/dataset/envelope.ts';
import { newSeeds } from '../../../node/protocol/key-file.ts';
import { offChainKeys } from '../../../node/protocol/key-secrets.ts';

/** The longest envelope there is: a name of 31 characters and the highest version. */
const header: EnvelopeHeader = {
  dataset: 'a-name-as-long-as-names-may-be.',
  version: 4_294_967_295,
  grantee: `0x${'c0'.repeat(20)}`,
  policy: `0x${'77'.repeat(32)}`,
};

export async function envelopeCost(rounds: number) {
  const seeds = newSeeds();
  const recipient = offChainKeys(seeds).ageRecipient;
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const sealMilliseconds: number[] = [];
  const openMilliseconds: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const envelope = await sealEnvelope(recipient, header, secret);
    const sealed = performance.now();
    await openEnvelope(envelope, seeds.xWing, header);
    sealMilliseconds.push(sealed - started);
    openMilliseconds.push(performance.now() - sealed);
    bytes = Math.max(bytes, envelope.length);
  }
  return { bytes, sealMilliseconds, openMilliseconds };
}
