import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { WalkSummary } from '../../scripts/demonstration/summary.ts';

const root = join(import.meta.dirname, '..', '..');

interface Run {
  code: number | null;
  out: string;
  told: string;
}

function run(program: string, ...args: string[]): Promise<Run> {
  const { QDT_ENV: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, 'scripts', program), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let told = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, told })));
}

describe('npm start -- --once --json', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-walk-'));
  const walk = (...args: string[]) => run('start.ts', '--once', '--json', '--data', folder, '--port', '0', ...args);
  let first: WalkSummary;
  let second: WalkSummary;

  before(async () => {
    const { code, out, told } = await walk('--share', '0.2');
    expect(code, told).to.equal(0);
    expect(out.trim().split('\n')).to.have.length(1);
    for (const sentence of ['The founding council signs', 'Decision 1 is requested', 'Decision 1 is final'])
      expect(told).to.contain(sentence);
    first = JSON.parse(out);
    const again = await walk('--share', '0.2');
    expect(again.code, again.told).to.equal(0);
    expect(again.told).not.to.contain('The founding council signs');
    second = JSON.parse(again.out);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('walks one decision from request to final and tells all of it', () => {
    expect(first).to.include({ decisionId: 1, state: 'FINAL', participants: 8 });
    for (const hash of [...Object.values(first.transactions), first.modelRoot, first.sampleHash])
      expect(hash).to.match(/^0x[0-9a-f]{64}$/);
    for (const cid of Object.values(first.cids)) expect(cid).to.match(/^bafyrei[a-z2-7]{52}$/);
    expect(BigInt(first.bound) <= BigInt(first.energy)).to.equal(true);
    expect(BigInt(first.energy) < BigInt(first.baseline.today)).to.equal(true);
    expect(BigInt(first.energy) < BigInt(first.baseline.shortestPaths)).to.equal(true);
    expect(first.gap).to.be.within(0, 0.01);
    expect(first.gas.record).to.be.greaterThan(first.gas.request);
    expect(first.anchor).to.have.keys(['chainId', 'genesisHash', 'blockNumber', 'blockHash', 'decisionLedger']);
    expect(first.seconds).to.include.keys(['node', 'city', 'request', 'record', 'finalize', 'audit']);
    expect(first.seconds.finalize).to.be.at.least(3);
    expect(JSON.stringify(first)).not.to.match(/undefined|NaN|null/);
  });

  it('resumes the same ledger and enrols no one twice', () => {
    expect(second).to.include({ decisionId: 2, participants: 8 });
    expect(second.anchor.genesisHash).to.equal(first.anchor.genesisHash);
    expect(second.anchor.blockNumber).to.be.greaterThan(first.anchor.blockNumber);
  });

  it('gives the same root, sample, energy and bound for the same share and seed', () => {
    const answer = ({ modelRoot, sampleHash, energy, bound }: WalkSummary) => ({
      modelRoot,
      sampleHash,
      energy,
      bound,
    });
    expect(answer(second)).to.deep.equal(answer(first));
  });

  it('ends with a receipt that passes every check, the anchor’s only where one was obtained elsewhere', async () => {
    const { anchor: without, ...checks } = first.checks;
    expect(Object.values(checks)).to.deep.equal(Array.from({ length: 6 }, () => 'passed'));
    expect(without).to.equal('not-checked');
    expect(existsSync(second.receiptFile)).to.equal(true);
    const pinned = await run(
      'audit.ts',
      second.receiptFile,
      '--offline',
      '--json',
      '--anchor',
      second.anchor.blockHash,
    );
    expect(pinned.code, pinned.out + pinned.told).to.equal(0);
    expect(JSON.parse(pinned.out).clean).to.equal(true);
    const foreign = await run('audit.ts', second.receiptFile, '--offline', '--anchor', first.modelRoot);
    expect(foreign.code).to.equal(1);
  });
});
