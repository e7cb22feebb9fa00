import { expect } from 'chai';
import fc from 'fast-check';
import type { Address } from 'viem';
import { isNodeError } from '../../../../node/protocol/errors.ts';
import { contentDigest, matchesContentDigest } from '../../../../node/protocol/http-signature/content-digest.ts';
import { readIdentity } from '../../../../node/protocol/http-signature/identity.ts';
import { type HttpMessage, targetParts } from '../../../../node/protocol/http-signature/message.ts';
import { type RequestSigner, signRequest } from '../../../../node/protocol/http-signature/sign.ts';
import { nobleMlDsa65 } from '../../../../node/protocol/signatures/ml-dsa-65.ts';
import { nativeMlDsa65 } from '../../../../node/protocol/signatures/native-ml-dsa-65.ts';
import { expectCode } from '../../../expect-code.ts';

const account: Address = `0x${'a1'.repeat(20)}`;
const seed = new Uint8Array(32).fill(7);
const now = 1_800_000_000;
const signer: RequestSigner = {
  account,
  publicKey: nativeMlDsa65.publicKey(seed),
  sign: (base) => nativeMlDsa65.sign(seed, base),
  now: () => now,
  nonce: () => 'nonce-0123456789',
};
const body = new TextEncoder().encode('{"a":1}');

describe('the identity of a request', () => {
  let message: HttpMessage;
  before(async () => {
    const url = new URL('http://Twin.example:4100/texts?x=%C3%A4');
    message = received(
      'POST',
      'twin.example:4100',
      '/texts?x=%C3%A4',
      await signRequest({ method: 'POST', url, body }, signer),
    );
  });

  it('is read as it was signed, by either engine', () => {
    const claimed = readIdentity(message, now + 59);
    if (claimed === undefined) throw new RangeError('an identity');
    expect(claimed).to.include({ account, nonce: 'nonce-0123456789', expires: now + 60, coversBody: true });
    expect(nativeMlDsa65.verify(signer.publicKey, claimed.base, claimed.signature)).to.equal(true);
    expect(nobleMlDsa65.verify(signer.publicKey, claimed.base, claimed.signature)).to.equal(true);
    expect(nobleMlDsa65.publicKey(seed)).to.deep.equal(signer.publicKey);
    expect(nativeMlDsa65.verify(signer.publicKey, claimed.base, nobleMlDsa65.sign(seed, claimed.base))).to.equal(true);
    expect(nativeMlDsa65.verify(signer.publicKey.subarray(1), claimed.base, claimed.signature)).to.equal(false);
    expect(nobleMlDsa65.verify(signer.publicKey, claimed.base, claimed.signature.subarray(1))).to.equal(false);
  });

  it('does not hold for another method, host, path, query or digest', () => {
    const changes: Partial<HttpMessage>[] = [
      { method: 'DELETE' },
      { authority: 'twin.example' },
      { path: '/text' },
      { query: '?x=%C3%A5' },
      { fields: { ...message.fields, 'content-digest': [contentDigest(new Uint8Array(1))] } },
    ];
    for (const change of changes) {
      const claimed = readIdentity({ ...message, ...change }, now);
      if (claimed === undefined) throw new RangeError('an identity');
      expect(nativeMlDsa65.verify(signer.publicKey, claimed.base, claimed.signature)).to.equal(false);
    }
  });

  it('is nobody’s without a signature, or with another label only', () => {
    expect(readIdentity({ ...message, fields: {} }, now)).to.equal(undefined);
    const other = { 'signature-input': ['proxy=()'], signature: ['proxy=:AA==:'] };
    expect(readIdentity({ ...message, fields: other }, now)).to.equal(undefined);
  });

  it('is refused when it is stale, from the future, or expired', () => {
    for (const at of [now + 61, now - 61]) expectCode('IDENTITY_STALE', () => readIdentity(message, at));
  });

  it('is refused with the parameter or component that is wrong', () => {
    const input = message.fields['signature-input']?.[0] ?? '';
    const cases: [from: string | RegExp, to: string, code: string][] = [
      ['alg="ml-dsa-65"', 'alg="ed25519"', 'IDENTITY_PARAMETER_INVALID'],
      ['tag="qdt"', 'tag="web"', 'IDENTITY_PARAMETER_INVALID'],
      [/keyid="0x../, 'keyid="0xzz', 'IDENTITY_PARAMETER_INVALID'],
      ['nonce="nonce-0123456789"', 'nonce="short"', 'IDENTITY_PARAMETER_INVALID'],
      [/;nonce="[^"]*"/, '', 'IDENTITY_PARAMETER_INVALID'],
      [/;expires=\d+/, `;expires=${now}`, 'IDENTITY_PARAMETER_INVALID'],
      [/;expires=\d+/, `;expires=${now + 301}`, 'IDENTITY_PARAMETER_INVALID'],
      [/;expires=\d+/, '', 'IDENTITY_PARAMETER_INVALID'],
      [/;created=\d+/, '', 'IDENTITY_PARAMETER_INVALID'],
      [/;created=\d+/, `;created=${now}.5`, 'IDENTITY_PARAMETER_INVALID'],
      ['"@query" ', '', 'IDENTITY_COMPONENT_MISSING'],
      ['"@query"', '"@query" "x-none"', 'IDENTITY_COMPONENT_MISSING'],
      ['"@query"', '"@query" "@target-uri"', 'IDENTITY_COMPONENT_UNKNOWN'],
      ['"@query"', '"@query";req', 'IDENTITY_COMPONENT_UNKNOWN'],
      ['"@query"', '"@query" "@query"', 'IDENTITY_MALFORMED'],
      ['"@query"', '"@query" 7', 'IDENTITY_MALFORMED'],
      [/^qdt=\(/, 'qdt=((', 'IDENTITY_MALFORMED'],
      [/^qdt=.*$/, 'qdt=1', 'IDENTITY_MALFORMED'],
      [/^qdt=.*$/, 'a'.repeat(1_000_000), 'IDENTITY_MALFORMED'],
    ];
    for (const [from, to, code] of cases) {
      const changed = input.replace(from, to);
      expect(changed).not.to.equal(input);
      expectCode(code, () => readIdentity(withFields(message, { 'signature-input': [changed] }), now));
    }
  });

  it('is refused with one of the two fields, with one of them twice, or with no bytes', () => {
    const [input = '', signature = ''] = [message.fields['signature-input']?.[0], message.fields.signature?.[0]];
    const cases: Record<string, string[]>[] = [
      { signature: [] },
      { 'signature-input': [] },
      { 'signature-input': [input, input] },
      { signature: [signature, signature] },
      { signature: ['qdt="text"'] },
    ];
    for (const fields of cases) expectCode('IDENTITY_MALFORMED', () => readIdentity(withFields(message, fields), now));
  });

  it('answers every malformed field with a code of its own', () => {
    const line = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'qdt=();:"@,. ?1-ab') }));
    fc.assert(
      fc.property(line, line, (input, signature) => {
        try {
          readIdentity(withFields(message, { 'signature-input': [`qdt=${input}`], signature: [signature] }), now);
        } catch (error) {
          expect(isNodeError(error) && error.code).to.match(/^IDENTITY_/);
        }
      }),
      { numRuns: 2000, seed: 9421 },
    );
  });
});

describe('Content-Digest (RFC 9530)', () => {
  const withDigest = (digest: string): HttpMessage => ({ fields: { 'content-digest': [digest] } });

  it('is the published one of appendix B', () => {
    const text = new TextEncoder().encode('{"hello": "world"}\n');
    expect(contentDigest(text)).to.equal('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
    expect(contentDigest(new Uint8Array())).to.equal('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
  });

  it('does not match another body, and is not guessed from another algorithm', () => {
    expect(matchesContentDigest(withDigest(contentDigest(body)), body)).to.equal(true);
    expect(matchesContentDigest(withDigest(contentDigest(body)), new Uint8Array(7))).to.equal(false);
    expect(matchesContentDigest(withDigest('sha-256=:AA==:'), body)).to.equal(false);
    expectCode('IDENTITY_MALFORMED', () => matchesContentDigest(withDigest('md5=:AA==:'), body));
  });
});

function received(method: string, authority: string, target: string, sent: Record<string, string>): HttpMessage {
  const fields = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, [value]]));
  return { method, authority, ...targetParts(target), fields };
}

function withFields(message: HttpMessage, fields: Record<string, string[]>): HttpMessage {
  return { ...message, fields: { ...message.fields, ...fields } };
}
