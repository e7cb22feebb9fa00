import type { Chain } from '../../node/chain/chain.ts';
import { openEmbeddedChain } from '../../node/chain/embedded-chain.ts';
import { relayKey } from '../../test/node/chain/counter.ts';
import { testChainId } from '../../test/node/chain/fixture.ts';

/** Opens a bench's ledger; its replay has begun. */
export function startReplay(folder: string): Promise<Chain> {
  return openEmbeddedChain({ folder, relayKey, genesis: { chainId: testChainId, minimumWindowSeconds: 5 } });
}

// Run by itself, it says when the chain is open and goes on replaying until it is killed.
const [, script = '', folder] = process.argv;
if (folder !== undefined && import.meta.filename === script) {
  const chain = await startReplay(folder);
  console.log(`open at block ${chain.status().headNumber}`);
  await chain.ready;
}
