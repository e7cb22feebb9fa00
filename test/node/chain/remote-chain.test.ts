import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { Chain } from '../../../node/chain/chain.ts';
import { openRemoteChain, type RemoteChainOptions } from '../../../node/chain/remote-chain.ts';
import { answerRpc } from '../../../node/chain/rpc.ts';
import { countingCall, countOf } from './calls.ts';
import { counterAddress, counterDeployment } from './counter.ts';
import { refusal } from './errors.ts';
import { startTestChain, type TestChain, testChainId } from './fixture.ts';

describe('a chain behind JSON-RPC', () => {
  let test: TestChain;
  let server: Server;
  let options: RemoteChainOptions;
  let remote: Chain;

  before(async () => {
    test = await startTestChain({ deployment: counterDeployment });
    server = createServer(async (request, response) => {
      const answer = await answerRpc(test.chain, JSON.parse(await text(request)));
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    options = {
      url: `http://127.0.0.1:${port}`,
      chainId: testChainId,
      contracts: test.chain.contracts,
      firstBlock: 1,
      clock: test.clock.now,
      pollMilliseconds: 20,
    };
    remote = await openRemoteChain(options);
  });
  after(async () => {
    await remote.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await test.remove();
  });

  it('is the same chain: genesis, state, receipts, signed transactions', async () => {
    const told = new Promise<number>((resolve) => remote.onBlock((block) => resolve(block.number)));
    const raw = await countingCall(1);

    const receipt = await remote.sendRawTransaction(raw);

    expect(receipt.status).to.equal('success');
    expect(await told).to.equal(2);
    expect(remote.genesisHash).to.equal(test.chain.genesisHash);
    expect(await countOf(remote)).to.equal(1);
    expect(await remote.blockTransactions(2)).to.deep.equal([raw]);
    expect((await remote.sendRawTransaction(raw)).transactionHash).to.equal(receipt.transactionHash);
    expect(remote.status()).to.include({ headNumber: 2, verifying: false, trouble: undefined });
  });

  it('gives the bytes that a contract reverted with', async () => {
    const error = await refusal(
      remote.request('eth_call', [{ to: counterAddress, data: '0xff99' }, 'latest']),
      'RPC_FAILED',
    );
    expect(error.details).to.include({ data: '0xff99', rpcCode: 3 });
  });

  it('refuses another chain than the one it was told', async () => {
    await refusal(openRemoteChain({ ...options, chainId: 5 }), 'CHAIN_ID_DIFFERS');
    await refusal(openRemoteChain({ ...options, url: 'http://127.0.0.1:1' }), 'CHAIN_UNREACHABLE');
  });

  it('has no journal to back up', async () => {
    await refusal(remote.backup('nowhere'), 'CHAIN_NOT_EMBEDDED');
  });
});
