import type { Address, Hex } from 'viem';
import { NodeError } from '../errors.ts';
import { ledgerOfFounding } from '../founding.ts';
import type { Header, HeaderChain } from '../header.ts';
import type { Anchor } from '../network.ts';
import type { Receipt } from '../receipt.ts';
import { provenTransaction } from '../transaction-receipt.ts';
import { decodeProof } from '../trie.ts';
import { type Check, checkOf, failed, notChecked, reasonOf, step } from './check.ts';
import type { Evidence } from './evidence.ts';

/** An anchor obtained elsewhere: a block hash alone, or all of it, at best with the ledger's address. */
export type PinnedAnchor = Hex | (Anchor & { readonly decisionLedger?: Address });

/**
 * Check 7: the chain the receipt speaks of is the one the citizen knows, and the ledger on it is that city's ledger. The pinned
 * block may be older than the receipt's last, but not older than the decision.
 */
export async function checkAnchor(
  receipt: Receipt,
  { headers }: Evidence,
  pinned: PinnedAnchor | undefined,
): Promise<Check> {
  if (pinned === undefined) return notChecked('anchor', 'ANCHOR_NOT_GIVEN');
  if (!headers.ok) return failed('anchor', reasonOf(headers.error));
  const chain = headers.value;
  try {
    const header = pinnedHeader(receipt, chain, pinned);
    requireCovered(receipt, header);
    const values = { block: header.number, hash: header.hash, at: header.timestamp };
    return checkOf('anchor', [step('block', true, '', values), await ledgerStep(receipt, chain, pinned)], values);
  } catch (error) {
    return failed('anchor', reasonOf(error), { block: receipt.anchor.blockNumber, hash: receipt.anchor.blockHash });
  }
}

function pinnedHeader({ anchor }: Receipt, chain: HeaderChain, pinned: PinnedAnchor): Header {
  if (typeof pinned === 'string') return foundHeader(chain, pinned);
  if (pinned.chainId !== anchor.chainId) throw new NodeError('ANCHOR_OF_OTHER_CHAIN');
  if (pinned.genesisHash.toLowerCase() !== anchor.genesisHash) throw new NodeError('ANCHOR_OF_OTHER_GENESIS');
  if (pinned.blockNumber > chain.last.number) throw new NodeError('ANCHOR_AFTER_RECEIPT');
  const header = foundHeader(chain, pinned.blockHash);
  if (header.number !== pinned.blockNumber) throw new NodeError('ANCHOR_BLOCK_DIFFERS');
  return header;
}

function foundHeader(chain: HeaderChain, hash: Hex): Header {
  const header = chain.find(hash);
  if (header === undefined) throw new NodeError('ANCHOR_BLOCK_DIFFERS');
  return header;
}

function requireCovered({ events }: Receipt, header: Header): void {
  const { recorded, finalized, steps = [] } = events;
  const known = [recorded, ...(finalized === undefined ? [] : [finalized]), ...steps];
  const last = Math.max(...known.map(({ blockNumber }) => blockNumber));
  if (header.number < last) throw new NodeError('ANCHOR_BEFORE_DECISION');
}

/**
 * Anybody may deploy a second ledger on the same chain, so the block alone is not enough. Either the pinned anchor names the ledger, or
 * the headers reach back to the genesis and block 1 shows who founded it. Otherwise nothing is proven and the check says so.
 */
async function ledgerStep(receipt: Receipt, chain: HeaderChain, pinned: PinnedAnchor) {
  const { decisionLedger } = receipt.contracts;
  const known = typeof pinned === 'string' ? undefined : pinned.decisionLedger;
  if (known !== undefined)
    return step('ledger', known.toLowerCase() === decisionLedger, 'LEDGER_OF_OTHER_NETWORK', { decisionLedger });
  if (chain.first.number !== 0 || receipt.founding === undefined) {
    return { name: 'ledger', state: 'not-checked', reason: 'LEDGER_NOT_PINNED', values: { decisionLedger } } as const;
  }
  const founded = await ledgerOfFounding(
    provenTransaction(chain.at(1).transactionsRoot, 0, decodeProof(receipt.founding)),
  );
  return step('ledger', founded.toLowerCase() === decisionLedger, 'LEDGER_OF_OTHER_NETWORK', { decisionLedger });
}
