import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect } from 'chai';
import { ageIdentity } from '../../../../node/protocol/age-recipient.ts';
import { type EnvelopeHeader, openEnvelope, sealEnvelope } from '../../../../node/protocol/dataset/envelope.ts';
import { offChainKeys } from '../../../../node/protocol/key-secrets.ts';
import { expectRejection } from '../../../expect-code.ts';
import { pattern, secret } from './dataset.fixture.ts';

const seeds = { authority: pattern(48), mlDsa65: pattern(32), xWing: pattern(32, 9) };
const recipient = offChainKeys(seeds).ageRecipient;
const header: EnvelopeHeader = {
  dataset: 'a-name-as-long-as-names-may-be.',
  version: 4_294_967_295,
  grantee: `0x${'c0'.repeat(20)}`,
  policy: `0x${'77'.repeat(32)}`,
};

describe('an envelope', () => {
  let envelope: Uint8Array;
  before(async () => {
    envelope = await sealEnvelope(recipient, header, secret);
  });

  it('opens to the key for whom and what it was sealed, in at most 2,000 bytes', async () => {
    expect(await openEnvelope(envelope, seeds.xWing, header)).to.deep.equal(secret);
    expect(envelope.length).to.be.at.most(2000);
  });

  it('is an age v1 file that the age library opens with the identity, and names its dataset only inside', async () => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(ageIdentity(seeds.xWing));
    const text = Buffer.from(await decrypter.decrypt(envelope));
    expect(text.includes(header.dataset)).to.equal(true);
    expect(Buffer.from(envelope).includes(header.dataset)).to.equal(false);
    expect(await identityToRecipient(ageIdentity(seeds.xWing))).to.equal(recipient);
  });

  it('does not open where it was transplanted: other dataset, version, grantee or policy', async () => {
    const others: Partial<EnvelopeHeader>[] = [
      { dataset: 'b' },
      { version: 1 },
      { grantee: `0x${'c1'.repeat(20)}` },
      { policy: `0x${'78'.repeat(32)}` },
    ];
    for (const other of others)
      await expectRejection('ENVELOPE_TRANSPLANTED', openEnvelope(envelope, seeds.xWing, { ...header, ...other }));
  });

  it('does not open with another key, altered, or cut off', async () => {
    const altered = envelope.slice();
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    await expectRejection('ENVELOPE_NOT_FOR_THIS_KEY', openEnvelope(envelope, pattern(32, 5), header));
    await expectRejection('ENVELOPE_NOT_FOR_THIS_KEY', openEnvelope(altered, seeds.xWing, header));
    await expectRejection('ENVELOPE_NOT_FOR_THIS_KEY', openEnvelope(envelope.subarray(0, 1500), seeds.xWing, header));
    await expectRejection('ENVELOPE_INVALID', openEnvelope(pattern(1700), seeds.xWing, header));
  });

  it('is refused for a classical recipient, on sealing and on opening', async () => {
    const classical = await identityToRecipient(await generateX25519Identity());
    await expectRejection('RECIPIENT_CLASSICAL', sealEnvelope(classical, header, secret));
    const encrypter = new Encrypter();
    encrypter.addRecipient(classical);
    await expectRejection('ENVELOPE_INVALID', openEnvelope(await encrypter.encrypt(secret), seeds.xWing, header));
  });
});
