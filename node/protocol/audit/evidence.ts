import { hexToBytes } from 'viem';
import { NodeError } from '../errors.ts';
import { type HeaderChain, linkHeaders } from '../header.ts';
import type { CallProof, EventProof, Receipt } from '../receipt.ts';
import { readSignedCall, type SignedCall } from '../signed-call.ts';
import { type AccountProof, type AccountState, readAccount } from '../state-proof.ts';
import { provenTransaction } from '../transaction-receipt.ts';
import { decodeProof } from '../trie.ts';
import { type Found, find, requireFound } from './check.ts';
import { type LedgerEvents, provenEvents } from './ledger-events.ts';

/** What a receipt proves, piece by piece; a piece that is broken does not hide the others. */
export interface Evidence extends LedgerEvents {
  readonly headers: Found<HeaderChain>;
  readonly request: CallEvidence;
  readonly record: CallEvidence;
  /** In the state before the record block. */
  readonly verifier: Found<AccountState>;
  /** The ML-DSA-65 verifier in that state; undefined where nothing is signed by it. */
  readonly mlDsa65Verifier: Found<AccountState> | undefined;
  /** The ledger in the state of the anchor block. */
  readonly standing: Found<AccountState>;
}

export interface CallEvidence {
  readonly call: Found<SignedCall>;
  /** The calling account in the state before the call's block. */
  readonly keys: Found<AccountState>;
}

export function readEvidence(receipt: Receipt): Evidence {
  const headers = find(() => linkHeaders(receipt.headers.map((header) => hexToBytes(header))));
  const chain = () => requireFound(headers);
  const events = provenEvents(receipt, chain);
  const { requested, recorded } = receipt.events;
  return {
    headers,
    ...events,
    request: callEvidence(chain, requested, receipt.calls.request),
    record: callEvidence(chain, recorded, receipt.calls.record),
    verifier: find(() => accountAt(chain(), recorded.blockNumber - 1, receipt.verifier)),
    mlDsa65Verifier: findOptional(receipt.mlDsa65?.verifier, (proof) =>
      accountAt(chain(), recorded.blockNumber - 1, proof),
    ),
    standing: find(() => accountAt(chain(), chain().last.number, receipt.standing)),
  };
}

function findOptional(
  proof: AccountProof | undefined,
  read: (proof: AccountProof) => AccountState,
): Found<AccountState> | undefined {
  return proof === undefined ? undefined : find(() => read(proof));
}

function callEvidence(chain: () => HeaderChain, event: EventProof, proof: CallProof): CallEvidence {
  const { blockNumber, transactionIndex } = event;
  const nodes = decodeProof(proof.transactionProof);
  return {
    call: find(() =>
      readSignedCall(provenTransaction(chain().at(blockNumber).transactionsRoot, transactionIndex, nodes)),
    ),
    keys: find(() => accountAt(chain(), blockNumber - 1, proof.keys)),
  };
}

function accountAt(chain: HeaderChain, blockNumber: number, proof: AccountProof): AccountState {
  const account = readAccount(chain.at(blockNumber).stateRoot, proof);
  if (account === undefined) throw new NodeError('ACCOUNT_ABSENT', { address: proof.address, blockNumber });
  return account;
}
