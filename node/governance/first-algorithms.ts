import type { Chain } from '../chain/chain.ts';
import { createChainClient } from '../chain/contracts.ts';
import { algorithmRegistryAbi } from '../protocol/algorithm-abi.ts';
import { algorithmNames, algorithms } from '../protocol/algorithms.ts';
import type { Contracts } from '../protocol/network.ts';
import type { KeysTable } from './keys-table.ts';

/** What the registry was founded with, before the first block that is followed; the code is not known yet. */
export function noteFirstAlgorithms(table: KeysTable, contracts: Contracts): void {
  for (const name of algorithmNames) {
    const { code, contract } = algorithms[name];
    table.addAlgorithm(code, contracts[contract], '0x');
  }
}

/** Asks the registry once for the code hashes that it pinned at the founding. */
export async function readCodeHashes(chain: Chain, table: KeysTable): Promise<void> {
  if (table.algorithms().every(({ codeHash }) => codeHash !== '0x')) return;
  const registry = { address: chain.contracts.algorithmRegistry, abi: algorithmRegistryAbi } as const;
  const known = await createChainClient(chain).readContract({ ...registry, functionName: 'algorithms' });
  for (const { code, codeHash } of known) table.setCodeHash(code, codeHash);
}
