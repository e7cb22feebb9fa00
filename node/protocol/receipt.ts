import type { Address, Hex } from 'viem';
import type { Anchor } from './network.ts';
import type { AccountProof } from './state-proof.ts';

/**
 * One decision with all its evidence, as one JSON file. Hex is lower case, content is base64; nothing in it may be superfluous, so
 * that a changed byte is always noticed. Written by node/decisions/receipt.ts, read by receipt-reader.ts, checked by audit.ts.
 */
export interface Receipt {
  readonly format: 'qdt-receipt/1';
  /** Decimal. */
  readonly decisionId: string;
  readonly anchor: Anchor;
  readonly contracts: ReceiptContracts;
  /** RLP headers without a gap: from the genesis where the chain is short enough, up to the anchor block. */
  readonly headers: readonly Hex[];
  /** Transactions-trie proof of block 1's first transaction: whoever sent it deployed the ledger (founding.ts). */
  readonly founding?: readonly Hex[];
  readonly events: {
    readonly requested: EventProof;
    readonly recorded: EventProof;
    readonly finalized?: EventProof;
    /** Whatever else happened to the answer up to the anchor block, oldest first; absent where nothing did. */
    readonly steps?: readonly EventProof[];
  };
  /** The two calls that were signed: the agency's request and the committee's record. */
  readonly calls: { readonly request: CallProof; readonly record: CallProof };
  /** The verifier contract before the record block. */
  readonly verifier: AccountProof;
  /** What proves signatures by ML-DSA-65, where there are any. */
  readonly mlDsa65?: MlDsaEvidence;
  /** The ledger at the anchor block, with the words that hold the decision's state and the sample that stands. */
  readonly standing: AccountProof;
  /** The bytes of the sample that stands, in base64, where it is not the report's: somebody found a better one. */
  readonly betterSample?: string;
  /** CID of the report; everything else hangs under it. */
  readonly report: string;
  /** Exactly the blocks under the report, by CID. */
  readonly content: Readonly<Record<string, string>>;
}

export interface ReceiptContracts {
  readonly verifier: Address;
  readonly decisionLedger: Address;
}

/** An ML-DSA signer names its key by the hash of its expansion; with key and factory anybody makes the signer again. */
export interface MlDsaEvidence {
  /** The ML-DSA-65 verifier before the record block. */
  readonly verifier: AccountProof;
  /** Who stored the expanded keys: their addresses follow from it (EIP-1014). */
  readonly factory: Address;
  /** Each key that signed, 1,952 bytes, in the order of its first signature: request first, then record. */
  readonly publicKeys: readonly Hex[];
}

/** Where an event stands, and the receipts-trie proof of the transaction that emitted it. */
export interface EventProof {
  readonly blockNumber: number;
  readonly transactionIndex: number;
  /** Index among the logs of its transaction. */
  readonly logIndex: number;
  readonly proof: readonly Hex[];
}

/** The transaction of the event of the same name, and the calling account's keys in the state before that block. */
export interface CallProof {
  readonly transactionProof: readonly Hex[];
  readonly keys: AccountProof;
}

export const receiptLimits = {
  headers: 4096,
  proofNodes: 64,
  /** Bytes of one header or trie node; a leaf may hold a signed transaction. */
  nodeBytes: 262_144,
  signers: 64,
  steps: 256,
  contentBlocks: 256,
  blockBytes: 1_048_576,
  contentBytes: 16_777_216,
} as const;
