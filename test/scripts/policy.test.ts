import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { textWith } from '../node/protocol/policy/policy-document.fixture.ts';

const program = join(import.meta.dirname, '..', '..', 'scripts', 'policy.ts');
const agency = '0x00000000000000000000000000000000000000ab';

function policy(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

describe('qdt policy', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-policy-'));
  const file = join(folder, 'policy.json');
  const request = ['--participant', agency, '--target', 'urn:qdt:dataset:road-counts', '--action', 'read'];

  before(() => {
    const spatial = { leftOperand: 'spatial', operator: 'eq', rightOperand: 'urn:area:centre' };
    const open = { assignee: 'urn:qdt:kind:AGENCY', target: 'urn:qdt:dataset:road-counts', action: 'read' };
    const local = { ...open, assignee: 'urn:qdt:kind:COMPANY', constraint: [spatial] };
    writeFileSync(file, textWith({ permission: [open, local] }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('checks a policy: rules in words, what nobody can enforce, the hash', async () => {
    const [words, json] = await Promise.all([policy('check', file), policy('check', file, '--json')]);
    expect([words.code, json.code]).to.deep.equal([0, 0]);
    const { digest, rules, unenforceable } = JSON.parse(json.out);
    expect(words.out).to.contain(digest).and.contain(rules[0].text).and.contain('spatial eq "urn:area:centre"');
    expect([rules.length, unenforceable.length]).to.deep.equal([2, 1]);
  });

  it('gives templates that it then accepts', async () => {
    const { code, out } = await policy('template', 'emergency', '--owner', agency, '--target', 'urn:qdt:entity:Road');
    expect(code).to.equal(0);
    const template = join(folder, 'template.json');
    writeFileSync(template, out);
    const checked = await policy('check', template);
    expect([checked.code, checked.err]).to.deep.equal([0, '']);
    expect(checked.out).to.contain('Every agency may').and.contain('Road of the twin');
  });

  it('tries a request and ends with 0 for permit, 1 for deny', async () => {
    const [permit, deny, waits, voted] = await Promise.all([
      policy('test', file, ...request, '--kind', 'AGENCY', '--json'),
      policy('test', file, ...request),
      policy('test', file, ...request, '--kind', 'COMPANY', '--json'),
      policy('test', file, ...request, '--kind', 'COMPANY', '--approved', '--time', '2027-01-01T00:00:00Z'),
    ]);
    expect([permit.code, deny.code, waits.code, voted.code]).to.deep.equal([0, 1, 1, 0]);
    expect(JSON.parse(permit.out)).to.include({ isPermitted: true, reason: 'PERMITTED', ruleIndex: 0 });
    expect(deny.out).to.contain('deny (NOT_ASSIGNEE): A rule permits this, but to others.');
    expect(JSON.parse(waits.out)).to.include({ reason: 'VOTE_NEEDED', ruleIndex: 1 });
    expect(voted.out).to.contain('permit');
  });

  it('ends with 1 and a code for a bad policy, with 2 and the usage for a wrong call', async () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, textWith({ '@context': 'https://example.org/context.jsonld' }));
    const [refused, ...wrong] = await Promise.all([
      policy('check', bad),
      policy(),
      policy('check'),
      policy('check', join(folder, 'absent.json')),
      policy('template', 'frobnicate'),
      policy('test', file, '--target', 'urn:qdt:dataset:road-counts'),
      policy('test', file, ...request, '--kind', 'WIZARD'),
    ]);
    expect(refused?.code).to.equal(1);
    expect(refused?.err).to.contain('POLICY_CONTEXT_NOT_PINNED');
    for (const { code, err } of wrong) {
      expect(code, err).to.equal(2);
      expect(err).to.contain('npm run qdt -- policy');
    }
    expect(wrong).to.have.length(6);
  });
});
