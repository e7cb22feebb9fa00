import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkConstrainedCertificate } from '../../node/protocol/certificates/check.ts';
import { decodeModelFile } from '../../node/protocol/model-file.ts';
import { cityClasses, cityInventory } from '../node/protocol/quantum-risk/city-inventory.fixture.ts';

const scripts = join(import.meta.dirname, '..', '..', 'scripts');

describe('cbom and hndl', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-hndl-'));
  const inFolder = (name: string, value: unknown): string => {
    const file = join(folder, name);
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  };
  const inventory = inFolder('city.json', cityInventory);
  const classes = inFolder('classes.json', cityClasses);
  after(() => rmSync(folder, { recursive: true }));

  it('assess the channels and plan their migration, with a proven bound and the model beside it', async () => {
    const out = join(folder, 'plan');
    const { code, out: text } = await run(
      'hndl',
      inventory,
      '--classes',
      classes,
      '--z',
      '12',
      '--budget',
      '150',
      '--years',
      '5',
      '--out',
      out,
      '--json',
    );
    expect(code).to.equal(0);
    const { quantumMonths, risks, migration } = JSON.parse(text);
    expect(quantumMonths).to.equal(144);
    expect(risks[0]).to.include({ system: 'hospital', channel: 'direct', verdict: 'at risk' });
    expect(migration).to.include({ energy: '480', bound: '480', optimality: 'proven' });
    const model = decodeModelFile(readFileSync(join(out, 'model.qdtm')));
    expect(checkConstrainedCertificate(model, migration.certificate)).to.equal(480n);
    expect(JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')).inWords[0]).to.match(/^year 1: starts hospital/);
  });

  it('say in words who entered X, what is broken and what is not assessed', async () => {
    const some = inFolder('some.json', { ...cityClasses, channels: cityClasses.channels.slice(0, 2) });
    const { code, out } = await run('hndl', inventory, '--classes', some, '--z', '12');
    expect(code).to.equal(0);
    expect(out).to.include('X = 15 years for grid topology, importance 5, entered by Energy Agency');
    expect(out).to.match(/^1\. Grid control, TLS to the control room \(grid \/ tls-rsa\): at risk$/m);
    expect(out).to.include('not assessed: Emergency radio');
  });

  it('assume no Z', async () => {
    const { code, out, err } = await run('hndl', inventory, '--classes', classes);
    expect([code, out]).to.deep.equal([2, '']);
    expect(err).to.include('argument=z').and.include('none is assumed');
  });

  it('name the file and the rule where a file is not what it should be, and write nothing', async () => {
    const large = inFolder('large.json', '');
    truncateSync(large, 50 * 1024 * 1024);
    const invalid = inFolder('invalid.json', { ...cityInventory, version: 0 });
    const out = join(folder, 'none');
    const cases = [
      [large, /BOM_TOO_LARGE file=.*large\.json bytes=52428800/],
      [invalid, /BOM_INVALID file=.*invalid\.json field=\/version/],
      [
        inFolder('old.json', { ...cityInventory, specVersion: '1.4' }),
        /BOM_VERSION_UNKNOWN file=.*old\.json.*found=1\.4/,
      ],
      [classes, /BOM_NOT_CYCLONEDX file=.*classes\.json/],
    ] as const;
    const told = await Promise.all(
      cases.map(([file]) => run('hndl', file, '--classes', classes, '--z', '9', '--budget', '1', '--out', out)),
    );
    for (const [index, { code, err }] of told.entries()) {
      expect(code).to.equal(1);
      expect(err).to.match(cases[index]?.[1] ?? /never/);
    }
    const negative = { ...cityClasses, classes: [{ ...cityClasses.classes[0], shelfLifeYears: -1 }] };
    const { code, err } = await run('hndl', inventory, '--classes', inFolder('negative.json', negative), '--z', '9');
    expect([code, err]).to.deep.equal([1, err]);
    expect(err).to.match(/DOCUMENT_INVALID file=.*negative\.json field=classes\[0\]\.shelfLifeYears/);
    expect(existsSync(out)).to.equal(false);
  });

  it('take this system’s own bill of materials as an inventory', async () => {
    const bill = join(folder, 'cbom.json');
    const { code, out } = await run('cbom', '--out', bill);
    expect(code).to.equal(0);
    expect(out).to.include('Still classical here').and.include('ECDSA over secp256k1');
    expect(out).to.include('gives not any authority').and.include('RSA or ECDSA certificates of TLS peers');
    const channels = [{ system: 'qdt-network', channel: 'direct', carries: ['x'], migrationYears: 1 }];
    const own = { ...cityClasses, classes: [{ ...cityClasses.classes[0], name: 'x' }], channels };
    const told = await run('hndl', bill, '--classes', inFolder('own.json', own), '--z', '30', '--json');
    const [risk] = JSON.parse(told.out).risks;
    // halves of hybrids are judged by the hybrid; what remains keeps nothing secret: the relay’s key, and the certificates of connectors
    expect(risk.confidentiality.strength).to.equal('resists');
    expect(risk.authenticity).to.deep.equal({
      strength: 'broken',
      because: ['ECDSA over secp256k1', 'RSA or ECDSA certificates of TLS peers'],
    });
  });
});

function run(name: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('QDT_')));
  const child = spawn(process.execPath, [join(scripts, `${name}.ts`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
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
