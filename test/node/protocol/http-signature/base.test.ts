import { constants, createHmac, verify } from 'node:crypto';
import { expect } from 'chai';
import { signatureBase } from '../../../../node/protocol/http-signature/base.ts';
import { readSignature } from '../../../../node/protocol/http-signature/fields.ts';
import type { HttpMessage } from '../../../../node/protocol/http-signature/message.ts';
import { publicKeys, type Rfc9421Vector, sharedSecret, vectors } from './rfc9421.fixture.ts';

describe('the signature base (RFC 9421, section 2.5)', () => {
  it('is the published one in all six cases of appendix B.2, and each signature verifies over it', () => {
    const verified = vectors.filter((vector) => {
      const { covered, signature } = readSignature(messageOf(vector), vector.label) ?? {};
      if (covered === undefined || signature === undefined) throw new RangeError(vector.label);
      const base = signatureBase(vector.message, covered);
      expect(base).to.equal([...vector.lines, `"@signature-params": ${vector.input}`].join('\n'));
      return isSigned(vector, Buffer.from(base), signature);
    });
    expect(verified.map(({ label }) => label)).to.deep.equal(vectors.map(({ label }) => label));
    expect(vectors.length).to.equal(6);
  });

  it('is another one for a changed message', () => {
    const [, , vector] = vectors;
    if (vector === undefined) throw new RangeError('a vector');
    const { covered, signature } = readSignature(messageOf(vector), vector.label) ?? {};
    if (covered === undefined || signature === undefined) throw new RangeError(vector.label);
    const base = signatureBase({ ...vector.message, path: '/bar' }, covered);
    expect(isSigned(vector, Buffer.from(base), signature)).to.equal(false);
  });
});

function messageOf({ message, label, input, signature }: Rfc9421Vector): HttpMessage {
  const fields = { 'signature-input': [`${label}=${input}`], signature: [`${label}=:${signature}:`] };
  return { ...message, fields: { ...message.fields, ...fields } };
}

function isSigned({ algorithm }: Rfc9421Vector, base: Buffer, signature: Uint8Array): boolean {
  switch (algorithm) {
    case 'rsa-pss-sha512': {
      const key = publicKeys['test-key-rsa-pss'];
      return verify('sha512', base, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }, signature);
    }
    case 'ecdsa-p256-sha256':
      return verify('sha256', base, { key: publicKeys['test-key-ecc-p256'], dsaEncoding: 'ieee-p1363' }, signature);
    case 'ed25519':
      return verify(null, base, publicKeys['test-key-ed25519'], signature);
    case 'hmac-sha256':
      return createHmac('sha256', Buffer.from(sharedSecret, 'base64')).update(base).digest().equals(signature);
  }
}
