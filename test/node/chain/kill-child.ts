import { createInterface } from 'node:readline';
import { openEmbeddedChain } from '../../../node/chain/embedded-chain.ts';
import { quantity } from '../../../node/chain/rpc-values.ts';
import { countingCall } from './calls.ts';
import { counterDeployment, relayAddress, relayKey } from './counter.ts';
import { nobodysKey, testChainId, testGenesisTimestamp } from './fixture.ts';

/**
 * A process to be killed: opens the chain in the given folder, says `ready NONCE`, then sends calls, some alone and
 * some together, and prints `done HASH` when each was acknowledged.
 */
async function workUntilKilled(folder: string, seed: number): Promise<void> {
  const chain = await openEmbeddedChain({
    folder,
    relayKey,
    deployment: counterDeployment,
    genesis: {
      chainId: testChainId,
      timestamp: testGenesisTimestamp,
      founders: { signers: [nobodysKey], threshold: 1 },
      minimumWindowSeconds: 5,
    },
  });
  await chain.ready;
  let nonce = quantity(await chain.request('eth_getTransactionCount', [relayAddress, 'latest']), 'nonce');
  process.stdout.write(`ready ${nonce}\n`);
  // The parent's end of the pipe closes with it: no orphan goes on writing.
  createInterface({ input: process.stdin }).on('close', () => process.exit(0));
  let state = seed;
  for (;;) {
    state = (state * 48_271) % 2_147_483_647;
    const together = (state % 8) + 1;
    await Promise.all(
      Array.from({ length: together }, async (_, index) => {
        const raw = await countingCall(nonce + index);
        const { transactionHash } = await chain.sendRawTransaction(raw);
        process.stdout.write(`done ${transactionHash}\n`);
      }),
    );
    nonce += together;
  }
}

const [, script, folder, seed] = process.argv;
if (script === import.meta.filename && folder !== undefined) await workUntilKilled(folder, Number(seed));
