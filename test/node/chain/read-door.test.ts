import { expect } from 'chai';
import { openReadDoor, type ReadDoor } from '../../../node/chain/read-door.ts';
import { field } from '../../../node/chain/rpc-values.ts';

describe('the read door', () => {
  const asked: string[] = [];
  let door: ReadDoor;

  before(async () => {
    door = await openReadDoor({
      request: async (method) => {
        asked.push(method);
        return '0x2a';
      },
    });
  });
  after(() => door?.close());

  const post = async (url: string, body: unknown): Promise<unknown> => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return response.ok ? await response.json() : response.status;
  };

  it('answers what a copy of the state asks for, alone and many at once', async () => {
    const read = { jsonrpc: '2.0', id: 1, method: 'eth_getStorageAt', params: [] };
    expect(await post(door.url, read)).to.deep.equal({ jsonrpc: '2.0', id: 1, result: '0x2a' });
    const many = await post(door.url, [read, { ...read, id: 2 }]);
    expect(Array.isArray(many) ? many.map((one: unknown) => field(one, 'id')) : many).to.deep.equal([1, 2]);
  });

  it('takes nothing that writes or runs code, and never asks the chain for it', async () => {
    const before = asked.length;
    for (const method of ['eth_sendRawTransaction', 'eth_call', 'evm_mine', 'hardhat_setBalance', 'debug_traceCall']) {
      const answer = await post(door.url, { jsonrpc: '2.0', id: 1, method, params: [] });
      expect(field(field(answer, 'error'), 'code'), method).to.equal(-32004);
    }
    expect(asked).to.have.length(before);
  });

  it('is not found by its port alone, and takes no more than a megabyte', async () => {
    const { origin } = new URL(door.url);
    expect(await post(`${origin}/`, { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })).to.equal(404);
    expect(await post(door.url, 'x'.repeat(1_000_001))).to.equal(400);
  });
});
