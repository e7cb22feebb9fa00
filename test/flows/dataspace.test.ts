import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createDataspaceClient, type DataspaceClient } from '../../node/client/dataspace.ts';
import { dspPath } from '../../node/dataspace/dsp/context.ts';
import { sealKeyFile } from '../../node/protocol/key-file.ts';
import { type ConnectorCity, foundConnectorCity } from '../../scripts/tck/city.ts';
import { freePort } from '../../scripts/tck/free-port.ts';
import { expectRejection } from '../expect-code.ts';

const root = join(import.meta.dirname, '..', '..');
const passphrase = 'of a test, and only of it';
const id = 'urn:qdt:dataset:roads';
const offer = { '@id': 'urn:offer:roads', '@type': 'Offer', permission: [{ action: 'read' }] };

describe('a contract about data, on the command line', function () {
  this.timeout(120_000);
  let city: ConnectorCity;
  let client: DataspaceClient;
  let folder: string;
  let keyFile: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-contract-'));
    const port = await freePort();
    city = await foundConnectorCity({ port, allowedPeers: [`127.0.0.1:${port}`], signsMessages: true });
    client = createDataspaceClient({ url: city.node.url, signer: city.signer });
    keyFile = join(folder, 'key.json');
    const sealed = await sealKeyFile({ label: 'Company', seeds: city.seeds, passphrase, cost: 2 ** 4 });
    await writeFile(keyFile, JSON.stringify(sealed));
    await client.offerDataset({ id, title: 'Roads', description: '', keywords: [], collections: [], offers: [offer] });
  });
  after(async () => {
    await city.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function command(program: string, ...args: string[]): Promise<{ code: number | null; out: string }> {
    const child = spawn(
      process.execPath,
      [join(root, 'scripts', program), ...args, '--as', keyFile, '--node', city.node.url],
      { env: { ...process.env, QDT_PASSPHRASE: passphrase }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })));
  }

  it('is negotiated, agreed to by the voted policy, transferred and retired by signed requests', async () => {
    const provider = `${city.node.url}${dspPath}`;
    const negotiating = command('negotiate.ts', '--provider', provider, '--dataset', id, '--wait', '60');
    let theirs: string | undefined;
    while (theirs === undefined) {
      const { negotiations } = await client.negotiations();
      theirs = negotiations.find(({ role }) => role === 'provider')?.id;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await fetch(`${provider}/negotiations/${encodeURIComponent(theirs)}`)).status).to.equal(404);
    const agreed = await command('agree.ts', theirs);
    expect([agreed.code, agreed.out]).to.deep.equal([0, agreed.out]);
    const negotiated = await negotiating;
    expect(negotiated.code).to.equal(0);
    expect(negotiated.out).to.contain('AGREED').and.to.contain('FINALIZED');

    const [agreement] = (await client.agreements()).agreements;
    const company = `urn:qdt:participant:${city.company.toLowerCase()}`;
    expect([agreement?.assigner, agreement?.assignee]).to.deep.equal([company, company]);
    expect(await client.agreementText(agreement?.id ?? '')).to.contain('The consumer may read.');

    const requested = await command('transfers.ts', '--request', agreement?.id ?? '', '--json');
    const ours: { id: string } = JSON.parse(requested.out);
    let transfer: string | undefined;
    while (transfer === undefined)
      transfer = (await client.transfers()).transfers.find(
        ({ role, peerPid }) => role === 'provider' && peerPid === ours.id,
      )?.id;
    expect((await command('transfers.ts', transfer, '--start')).out).to.contain('STARTED');

    const retired = await command('retire.ts', agreement?.id ?? '', '--cause', 'the project ended');
    expect([retired.code, retired.out.includes('the project ended')]).to.deep.equal([0, true]);
    expect((await client.transfer(transfer)).state).to.equal('TERMINATED');
    expect((await command('agree.ts', theirs)).code).to.equal(0);
    expect((await command('retire.ts', agreement?.id ?? '', '--cause', 'again')).code).to.equal(1);
  });

  it('is managed by nobody but the participant of the node', async () => {
    const stranger = createDataspaceClient({ url: city.node.url });
    const start = { connectorAddress: 'https://example.org', dataset: id, offer };
    await expectRejection('IDENTITY_REQUIRED', stranger.negotiations());
    await expectRejection('IDENTITY_REQUIRED', stranger.startNegotiation(start));
    await expectRejection('IDENTITY_REQUIRED', stranger.retire('urn:x', 'spite'));
    await expectRejection('PEER_REFUSED', client.startNegotiation({ ...start, connectorAddress: 'http://10.0.0.1/' }));
    await expectRejection('NEGOTIATION_UNKNOWN', client.stepNegotiation('urn:none', 'agree'));
  });
});
