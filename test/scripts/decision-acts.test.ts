import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Address, decodeFunctionData, type Hex } from 'viem';
import { decisionLedgerAbi } from '../../node/protocol/abi.ts';
import { bytes32Text } from '../../node/protocol/descriptions/values.ts';
import { newSeeds, sealKeyFile } from '../../node/protocol/key-file.ts';
import { proposedDecisions } from '../../scripts/command/decision-options.ts';
import {
  agencyKey,
  committeeKeys,
  recordBatch,
  requestBatch,
  startTestCity,
  submission,
  type TestCity,
} from '../node/city.fixture.ts';

const root = join(import.meta.dirname, '..', '..');
const passphrase = 'of a test, and only of it';

describe('qdt enact, decline, stop, object and mandates', function () {
  this.timeout(120_000);
  let city: TestCity;
  let keyFile: string;

  before(async () => {
    city = await startTestCity({ challengeWindowSeconds: 3600 });
    keyFile = join(city.config.dataFolder, 'agency-key.json');
    const seeds = { ...newSeeds(), authority: new Uint8Array(48).fill(8) };
    writeFileSync(keyFile, JSON.stringify(await sealKeyFile({ label: 'Agency', seeds, passphrase, cost: 2 ** 4 })));
    const { cid } = await city.client.takeSnapshot();
    const request = requestBatch(city, cid, 11n);
    await city.client.requestDecision(submission(city.network, request.batch, [agencyKey()], request.blocks));
    const record = recordBatch(city, 1, cid);
    await city.client.submitCall(submission(city.network, record.batch, committeeKeys().slice(0, 2), record.blocks));
  });
  after(() => city.remove());

  function command(program: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, [join(root, 'scripts', program), ...args, '--node', city.node.url], {
      env: { ...process.env, QDT_PASSPHRASE: passphrase },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      ended.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      ended.err += chunk;
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })));
  }

  it('refuse to enact, decline or stop what is not there yet, in the ledger’s words', async () => {
    const asked = ['1', '--account', city.agency, '--key', keyFile, '--yes'];
    for (const [program, error] of [
      ['enact.ts', 'LedgerVoteNeeded'],
      ['stop.ts', 'LedgerWrongState'],
    ] as const) {
      const { code, err } = await command(program, ...asked);
      expect([program, code]).to.deep.equal([program, 1]);
      expect(err).to.contain(error);
    }
    expect((await city.client.decision(1)).state).to.equal('RECORDED');
  });

  it('object with the model that the snapshot and the problem make, compiled here', async () => {
    const asked = ['1', '--account', city.agency, '--key', keyFile, '--yes', '--json'];
    const { code, out, err } = await command('object.ts', ...asked);
    expect(code, err).to.equal(0);
    expect(JSON.parse(out).status).to.equal('executed');
    expect(err).to.contain('Object to decision 1');
    const { state, objections, outcome } = await city.client.decision(1);
    expect(state).to.equal('OBJECTED');
    expect(objections[0]?.modelRoot)
      .to.match(/^0x[0-9a-f]{64}$/)
      .and.not.to.equal(outcome?.modelRoot);
  });

  it('tell that there is no mandate, and how they are called', async () => {
    expect(await command('mandates.ts')).to.deep.include({ code: 0, out: 'No mandate was granted yet.\n' });
    expect(JSON.parse((await command('mandates.ts', '--json')).out)).to.deep.equal({ mandates: [] });
    const wrong = [
      ['decline.ts', '0', '--account', city.agency, '--key', keyFile],
      ['decline.ts', '1', '--account', 'somebody', '--key', keyFile],
      ['decline.ts', '1', '--account', city.agency],
      ['object.ts', '1', '--account', city.agency, '--root', '0x12', '--key', keyFile],
    ] as const;
    for (const [program, ...args] of wrong) {
      const { code, err } = await command(program, ...args);
      expect([args, code]).to.deep.equal([args, 2]);
      expect(err).to.contain('npm run qdt --');
    }
  });
});

describe('what can be proposed about decisions', () => {
  const decisionLedger: Address = `0x${'06'.repeat(20)}`;
  const agency = '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC';
  const named = (values: Parameters<typeof proposedDecisions>[1]) =>
    proposedDecisions({ decisionLedger }, values).map(({ data }: { data: Hex }) =>
      decodeFunctionData({ abi: decisionLedgerAbi, data }),
    );

  it('is a mandate with all its limits, of an area whose name may have commas', () => {
    const [grant] = named({ 'grant-mandate': [`routes,Springfield, North,${agency},300,1900000000,2`] });
    if (grant?.functionName !== 'grantMandate') throw new Error('no mandate');
    const [{ kind, area, ...rest }] = grant.args;
    expect([bytes32Text(kind), bytes32Text(area)]).to.deep.equal(['routes', 'Springfield, North']);
    expect(rest).to.deep.equal({ agency, largestChange: 300n, until: 1_900_000_000, perDay: 2 });
  });

  it('is what becomes of a decision, an objection or a mandate', () => {
    const values = {
      enact: ['1'],
      decline: ['2'],
      'resolve-objection': ['3,uphold', '4,reject'],
      'revoke-mandate': ['5'],
    };
    expect(named(values)).to.deep.equal([
      { functionName: 'revokeMandate', args: [5n] },
      { functionName: 'resolveObjection', args: [3n, true] },
      { functionName: 'resolveObjection', args: [4n, false] },
      { functionName: 'enact', args: [1n] },
      { functionName: 'decline', args: [2n] },
    ]);
  });

  it('is nothing that cannot be read', () => {
    const wrong = [
      { enact: ['one'] },
      { 'resolve-objection': ['3'] },
      { 'resolve-objection': ['3,perhaps'] },
      { 'grant-mandate': [`routes,${agency},300,1900000000,2`] },
      { 'grant-mandate': ['routes,here,nobody,300,1900000000,2'] },
      { 'grant-mandate': [`routes,here,${agency},300,1900000000,4294967296`] },
      { 'grant-mandate': [`,here,${agency},300,1900000000,2`] },
    ];
    for (const values of wrong) expect(() => named(values), JSON.stringify(values)).to.throw('ARGUMENT_INVALID');
    expect(wrong).to.have.length(7);
  });
});
