import { expect } from 'chai';
import { openEngine } from '../../../node/chain/engine.ts';
import { answerRpc } from '../../../node/chain/rpc.ts';
import { allowedMethods } from '../../../node/chain/rpc-methods.ts';
import { publicCallGas } from '../../../node/chain/rpc-params.ts';
import { field, messageOf } from '../../../node/chain/rpc-values.ts';
import { countingCall, countOf, headHash } from './calls.ts';
import { counterAddress, counterDeployment } from './counter.ts';
import { engineOnlyMethods, foreignMethods } from './engine-methods.ts';
import { startTestChain, type TestChain } from './fixture.ts';

describe('the public JSON-RPC door', () => {
  let test: TestChain;

  const ask = (method: string, params: unknown) => answerRpc(test.chain, { jsonrpc: '2.0', id: 1, method, params });
  const codeOf = (answer: { error?: { data?: unknown } }) => field(answer.error?.data, 'code');

  before(async () => {
    test = await startTestChain({ deployment: counterDeployment });
  });
  after(() => test.remove());

  it('refuses every method that could write, sign or look inside, and nothing changes', async () => {
    const before = await headHash(test.chain);
    for (const method of [...engineOnlyMethods, ...foreignMethods]) {
      for (const params of [[], [counterAddress, '0x1', '0x1'], [1]]) {
        const answer = await ask(method, params);
        expect(codeOf(answer), method).to.equal('RPC_METHOD_REFUSED');
        expect(answer.error?.code).to.equal(-32004);
      }
    }
    expect(await headHash(test.chain)).to.equal(before);
    expect(engineOnlyMethods.length + foreignMethods.length).to.be.above(80);
  });

  it('knows that list from the engine itself: each of its own methods is one it would have obeyed', async () => {
    const rules = {
      chainId: 9,
      hardfork: 'prague',
      blockGasLimit: 60_000_000,
      genesisTimestamp: 1_790_000_000,
    } as const;
    const engine = await openEngine(rules);
    try {
      for (const method of [...engineOnlyMethods, ...allowedMethods]) {
        const answer = await engine.request(method, [{}, {}, {}, {}, {}, {}]).catch(messageOf);
        const isOurs = method === 'eth_getRawTransactionByHash' || method === 'eth_getBlockReceipts';
        if (!isOurs) expect(String(answer), method).not.to.match(/is not supported/);
      }
    } finally {
      await engine.close();
    }
  });

  it('lets nothing of the dangerous families onto the list', () => {
    const dangerous =
      /^(hardhat|evm|anvil|debug|admin|personal|miner|txpool|engine|wallet)_|account|sign|sendTransaction/i;
    expect([...allowedMethods].filter((method) => dangerous.test(method))).to.deep.equal([]);
  });

  it('takes a signed transaction and answers reads', async () => {
    const sent = await ask('eth_sendRawTransaction', [await countingCall(1)]);
    expect(sent.error).to.equal(undefined);
    const receipt = await ask('eth_getTransactionReceipt', [sent.result]);
    expect(field(receipt.result, 'status')).to.equal('0x1');
    expect((await ask('eth_blockNumber', [])).result).to.equal('0x2');
    expect((await ask('eth_syncing', [])).result).to.equal(false);
    expect(await countOf(test.chain)).to.equal(1);
  });

  it('says with its own code why a transaction is refused', async () => {
    expect(codeOf(await ask('eth_sendRawTransaction', [await countingCall(7)]))).to.equal('NONCE_GAP');
    expect(codeOf(await ask('eth_sendRawTransaction', ['0x12']))).to.equal('TRANSACTION_TYPE_NOT_ALLOWED');
    expect(codeOf(await ask('eth_sendRawTransaction', ['hello']))).to.equal('RPC_INVALID_PARAMS');
    expect(codeOf(await ask('eth_sendRawTransaction', []))).to.equal('RPC_INVALID_PARAMS');
  });

  it('gives the bytes that a contract reverted with', async () => {
    const answer = await ask('eth_call', [{ to: counterAddress, data: '0xff77' }, 'latest']);
    expect(answer.error).to.include({ code: 3, data: '0xff77' });
  });

  it('bounds what a read may cost', async () => {
    const tooMuch = await ask('eth_call', [
      { to: counterAddress, gas: `0x${(publicCallGas + 1n).toString(16)}` },
      'latest',
    ]);
    expect(codeOf(tooMuch)).to.equal('RPC_INVALID_PARAMS');
    expect(codeOf(await ask('eth_call', [{ data: '0x5b5f56' }, 'latest']))).to.equal('RPC_INVALID_PARAMS');
    const wide = await ask('eth_getLogs', [{ fromBlock: '0x0', toBlock: '0xffffff' }]);
    expect(codeOf(wide)).to.equal('RPC_INVALID_PARAMS');
    const overridden = await ask('eth_call', [
      { to: counterAddress, data: '0xff77' },
      'latest',
      { [counterAddress]: { code: '0x' } },
    ]);
    expect(overridden.error?.code).to.equal(3);
  });

  it('answers anything at all without throwing', async () => {
    const bodies = [undefined, null, 1, 'x', [], [{ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }], {}];
    const broken = [
      { jsonrpc: '2.0', id: {}, method: 'eth_chainId' },
      { jsonrpc: '2.0', id: 1, method: 7 },
    ];
    const odd = [
      { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: {} },
      { method: 'eth_chainId', params: [] },
    ];
    for (const body of [...bodies, ...broken, ...odd]) {
      const answer = await answerRpc(test.chain, body);
      expect(answer.error?.code, JSON.stringify(body)).to.equal(-32600);
    }
    for (const method of allowedMethods) {
      for (const params of [[], [null], ['0xzz'], [{}], [[], []], ['../../etc/passwd', -1]]) {
        const answer = await ask(method, params);
        expect(answer.result !== undefined || answer.error !== undefined, method).to.equal(true);
      }
    }
  });
});
