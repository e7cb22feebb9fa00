import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import { startTestGateway, type TestGateway } from './gateway.fixture.ts';

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const json = { 'content-type': 'application/json' };

describe('the gateway', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ config: { hostNames: ['twin.example'] } });
  });
  after(() => gateway.close());

  const refusals: [what: string, request: InjectOptions, status: number, code: string][] = [
    ['a host it was not given', { url: '/health', headers: { host: 'evil.example' } }, 421, 'HOST_REFUSED'],
    [
      'a host that only begins like one of its own',
      { url: '/health', headers: { host: 'localhost.evil.example' } },
      421,
      'HOST_REFUSED',
    ],
    [
      'a write from another origin',
      { method: 'POST', url: '/rpc', payload: {}, headers: { origin: 'http://evil.example' } },
      403,
      'ORIGIN_REFUSED',
    ],
    [
      'a write from a page without origin',
      { method: 'POST', url: '/rpc', payload: {}, headers: { origin: 'null' } },
      403,
      'ORIGIN_REFUSED',
    ],
    [
      'a write that a browser calls cross-site',
      { method: 'POST', url: '/rpc', payload: {}, headers: { 'sec-fetch-site': 'cross-site' } },
      403,
      'ORIGIN_REFUSED',
    ],
    ['an unknown address', { url: '/nothing/here' }, 404, 'ROUTE_UNKNOWN'],
    ['an unknown method', { method: 'DELETE', url: '/calls' }, 404, 'ROUTE_UNKNOWN'],
    ['a file outside the page', { url: '/..%2f..%2fpackage.json' }, 404, 'ROUTE_UNKNOWN'],
    ['a CID that is a path', { url: '/content/..%2F..%2Fetc%2Fpasswd' }, 400, 'CID_INVALID'],
    ['a path that leads out', { url: '/content/%2e%2e/%2e%2e/etc/passwd' }, 404, 'ROUTE_UNKNOWN'],
    ['a path that is not encoded right', { url: '/content/%E0%A4%A' }, 400, 'PATH_INVALID'],
    ['a CID that names nothing here', { url: `/content/bafyrei${'a'.repeat(52)}` }, 404, 'CONTENT_NOT_FOUND'],
    [
      'a body of 100 MB',
      { method: 'POST', url: '/calls', payload: Buffer.alloc(100_000_000, 32), headers: json },
      413,
      'BODY_TOO_LARGE',
    ],
    ['broken JSON', { method: 'POST', url: '/calls', payload: '{"call":', headers: json }, 400, 'BODY_INVALID'],
    ['an empty body', { method: 'POST', url: '/calls', payload: '', headers: json }, 400, 'BODY_INVALID'],
    [
      'a poisoned prototype',
      { method: 'POST', url: '/calls', payload: '{"__proto__":{"x":1}}', headers: json },
      400,
      'BODY_INVALID',
    ],
    [
      'plain text',
      { method: 'POST', url: '/rpc', payload: 'x', headers: { 'content-type': 'text/plain' } },
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    [
      'a form',
      { method: 'POST', url: '/rpc', payload: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    ['a decision that is no number', { url: '/decisions/abc' }, 400, 'INPUT_INVALID'],
    ['decision 0', { url: '/decisions/0' }, 400, 'INPUT_INVALID'],
    ['a decision that is not there', { url: '/decisions/999' }, 404, 'DECISION_UNKNOWN'],
    ['the receipt of a decision that is not there', { url: '/decisions/999/receipt' }, 404, 'DECISION_UNKNOWN'],
    ['a limit that is too high', { url: '/decisions?limit=100000' }, 400, 'INPUT_INVALID'],
    ['an unknown state', { url: '/decisions?state=LOST' }, 400, 'INPUT_INVALID'],
    ['an address that is none', { url: '/participants/0x12' }, 400, 'INPUT_INVALID'],
    ['a participant that is not there', { url: `/participants/0x${'12'.repeat(20)}` }, 404, 'PARTICIPANT_UNKNOWN'],
    ['a call that is not there', { url: `/calls/0x${'12'.repeat(32)}` }, 404, 'CALL_UNKNOWN'],
    ['a search for nothing', { url: '/search' }, 400, 'INPUT_INVALID'],
    ['a call without its fields', { method: 'POST', url: '/calls', payload: { call: {} } }, 400, 'INPUT_INVALID'],
    [
      'a field it does not know',
      { method: 'POST', url: '/accounts', payload: { signers: [], threshold: 1, salt: '0x', seed: 1 } },
      400,
      'INPUT_INVALID',
    ],
    ['an event id that is none', { url: '/events', headers: { 'last-event-id': 'abc' } }, 400, 'INPUT_INVALID'],
  ];
  for (const [what, request, status, code] of refusals) {
    it(`refuses ${what} with ${code}`, async () => {
      const response = await gateway.ask(request);
      expect(response.json()).to.include({ status, code });
      expect(response.statusCode).to.equal(status);
      expect(response.headers['content-type']).to.contain('application/problem+json');
    });
  }

  it('refuses a body that never says how long it is, once it is too long', async () => {
    const endless = Readable.from(
      (function* () {
        for (let index = 0; index < 40; index++) yield Buffer.alloc(100_000, 32);
      })(),
    );
    const response = await gateway.ask({ method: 'POST', url: '/calls', payload: endless, headers: json });
    expect(response.json()).to.include({ code: 'BODY_TOO_LARGE' });
  });

  it('names the field and the rule', async () => {
    const payload = { signers: [`0x${'ab'.repeat(52)}`], threshold: 'one', salt: `0x${'00'.repeat(32)}` };
    const problem = (await gateway.ask({ method: 'POST', url: '/accounts', payload })).json();
    expect(problem).to.include({ field: 'threshold', rule: 'must be integer' });
  });

  it('answers under loopback names and those it was given, on any port', async () => {
    for (const host of ['localhost:4100', '127.0.0.1', '[::1]:80', 'twin.example', 'TWIN.example:8443']) {
      expect((await gateway.ask({ url: '/health', headers: { host } })).statusCode, host).to.equal(200);
    }
  });

  it('takes a write from its own page', async () => {
    const headers = { host: 'localhost:4100', origin: 'http://localhost:4100', 'sec-fetch-site': 'same-origin' };
    const payload = { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] };
    expect((await gateway.ask({ method: 'POST', url: '/rpc', payload, headers })).json()).to.have.property('result');
  });

  it('gives browsers the page and programs JSON at the same address, and says so to caches', async () => {
    const page = await gateway.ask({ url: '/decisions/12', headers: { accept: browser } });
    expect(page.headers['content-type']).to.contain('text/html');
    expect(page.headers['cache-control']).to.equal('no-cache');
    expect(page.headers.vary).to.contain('Accept');
    const data = await gateway.ask({ url: '/decisions', headers: { accept: 'application/json' } });
    expect(data.json()).to.deep.equal({ decisions: [] });
    expect(data.headers).to.include({ vary: 'Accept', 'cache-control': 'no-store' });
  });

  it('lets hashed assets be kept for ever, and nothing else of the page', async () => {
    const asset = await gateway.ask({ url: '/assets/main-abc123.js' });
    expect(asset.headers['cache-control']).to.contain('immutable');
    expect((await gateway.ask({ url: '/service-worker.js' })).headers['cache-control']).to.equal('no-cache');
    expect((await gateway.ask({ url: '/' })).headers['cache-control']).to.equal('no-cache');
  });

  it('forbids the page everything that is not from here', async () => {
    const { headers } = await gateway.ask({ url: '/', headers: { accept: browser } });
    const policy = String(headers['content-security-policy']);
    expect(policy)
      .to.contain("default-src 'none'")
      .and.to.contain("script-src 'self'")
      .and.to.contain("connect-src 'self'");
    expect(policy).not.to.match(/unsafe|https?:|\*/);
    expect(headers).to.include({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
  });

  it('describes every route in OpenAPI, with a schema of what it answers', async () => {
    const { paths }: { paths: Record<string, Record<string, { responses: object }>> } = (
      await gateway.ask({ url: '/docs/json' })
    ).json();
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => ({ route: `${method} ${path}`, responses })),
    );
    expect(routes.length).to.be.greaterThan(19);
    for (const { route, responses } of routes) expect(Object.keys(responses), route).to.include('4XX');
    expect((await gateway.ask({ url: '/docs', headers: { accept: browser } })).body).to.contain('swagger');
  });

  it('is ready when the ledger is verified', async () => {
    expect((await gateway.ask({ url: '/health' })).json()).to.deep.equal({ status: 'ok' });
    expect((await gateway.ask({ url: '/network' })).json()).to.include({ verifying: false, environment: 'demo' });
  });
});

describe('the gateway while the ledger is being verified', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ verifying: true });
  });
  after(() => gateway.close());

  it('answers reads from the index and marks them', async () => {
    const response = await gateway.ask({ url: '/decisions' });
    expect(response.statusCode).to.equal(200);
    expect(response.headers['qdt-verifying']).to.equal('true');
    expect((await gateway.ask({ url: '/network' })).json()).to.include({ verifying: true });
  });

  it('is not ready, and refuses calls with a code that says to try again', async () => {
    const ready = await gateway.ask({ url: '/ready' });
    expect(ready.statusCode).to.equal(503);
    expect(ready.json()).to.include({ ready: false, verifying: true });
    const verifier = (await gateway.ask({ url: '/network' })).json().verifierSigner;
    const payload = { signers: [`${verifier}${'ab'.repeat(32)}`], threshold: 1, salt: `0x${'00'.repeat(32)}` };
    const refused = await gateway.ask({ method: 'POST', url: '/accounts', payload });
    expect(refused.json()).to.include({ status: 503, code: 'CHAIN_VERIFYING' });
  });
});

describe('the gateway’s limits', () => {
  it('refuses more requests a minute than it allows', async () => {
    const gateway = await startTestGateway({ config: { requestsPerMinute: 3 } });
    const codes: number[] = [];
    for (let index = 0; index < 5; index++) codes.push((await gateway.ask({ url: '/health' })).statusCode);
    const last = await gateway.ask({ url: '/health' });
    await gateway.close();
    expect(codes).to.deep.equal([200, 200, 200, 429, 429]);
    expect(last.json()).to.include({ code: 'RATE_LIMITED', status: 429 });
  });
});
