import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { oracleUsage, readOracleConfig } from '../../oracle/config.ts';
import { expectCode } from '../expect-code.ts';

const committee = `0x${'ab'.repeat(20)}`;
const args = ['--node', 'http://127.0.0.1:1/', '--data', 'd', '--key', 'k.json', '--committee', committee];
const environment = { QDT_PASSPHRASE: 'a passphrase of its own' };

describe('oracle configuration', () => {
  it('comes from arguments, the passphrase from the environment', () => {
    expect(readOracleConfig(args, environment)).to.deep.include({
      nodeUrl: 'http://127.0.0.1:1',
      dataFolder: 'd',
      passphrase: 'a passphrase of its own',
      takeoverSeconds: 30,
      json: false,
    });
  });

  it('takes the passphrase from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'qdt-oracle-'));
    const file = join(folder, 'passphrase');
    writeFileSync(file, 'from a file\nsecond line');
    expect(readOracleConfig([...args, '--passphrase-file', file], {})?.passphrase).to.equal('from a file');
    rmSync(folder, { recursive: true });
  });

  it('never takes it from the arguments, and names what is missing or wrong', () => {
    const wrong: [readonly string[], object][] = [
      [[...args, '--passphrase', 'x'], environment],
      [args, {}],
      [args.slice(2), environment],
      [[...args.slice(0, 6), '--committee', '0x12'], environment],
      [['--node', 'nowhere', ...args.slice(2)], environment],
      [[...args, '--takeover', '-1'], environment],
    ];
    for (const [given, variables] of wrong)
      expectCode('CONFIG_INVALID', () => readOracleConfig(given, { ...variables }));
    expect(wrong).to.have.length(6);
  });

  it('refuses the public passphrase outside the demonstration', () => {
    const variables = { QDT_PASSPHRASE: demonstrationPassphrase };
    expectCode('DEMO_ONLY', () => readOracleConfig(args, variables));
    expect(readOracleConfig(args, { ...variables, QDT_ENV: 'demo' })?.passphrase).to.equal(demonstrationPassphrase);
  });

  it('tells its options when asked', () => {
    expect(readOracleConfig(['--help'], {})).to.equal(undefined);
    expect(oracleUsage).to.contain('--committee');
  });
});
