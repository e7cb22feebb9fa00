import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import fastify, { type InjectOptions } from 'fastify';
import { type Address, bytesToHex, sha256, zeroHash } from 'viem';
import type { App } from '../../../../node/gateway/app.ts';
import { registerErrors } from '../../../../node/gateway/plugins/errors.ts';
import { registerIdentity, requireParticipant } from '../../../../node/gateway/plugins/identity.ts';
import { createIdentities } from '../../../../node/governance/identities.ts';
import { openNoncesTable } from '../../../../node/governance/nonces-table.ts';
import { openParticipantsTable } from '../../../../node/governance/participants-table.ts';
import { NodeError } from '../../../../node/protocol/errors.ts';
import { keyField, type RequestSigner, signRequest } from '../../../../node/protocol/http-signature/sign.ts';
import { encodeProfile } from '../../../../node/protocol/participant.ts';
import { nativeMlDsa65 } from '../../../../node/protocol/signatures/native-ml-dsa-65.ts';

const start = 1_800_000_000;
const account = (byte: number): Address => `0x${byte.toString(16).padStart(2, '0').repeat(20)}`;
const publicKey = (byte: number): Uint8Array => nativeMlDsa65.publicKey(new Uint8Array(32).fill(byte));
const profile = encodeProfile({ format: 'qdt-profile/1', name: 'Agency', mlDsa65Key: publicKey(1), ageRecipient: '' });

describe('the gateway’s identity of a request', () => {
  let now = start;
  let app: App;
  let number = 0;
  const logged: string[] = [];

  before(async () => {
    const participants = openParticipantsTable(new DatabaseSync(':memory:'));
    for (const byte of [1, 2, 3])
      participants.enrol({
        account: account(byte),
        kind: byte === 1 ? 'AGENCY' : 'CITIZEN',
        status: 'ACTIVE',
        document: byte === 1 ? sha256(bytesToHex(profile.bytes)) : zeroHash,
        mlDsa65Key: sha256(bytesToHex(publicKey(byte))),
        ageRecipient: zeroHash,
        enrolledAt: start,
      });
    participants.setStatus(account(3), 'SUSPENDED');
    const content = {
      get: async (cid: string): Promise<Uint8Array> => {
        if (cid !== profile.cid) throw new NodeError('CONTENT_NOT_FOUND', { cid });
        return profile.bytes;
      },
    };
    app = fastify();
    registerErrors(app, (event, details) => void logged.push(`${event} ${JSON.stringify(details)}`));
    const identities = createIdentities({
      participants,
      content,
      nonces: openNoncesTable(':memory:'),
      engine: nativeMlDsa65,
      clock: () => now,
    });
    registerIdentity(app, identities, 10_000);
    app.get('/who', async (request) => ({ who: request.participant ?? 'anybody' }));
    app.post('/who', async (request) => ({ who: requireParticipant(request), body: request.body }));
    app.delete('/who', async (request) => ({ who: requireParticipant(request) }));
    await app.ready();
  });
  after(() => app.close());
  beforeEach(() => {
    now = start;
  });

  const signer = (byte: number): RequestSigner => ({
    account: account(byte),
    publicKey: publicKey(byte),
    sign: (base) => nativeMlDsa65.sign(new Uint8Array(32).fill(byte), base),
    now: () => now,
    nonce: () => `nonce-${String(number++).padStart(12, '0')}`,
  });
  const signed = async (byte: number, options: InjectOptions & { payload?: string } = {}): Promise<InjectOptions> => {
    const { method = 'GET', payload } = options;
    const url = new URL('http://localhost/who');
    const body = payload === undefined ? {} : { body: new TextEncoder().encode(payload) };
    const headers = await signRequest({ method, url, ...body }, signer(byte));
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    return { url: '/who', ...options, headers: { host: 'localhost', ...headers, ...type } };
  };
  const with_ = (options: InjectOptions, headers: Record<string, string | string[] | undefined>): InjectOptions => ({
    ...options,
    headers: Object.fromEntries(
      Object.entries({ ...options.headers, ...headers }).filter(([, value]) => value !== undefined),
    ),
  });
  const codeOf = async (options: InjectOptions): Promise<string> => {
    const response = await app.inject(options);
    const { code = 'answered' } = response.json();
    if (code !== 'answered') expect(response.statusCode).to.equal(401);
    return code;
  };

  it('is nobody’s where nothing is signed, and that may not be enough', async () => {
    expect((await app.inject({ url: '/who' })).json()).to.deep.equal({ who: 'anybody' });
    const refused = await app.inject({ method: 'DELETE', url: '/who' });
    expect(refused.json().code).to.equal('IDENTITY_REQUIRED');
    expect(refused.headers['accept-signature']).to.contain(
      '"content-digest");created;expires;nonce;keyid;alg="ml-dsa-65"',
    );
  });

  it('is the account whose registered key signed: the key comes along, or stands in the profile', async () => {
    const payload = '{"a":1}';
    const answer = await app.inject(await signed(2, { method: 'POST', payload }));
    expect(answer.json()).to.deep.equal({ who: account(2), body: { a: 1 } });
    const fromProfile = with_(await signed(1), { [keyField]: undefined });
    expect((await app.inject(fromProfile)).json()).to.deep.equal({ who: account(1) });
    expect(await codeOf(with_(await signed(2), { [keyField]: undefined }))).to.equal('IDENTITY_KEY_MISSING');
    expect((await app.inject(await signed(2, { method: 'DELETE' }))).json()).to.deep.equal({ who: account(2) });
  });

  it('refuses another key, a stranger, and who is suspended', async () => {
    const other = await signed(1);
    const [ownKey, otherKey] = [(await signed(2)).headers?.[keyField], other.headers?.[keyField]];
    expect(await codeOf(with_(await signed(2), { [keyField]: String(otherKey) }))).to.equal(
      'IDENTITY_KEY_NOT_REGISTERED',
    );
    const forged = await signRequest(
      { method: 'GET', url: new URL('http://localhost/who') },
      { ...signer(1), account: account(2) },
    );
    const options = { url: '/who', headers: { host: 'localhost', ...forged, [keyField]: String(ownKey) } };
    expect(await codeOf(options)).to.equal('IDENTITY_SIGNATURE_INVALID');
    expect(await codeOf(await signed(4))).to.equal('IDENTITY_UNKNOWN');
    expect(await codeOf(await signed(3))).to.equal('IDENTITY_SUSPENDED');
  });

  it('takes each nonce once', async () => {
    const once = await signed(2);
    expect(await codeOf(once)).to.equal('answered');
    expect(await codeOf(once)).to.equal('IDENTITY_REPLAYED');
    now += 61;
    expect(await codeOf(once)).to.equal('IDENTITY_STALE');
  });

  it('refuses a swapped body, a body that is not covered, and one beyond the limit before it is parsed', async () => {
    const post = await signed(2, { method: 'POST', payload: '{"a":1}' });
    expect(await codeOf({ ...post, payload: '{"a":2}' })).to.equal('IDENTITY_BODY_DIFFERS');
    const uncovered = await signed(2, { method: 'POST' });
    const json = with_({ ...uncovered, payload: '{"a":1}' }, { 'content-type': 'application/json' });
    expect(await codeOf(json)).to.equal('IDENTITY_COMPONENT_MISSING');
    const large = await signed(2, { method: 'POST', payload: `"${'a'.repeat(10_001)}"` });
    expect((await app.inject(large)).json().code).to.equal('BODY_TOO_LARGE');
  });

  it('refuses another method, path, host, two identical fields, and a field of 1 MB', async () => {
    expect(await codeOf({ ...(await signed(2)), method: 'DELETE' })).to.equal('IDENTITY_SIGNATURE_INVALID');
    expect(await codeOf({ ...(await signed(2)), url: '/who?x=1' })).to.equal('IDENTITY_SIGNATURE_INVALID');
    expect(await codeOf(with_(await signed(2), { host: 'localhost:1' }))).to.equal('IDENTITY_SIGNATURE_INVALID');
    const twice = await signed(2);
    const input = String(twice.headers?.['signature-input']);
    expect(await codeOf(with_(twice, { 'signature-input': [input, input] }))).to.equal('IDENTITY_MALFORMED');
    const long = { 'signature-input': `qdt=(${' '.repeat(1_000_000)})` };
    expect(await codeOf(with_(twice, long))).to.equal('IDENTITY_MALFORMED');
    expect(logged).to.deep.equal([]);
  });
});

describe('the nonces of signed requests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-nonces-'));
  after(() => rmSync(folder, { recursive: true }));

  it('are remembered over a restart, and forgotten when they cannot be used again', () => {
    const path = join(folder, 'nonces.sqlite');
    const before = openNoncesTable(path);
    expect([before.use('a', 'n', 10), before.use('a', 'n', 10), before.use('b', 'n', 20)]).to.deep.equal([
      true,
      false,
      true,
    ]);
    before.close();
    const nonces = openNoncesTable(path);
    expect(nonces.use('a', 'n', 10)).to.equal(false);
    nonces.forget(10);
    expect([nonces.count('a'), nonces.count('b')]).to.deep.equal([1, 1]);
    nonces.forget(11);
    expect([nonces.count('a'), nonces.count('b')]).to.deep.equal([0, 1]);
    nonces.close();
  });
});
