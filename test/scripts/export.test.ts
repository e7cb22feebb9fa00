import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildReceipt } from '../../node/decisions/receipt.ts';
import { checkConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import { scoreConstrained } from '../../node/protocol/constrained-energy.ts';
import { encodeConstrainedModel } from '../../node/protocol/constrained-model-chunks.ts';
import { modelRoot } from '../../node/protocol/model-chunks.ts';
import type { Report } from '../../node/protocol/report.ts';
import { readInstance } from '../../scripts/solve/read-instance.ts';
import { decide, foundCity, solveSmall } from '../node/decisions/city.ts';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'export.ts');

describe('qdt export', () => {
  let folder: string;
  let receipt: string;
  let report: Report;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-export-'));
    receipt = join(folder, 'receipt.json');
    const city = await foundCity();
    try {
      const answer = await solveSmall();
      report = answer.report;
      await decide(city, answer, [report]);
      await writeFile(receipt, JSON.stringify(await buildReceipt(city, { decisionId: 1n })));
    } finally {
      await city.remove();
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('writes the very model as chunks and as JSON, with a bound and a sample that check', async () => {
    const file = join(folder, 'model.qdtm');
    expect((await run([receipt, '--format', 'model', '--out', file])).code).to.equal(0);
    const { model } = readInstance(file, await readFile(file));
    expect(modelRoot(encodeConstrainedModel(model))).to.equal(report.modelRoot);
    expect(scoreConstrained(model, report.sample)).to.equal(report.energy);
    expect(checkConstrainedCertificate(model, report.certificate)).to.equal(report.bound);
    const { code, out } = await run([receipt, '--format', 'json']);
    expect(code).to.equal(0);
    expect(readInstance('decision.json', out).model).to.deep.equal(model);
    const told = JSON.parse(out);
    expect(told).to.include({ energy: report.energy.toString(), bound: report.bound.toString() });
    expect(told.citation).to.match(/^QDT decision 1, chain \d+, report b/);
  });

  it('says why a model of travel times has no QUBO, and what a format may be', async () => {
    const qubo = await run([receipt, '--format', 'qubo']);
    expect(qubo.code).to.equal(1);
    expect(qubo.error).to.match(/MODEL_NOT_QUADRATIC/);
    expect((await run([receipt, '--format', 'mps'])).code).to.equal(2);
    expect((await run([join(folder, 'absent'), '--format', 'json'])).code).to.equal(1);
  });
});

function run(args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { maxBuffer: 1 << 28 }, (failure, out, error) => {
      resolve({ code: failure === null ? 0 : Number(failure.code), out, error });
    });
  });
}
