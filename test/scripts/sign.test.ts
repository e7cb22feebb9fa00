import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { newSeeds, sealKeyFile } from '../../node/protocol/key-file.ts';
import { startTestCity, type TestCity } from '../node/city.fixture.ts';

const root = join(import.meta.dirname, '..', '..');
const passphrase = 'of a test, and only of it';

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

describe('qdt request and qdt sign', function () {
  this.timeout(120_000);
  let city: TestCity;
  let callFile: string;
  let keyFile: string;

  before(async () => {
    city = await startTestCity();
    callFile = join(city.config.dataFolder, 'call.json');
    keyFile = join(city.config.dataFolder, 'agency-key.json');
    const seeds = { ...newSeeds(), authority: new Uint8Array(48).fill(8) };
    writeFileSync(keyFile, JSON.stringify(await sealKeyFile({ label: 'Agency', seeds, passphrase, cost: 2 ** 4 })));
  });
  after(() => city.remove());

  function command(program: string, args: string[], phrase = passphrase): Promise<Ended> {
    const child = spawn(process.execPath, [join(root, 'scripts', program), ...args, '--node', city.node.url], {
      env: { ...process.env, QDT_PASSPHRASE: phrase },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended: Ended = { code: null, out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      ended.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      ended.err += chunk;
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })));
  }

  it('prepare a request in words and write it unsigned', async () => {
    const { agency, committee } = city;
    const args = ['--agency', agency, '--committee', committee, '--share', '0.05', '--out', callFile];
    const { code, out, err } = await command('request.ts', args);
    expect(code, err).to.equal(0);
    expect(out).to.contain('Ask the decision ledger for a public “routes” decision');
    expect(JSON.parse(readFileSync(callFile, 'utf8')).call.signatures).to.deep.equal([]);
  });

  it('sign nothing without a yes, and nothing with a wrong passphrase', async () => {
    const silent = await command('sign.ts', [callFile, '--key', keyFile]);
    expect(silent.code).to.equal(2);
    const wrong = await command('sign.ts', [callFile, '--key', keyFile, '--yes'], 'not that passphrase');
    expect(wrong.code).to.equal(1);
    expect(wrong.err).to.contain('KEY_WRONG_PASSPHRASE').and.not.to.contain('not that passphrase');
    expect((await city.client.decisions()).decisions).to.deep.equal([]);
  });

  it('show in words what is signed, sign it with the agency’s key and have it carried out', async () => {
    const { code, out, err } = await command('sign.ts', [callFile, '--key', keyFile, '--yes']);
    expect(code, err).to.equal(0);
    expect(out).to.match(/Ask the decision ledger[\s\S]*Digest 0x[0-9a-f]{64}[\s\S]*Carried out in transaction 0x/);
    const { decisions } = await city.client.decisions();
    expect(decisions.map(({ state }) => state)).to.deep.equal(['REQUESTED']);
  });

  it('refuse a signer that is none of the account’s', async () => {
    const foreign = join(city.config.dataFolder, 'foreign.json');
    const seeds = { ...newSeeds(), authority: new Uint8Array(48).fill(1) };
    writeFileSync(foreign, JSON.stringify(await sealKeyFile({ label: 'Other', seeds, passphrase, cost: 2 ** 4 })));
    const second = join(city.config.dataFolder, 'second.json');
    const args = ['--agency', city.agency, '--committee', city.committee, '--out', second];
    expect((await command('request.ts', args)).code).to.equal(0);
    const { code, err } = await command('sign.ts', [second, '--key', foreign, '--yes']);
    expect(code).to.equal(1);
    expect(err).to.contain('SIGNER_UNKNOWN');
  });
});
