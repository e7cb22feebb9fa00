import { encode } from '@ipld/dag-cbor';
import { expect } from 'chai';
import { cidOfBytes, DAG_CBOR } from '../../../node/content/block-cid.ts';
import { createKuboBlocks } from '../../../node/content/kubo.ts';
import { codeOf } from './code-of.ts';
import { type FakeKubo, startFakeKubo } from './fake-kubo.fixture.ts';

const bytes = new Uint8Array(encode({ hello: 'world' }));
const cid = cidOfBytes(bytes, DAG_CBOR).toString();
const raw = 0x55;

describe('Kubo adapter', () => {
  let kubo: FakeKubo;

  beforeEach(async () => {
    kubo = await startFakeKubo();
  });
  afterEach(() => kubo.stop());

  it('stores a block under the codec of its CID', async () => {
    const blocks = createKuboBlocks(kubo.url, { timeoutMilliseconds: 4000 });
    const rawCid = cidOfBytes(bytes, raw).toString();
    await blocks.put(cid, bytes);
    await blocks.put(rawCid, bytes);
    expect(kubo.asked).to.deep.equal([
      'POST /api/v0/block/put?cid-codec=dag-cbor&mhtype=sha2-256&timeout=4000ms',
      'POST /api/v0/block/put?cid-codec=raw&mhtype=sha2-256&timeout=4000ms',
    ]);
    expect([...kubo.blocks]).to.deep.equal([
      [cid, bytes],
      [rawCid, bytes],
    ]);
  });

  it('gives Kubo nothing whose bytes are not those of the CID', async () => {
    expect(await codeOf(createKuboBlocks(kubo.url).put(cid, encode({ hello: 'World' })))).to.equal(
      'CONTENT_HASH_MISMATCH',
    );
    expect(kubo.asked).to.deep.equal([]);
  });

  it('notices when Kubo stored something else', async () => {
    const other = cidOfBytes(bytes, raw).toString();
    kubo.instead = (_, response) => {
      response.end(JSON.stringify({ Key: other, Size: bytes.length }));
      return true;
    };
    expect(await codeOf(createKuboBlocks(kubo.url).put(cid, bytes))).to.equal('KUBO_REFUSED');
  });

  it('reads a block and checks it', async () => {
    kubo.blocks.set(cid, bytes);
    const blocks = createKuboBlocks(kubo.url);
    expect(await blocks.get(cid)).to.deep.equal(bytes);
    kubo.blocks.set(cid, encode({ hello: 'World' }));
    expect(await codeOf(blocks.get(cid))).to.equal('CONTENT_HASH_MISMATCH');
  });

  it('refuses a block above the limit, by the size Kubo tells and by the size it has', async () => {
    const large = new Uint8Array(2 * 1024 * 1024);
    kubo.blocks.set(cid, large);
    expect(await codeOf(createKuboBlocks(kubo.url).get(cid))).to.equal('CONTENT_TOO_LARGE');
    expect(kubo.asked.filter((request) => request.includes('block/get'))).to.deep.equal([]);
    kubo.instead = (request, response) => {
      if (request.url?.startsWith('/api/v0/block/stat') !== true) return false;
      response.end(JSON.stringify({ Key: cid, Size: 1 }));
      return true;
    };
    expect(await codeOf(createKuboBlocks(kubo.url).get(cid))).to.equal('CONTENT_TOO_LARGE');
  });

  it('tells a refusal from a node that is not there, breaks off, or is silent', async () => {
    expect(await codeOf(createKuboBlocks(kubo.url).get(cid))).to.equal('KUBO_REFUSED');
    kubo.instead = (_, response) => {
      response.end('no JSON');
      return true;
    };
    expect(await codeOf(createKuboBlocks(kubo.url).put(cid, bytes))).to.equal('KUBO_REFUSED');
    kubo.instead = (request) => {
      request.socket.destroy();
      return true;
    };
    expect(await codeOf(createKuboBlocks(kubo.url).get(cid))).to.equal('KUBO_UNREACHABLE');
    kubo.instead = () => true;
    const hasty = createKuboBlocks(kubo.url, { timeoutMilliseconds: 50 });
    expect(await codeOf(hasty.get(cid))).to.equal('KUBO_UNREACHABLE');
    expect(await codeOf(hasty.put(cid, bytes))).to.equal('KUBO_UNREACHABLE');
    expect(await codeOf(createKuboBlocks('http://127.0.0.1:1').get(cid))).to.equal('KUBO_UNREACHABLE');
  });

  it('asks nothing of Kubo for a text that is no CID', async () => {
    expect(await codeOf(createKuboBlocks(kubo.url).get('../../etc/passwd'))).to.equal('CID_INVALID');
    expect(kubo.asked).to.deep.equal([]);
  });
});
