import { createServer, type Server } from 'node:http';
import { encode } from '@ipld/dag-cbor';
import { expect } from 'chai';
import { cidOfBytes, DAG_CBOR } from '../../../node/content/block-cid.ts';
import { createKuboBlocks } from '../../../node/content/kubo.ts';
import { codeOf } from './code-of.ts';

const bytes = encode({ hello: 'world' });
const cid = cidOfBytes(bytes, DAG_CBOR).toString();

describe('Kubo adapter', () => {
  let server: Server | undefined;
  let url: string;
  let answer: { status: number; body: Uint8Array | string };
  let asked: string[];

  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      request.resume().on('end', () => response.writeHead(answer.status).end(answer.body));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => {
    server?.close();
    server?.closeAllConnections();
  });

  it('stores a block under the codec of its CID', async () => {
    answer = { status: 200, body: JSON.stringify({ Key: cid, Size: bytes.length }) };
    await createKuboBlocks(url).put(cid, bytes);
    expect(asked).to.deep.equal(['POST /api/v0/block/put?cid-codec=dag-cbor&mhtype=sha2-256']);
  });

  it('notices when Kubo stored something else', async () => {
    answer = {
      status: 200,
      body: JSON.stringify({ Key: 'bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4' }),
    };
    expect(await codeOf(createKuboBlocks(url).put(cid, bytes))).to.equal('KUBO_REFUSED');
  });

  it('reads a block and checks it', async () => {
    answer = { status: 200, body: bytes };
    expect(await createKuboBlocks(url).get(cid)).to.deep.equal(new Uint8Array(bytes));
    answer = { status: 200, body: encode({ hello: 'World' }) };
    expect(await codeOf(createKuboBlocks(url).get(cid))).to.equal('CONTENT_HASH_MISMATCH');
    answer = { status: 200, body: new Uint8Array(2 * 1024 * 1024) };
    expect(await codeOf(createKuboBlocks(url).get(cid))).to.equal('CONTENT_TOO_LARGE');
  });

  it('tells a refusal from a node that is not there', async () => {
    answer = { status: 500, body: 'no' };
    expect(await codeOf(createKuboBlocks(url).get(cid))).to.equal('KUBO_REFUSED');
    expect(await codeOf(createKuboBlocks('http://127.0.0.1:1').get(cid))).to.equal('KUBO_UNREACHABLE');
  });

  it('asks nothing of Kubo for a text that is no CID', async () => {
    expect(await codeOf(createKuboBlocks(url).get('../../etc/passwd'))).to.equal('CID_INVALID');
    expect(asked).to.deep.equal([]);
  });
});
