import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { sha256, stringToBytes } from 'viem';
import {
  type AgreementTerms,
  agreementDigest,
  anchorCall,
  retireAgreementCall,
} from '../../node/protocol/dataset/agreement.ts';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { bytesOfName } from '../../node/protocol/policy/names.ts';
import { policyTemplate } from '../../node/protocol/policy/templates.ts';
import { signDigest } from '../../scripts/sign-batch.ts';
import { expectRejection } from '../expect-code.ts';
import { startTestCity, type TestCity } from '../node/city.fixture.ts';
import { pattern } from '../node/protocol/dataset/dataset.fixture.ts';
import { clientOf, createHolder, enrolCompanies, type Holder, qdt, submitAs } from './dataspace.fixture.ts';

const name = 'bus-positions';
const plain = pattern(300_000);

describe('a company publishes a dataset, another opens it under an agreement, until it ends', function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-datasets-'));
  const at = (...path: string[]): string => join(folder, ...path);
  let city: TestCity;
  let provider: Holder;
  let consumer: Holder;
  let stranger: Holder;
  let terms: AgreementTerms;
  let mine: string[];
  let contentCid: string;

  async function publish(source: string, ...more: string[]) {
    const words = ['--name', name, '--title', 'Bus positions', '--policy', at('policy.json'), '--yes', '--json'];
    return await qdt('publish', [source, ...words, ...mine, ...more]);
  }
  const seal = (...more: string[]) =>
    qdt('seal', [
      name,
      '--to',
      consumer.account,
      '--json',
      ...mine.filter((_, index) => ![0, 1].includes(index)),
      ...more,
    ]);
  const open = (who: Holder, out: string, ...more: string[]) =>
    qdt('open', [name, '--as', who.file, '--out', at('consumer', out), '--node', city.client.url, '--json', ...more]);

  before(async () => {
    city = await startTestCity();
    [provider, consumer, stranger] = await Promise.all([
      createHolder(city, at('provider'), 'provider'),
      createHolder(city, at('consumer'), 'consumer'),
      createHolder(city, at('stranger'), 'stranger'),
    ]);
    await enrolCompanies(city, [provider, consumer, stranger]);
    writeFileSync(at('buses.csv'), plain);
    const owner = provider.account.toLowerCase();
    const reviewBy = Math.ceil(Date.now() / 1000) + 86_400;
    const values = { name, owner, target: `urn:qdt:dataset:${name}`, reviewBy };
    writeFileSync(at('policy.json'), JSON.stringify(policyTemplate('internal', values)));
    const folders = ['--data', city.config.dataFolder, '--keys', at('provider', 'data-keys')];
    mine = ['--owner', provider.account, '--key', provider.file, '--node', city.client.url, ...folders];
  });
  after(async () => {
    await city.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('publishes from the provider’s machine: the catalog tells, and the key is only there, sealed', async () => {
    const { code, out, err } = await publish(at('buses.csv'), '--keywords', 'bus,traffic', '--themes', 'TRAN');
    expect(code, err).to.equal(0);
    expect(JSON.parse(out)).to.include({ name, version: 1, bytes: plain.length, status: 'executed' });
    const dataset = await city.client.dataset(name);
    expect(dataset).to.deep.include({
      ownerName: 'provider',
      title: 'Bus positions',
      keywords: ['bus', 'traffic'],
      state: 'PUBLISHED',
    });
    const [version] = dataset.versions;
    contentCid = version?.contentCid ?? '';
    const { datasets, facets } = await city.client.datasets({ text: 'BUS', theme: 'TRAN' });
    expect(datasets.map((one) => one.name)).to.deep.equal([name]);
    expect(facets.keyword).to.deep.equal([
      { value: 'bus', count: 1 },
      { value: 'traffic', count: 1 },
    ]);
    expect(await city.client.datasetMetadata(name, 1)).to.include({ '@type': 'dcat:Dataset', 'dcat:version': '1' });
    expect(readdirSync(at('provider', 'data-keys'))).to.deep.equal([`${contentCid}.age`]);
  });

  it('serves none of its blocks to strangers, and seals no key without a grant', async () => {
    await expectRejection('CONTENT_NOT_FOUND', city.client.content(contentCid));
    await expectRejection('CONTENT_NOT_FOUND', (await clientOf(city, stranger)).content(contentCid));
    await expectRejection('GRANT_MISSING', city.client.datasetRange(name, 1, { from: 0, to: 1 }, 1e6));
    const { code, err } = await seal();
    expect([code, err]).to.satisfy(
      ([status, text]: [number, string]) => status === 1 && text.includes('GRANT_MISSING'),
    );
  });

  it('seals the key to the consumer of an agreement that both signed', async () => {
    const { network } = city;
    const { contracts, chainId } = network;
    terms = {
      agreement: sha256(stringToBytes('the agreement')),
      dataset: bytesOfName(name),
      provider: provider.account,
      consumer: consumer.account,
      policy: sha256(readFileSync(at('policy.json'))),
      until: 0,
    };
    const book = { chainId, agreementRegistry: contracts.agreementRegistry };
    const sign = async ({ file, account }: Holder) => [
      await signDigest(network, { file, passphrase: demonstrationPassphrase }, agreementDigest(book, terms, account)),
    ];
    const call = anchorCall(book, terms, { provider: await sign(provider), consumer: await sign(consumer) });
    await submitAs(city, provider, [call]);
    const { agreements } = await city.client.dataset(name);
    expect(agreements).to.have.length(1);
    expect(agreements[0]).to.include({ agreement: terms.agreement, consumerName: 'consumer', isInForce: true });
    const { code, out, err } = await seal();
    expect(code, err).to.equal(0);
    expect(JSON.parse(out)).to.include({ name, version: 1, basis: `agreement ${terms.agreement}` });
  });

  it('is opened by the consumer, whole, resumed, and in part', async () => {
    const whole = await open(consumer, 'buses.csv');
    expect(whole.code, whole.err).to.equal(0);
    expect(Buffer.compare(readFileSync(at('consumer', 'buses.csv')), plain)).to.equal(0);
    writeFileSync(at('consumer', 'resumed.csv.part'), plain.subarray(0, 70_001));
    const resumed = await open(consumer, 'resumed.csv');
    expect(resumed.code, resumed.err).to.equal(0);
    expect(Buffer.compare(readFileSync(at('consumer', 'resumed.csv')), plain)).to.equal(0);
    const part = await open(consumer, 'part', '--range', '65000:140000');
    expect(part.code, part.err).to.equal(0);
    expect(Buffer.compare(readFileSync(at('consumer', 'part')), plain.subarray(65_000, 140_000))).to.equal(0);
    expect((await open(consumer, 'none', '--range', '0:300001')).err).to.contain('DATASET_RANGE_OUTSIDE');
  });

  it('lets nobody else fetch or open: not the envelope, not the blocks', async () => {
    expect((await open(stranger, 'stolen')).err).to.contain('GRANT_MISSING');
    const consumers = await clientOf(city, consumer);
    expect((await consumers.content(contentCid)).length).to.be.greaterThan(50);
    await expectRejection('DATASET_NOT_OWNER', consumers.datasetGrant(name, 1, stranger.account));
    const { envelope } = await consumers.envelope(name, 1);
    const submission = { grantee: stranger.account, envelope };
    await expectRejection('DATASET_NOT_OWNER', consumers.putEnvelope(name, 1, submission));
    const providers = await clientOf(city, provider);
    await expectRejection('GRANT_MISSING', providers.putEnvelope(name, 1, submission));
    const broken = { grantee: consumer.account, envelope: Buffer.from('age').toString('base64') };
    await expectRejection('ENVELOPE_INVALID', providers.putEnvelope(name, 1, broken));
  });

  it('ends with the agreement: no block, no envelope, no new key', async () => {
    const { agreementRegistry } = city.network.contracts;
    await submitAs(city, consumer, [retireAgreementCall(agreementRegistry, terms.agreement)]);
    expect((await open(consumer, 'late')).err).to.contain('GRANT_MISSING');
    expect((await seal()).err).to.contain('GRANT_MISSING');
    await expectRejection('CONTENT_NOT_FOUND', (await clientOf(city, consumer)).content(contentCid));
  });

  it('takes the wrong file back: withdrawn on chain, key and blocks erased here, and what remains is said', async () => {
    const second = await qdt(
      'publish',
      ['-', '--name', name, '--title', 'Bus positions', '--policy', at('policy.json'), '--yes', '--json', ...mine],
      pattern(10),
    );
    expect(second.code, second.err).to.equal(0);
    const words = ['--version', '1', '--cause', 'the wrong file', '--yes', ...mine];
    const { code, out, err } = await qdt('withdraw', [name, ...words]);
    expect(code, err).to.equal(0);
    expect(out).to.contain('Erased: 1 contents and 1 keys here, 1 envelopes').and.contain('What cannot be undone');
    const { state, versions } = await city.client.dataset(name);
    expect([state, versions[0]?.withdrawnAt === undefined, versions[1]?.withdrawnAt]).to.deep.equal([
      'PUBLISHED',
      false,
      undefined,
    ]);
    expect(readdirSync(join(city.config.dataFolder, 'datasets'))).to.not.include(contentCid);
    await expectRejection(
      'DATASET_WITHDRAWN',
      (await clientOf(city, provider)).datasetRange(name, 1, { from: 0, to: 1 }, 1e6),
    );
  });

  it('refuses what is not about this dataset or not whole, and keeps nothing of it', async () => {
    const before = readdirSync(join(city.config.dataFolder, 'datasets'));
    expect((await publish(at('nothing'))).code).to.equal(2);
    const other = mine.map((word) => (word === provider.account ? consumer.account : word));
    const stolen = await qdt('publish', [
      at('buses.csv'),
      '--name',
      name,
      '--title',
      'x',
      '--policy',
      'internal',
      '--yes',
      ...other,
    ]);
    expect(stolen.err).to.contain('DATASET_NOT_OWNER');
    expect(readdirSync(join(city.config.dataFolder, 'datasets'))).to.deep.equal(before);
  });

  it('is offered no more once deprecated', async () => {
    const { code, err } = await qdt('deprecate', [name, '--yes', ...mine.slice(0, 6)]);
    expect(code, err).to.equal(0);
    expect((await city.client.datasets()).total).to.equal(0);
    expect((await city.client.datasets({ state: 'DEPRECATED' })).total).to.equal(1);
  });
});
