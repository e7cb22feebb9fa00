import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildReceipt } from '../../node/decisions/receipt.ts';
import type { Receipt } from '../../node/protocol/receipt.ts';
import { decide, foundCity, solveSmall } from '../node/decisions/city.ts';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'audit.ts');

interface Run {
  code: number;
  out: string;
  error: string;
}

describe('npm run audit', () => {
  let folder: string;
  let file: string;
  let receipt: Receipt;
  let server: Server;
  let node: string;
  let asked: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-audit-'));
    file = join(folder, 'receipt.json');
    const city = await foundCity();
    try {
      const answer = await solveSmall();
      await decide(city, answer, [answer.report]);
      receipt = await buildReceipt(city, { decisionId: 1n });
    } finally {
      await city.remove();
    }
    await writeFile(file, JSON.stringify(receipt));
    asked = [];
    server = createServer((request, response) => {
      asked.push(String(request.url));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/anchor' ? receipt.anchor : receipt));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    node = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  });
  after(async () => {
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('says one sentence for each check of a file, without any network', async () => {
    const { code, out } = await run([file, '--offline', '--node', node, '--anchor', receipt.anchor.blockHash]);
    expect(code).to.equal(0);
    expect(out.split('\n').filter((line) => line.includes('passed'))).to.have.length(7);
    expect(out).to.not.match(/undefined|NaN|0x/);
    expect(asked).to.deep.equal([]);
  });

  it('prints JSON, and leaves the anchor open without one', async () => {
    const { code, out } = await run([file, '--offline', '--json']);
    expect(code).to.equal(0);
    const { clean, checks, decision } = JSON.parse(out);
    expect(clean).to.equal(true);
    expect(decision.id).to.equal('1');
    expect(checks.map((check: { state: string }) => check.state)).to.deep.equal([
      ...Array(6).fill('passed'),
      'not-checked',
    ]);
  });

  it('asks a node for a decision by its number, and another for the anchor', async () => {
    const { code } = await run(['1', '--node', node, '--anchor', node]);
    expect(code).to.equal(0);
    expect(asked.splice(0).sort()).to.deep.equal(['/anchor', '/decisions/1/receipt']);
  });

  it('ends with 1 for a forged receipt, for no receipt, and for another anchor', async () => {
    const forged = join(folder, 'forged.json');
    await writeFile(forged, JSON.stringify({ ...receipt, decisionId: '2' }));
    const nothing = join(folder, 'nothing.json');
    await writeFile(nothing, 'not json');
    const anchor = join(folder, 'anchor.json');
    await writeFile(anchor, JSON.stringify({ ...receipt.anchor, blockHash: `0x${'00'.repeat(32)}` }));
    const runs = [
      [forged, '--offline'],
      [nothing, '--offline'],
      [file, '--offline', '--anchor', anchor],
    ];
    for (const args of runs) {
      const { code, out } = await run(args);
      expect(code).to.equal(1);
      expect(out).to.contain('FAILED');
    }
  });

  it('ends with 2 when it is called wrongly', async () => {
    const wrong = [['1', '--offline'], [], [file, '--offline', '--anchor', node], [join(folder, 'absent.json')]];
    for (const args of wrong) expect((await run(args)).code, args.join(' ')).to.equal(2);
    expect(asked).to.deep.equal([]);
  });
});

async function run(args: string[]): Promise<Run> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, out, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, error: stderr });
    });
  });
}
