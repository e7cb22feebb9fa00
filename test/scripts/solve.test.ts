import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { scoreConstrained } from '../../node/protocol/constrained-energy.ts';
import { readSampleFile } from '../../node/protocol/court/sample-file.ts';
import { decodeModelFile } from '../../node/protocol/model-file.ts';

const program = join(import.meta.dirname, '..', '..', 'scripts', 'solve.ts');

describe('solve', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-solve-'));
  after(() => rmSync(folder, { recursive: true }));

  const solve = (name: string, text: string, ...args: string[]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return run(file, ...args);
  };

  it('solves a cycle of five to its proven optimum, as JSON', async () => {
    const { code, out } = await solve('five.mc', '5 5\n1 2\n2 3\n3 4\n4 5\n5 1\n', '--json');
    expect(code).to.equal(0);
    const answer = JSON.parse(out);
    expect(answer).to.include({
      value: '4',
      valueBound: '4',
      energy: '-4',
      optimality: 'proven',
      checked: true,
      gap: 0,
    });
    expect(answer.certificate).to.deep.equal({ kind: 'enumeration/1' });
    expect(answer.sample).to.match(/^0x[01][0-9a-f]$/);
  });

  it('tells in words how to have the same again', async () => {
    const edges = Array.from({ length: 40 }, (_, at) => `${at + 1} ${((at + 1) % 40) + 1} 1`);
    const { code, out } = await solve('ring.mc', ['40 40', ...edges].join('\n'), '--epochs', '2', '--seed', '7');
    expect(code).to.equal(0);
    expect(out)
      .to.match(/^value {6}40 /m)
      .and.match(/^bound {6}40, proven by certificate (diagonal-shift|lp-dual|branch)\/1/m);
    expect(out)
      .to.match(/^optimality proven/m)
      .and.match(/^replay {5}seed 7, threads 2, epochs \d+ /m);
  });

  it('names the line of a broken file, and ends with 1', async () => {
    const { code, err } = await solve('broken.mc', '2 1\n1 3 1\n');
    expect(code).to.equal(1);
    expect(err).to.match(/broken\.mc:2: second vertex is from 1 to 2, not 3/);
  });

  const lp = (rows: readonly string[]) =>
    ['Minimize', ' 1.5 x + y', 'Subject To', ...rows, 'Bounds', ' x <= 9', ' y <= 9', 'General', ' x y', 'End'].join(
      '\n',
    );

  it('solves an LP file to its proven optimum, by names, and writes what it found', async () => {
    const out = join(folder, 'answer');
    const { code, out: text } = await solve('small.lp', lp([' x + y >= 4', ' y <= 3']), '--out', out, '--json');
    expect(code).to.equal(0);
    const told = JSON.parse(text);
    expect(told).to.include({ valueInUnit: '4.5', energy: '45', bound: '45', optimality: 'proven' });
    expect(told.assignment).to.deep.equal({ x: 1, y: 3 });
    const again = await run(join(out, 'model.qdtm'), '--energy');
    expect(again.out.trim()).to.equal('45');
    const model = decodeModelFile(readFileSync(join(out, 'model.qdtm')));
    const forTheCourt = readSampleFile(JSON.parse(readFileSync(join(out, 'sample.json'), 'utf8')), model);
    expect(scoreConstrained(model, forTheCourt)).to.equal(45n);
    expect(JSON.parse(readFileSync(join(out, 'sample.json'), 'utf8'))).to.include({
      sample: told.sample,
      energy: '45',
    });
  });

  it('names the rules of a file that contradict each other, and no other', async () => {
    const rows = [' demand: x + y >= 4', ' x - y <= 7', ' 2 x + 2 y <= 7', ' x + y <= 12'];
    const { code, err } = await solve('none.lp', lp(rows), '--time', '20');
    expect(code).to.equal(1);
    expect(err).to.match(/MODEL_INFEASIBLE .*conflict=demand, row of line 6 status=proven/);
  });

  it('refuses options that are none, and a file that is not there', async () => {
    expect((await solve('two.mc', '2 1\n1 2\n', '--time', 'soon')).code).to.equal(2);
    expect((await solve('two.mc', '2 1\n1 2\n', '--threads', '0')).code).to.equal(2);
    expect((await run(join(folder, 'absent.mc'))).code).to.equal(2);
    expect((await run()).code).to.equal(2);
  });
});

function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
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
