import type { Hex, TransactionReceipt } from 'viem';
import type { GovernanceSettings } from '../protocol/governance-settings.ts';
import type { Contracts } from '../protocol/network.ts';

/** A block of the chain as listeners see it. Timestamps are unix seconds. */
export interface ChainBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly timestamp: number;
}

export interface ChainStatus {
  /** Number of the last block that is durable; while verifying: the last one in the journal. */
  readonly headNumber: number;
  /** True while the journal is being replayed: reads of state are refused, the index may answer. */
  readonly verifying: boolean;
  /** Blocks whose hash has been compared so far. */
  readonly verifiedNumber: number;
  readonly engine: string;
  /** Seconds the head's timestamp is ahead of this machine's clock; 0 when it is not. */
  readonly aheadSeconds: number;
  /** Bytes of an unfinished, never acknowledged record that were cut off at the start. */
  readonly cutBytes: number;
  /** The code of the error that stopped writing, e.g. JOURNAL_WRITE_FAILED or CLOCK_JUMPED; undefined when all is well. */
  readonly trouble: string | undefined;
}

/** What a backup holds: the journal up to and including this block. */
export interface JournalHead {
  readonly chainId: number;
  readonly genesisHash: Hex;
  readonly headNumber: number;
  readonly headHash: Hex;
  /** Bytes of the journal. */
  readonly length: number;
}

/** Names an event for the node's log; details are plain values. */
export type ChainLog = (event: string, details: Readonly<Record<string, string | number>>) => void;

/** The ledger, embedded or behind any JSON-RPC. */
export interface Chain {
  readonly chainId: number;
  readonly contracts: Contracts;
  readonly genesisHash: Hex;
  /** The first block of the deployment: no event of interest is older. */
  readonly firstBlock: number;
  /** Resolves when every journaled block was replayed and compared; rejects with the reason it was not. */
  readonly ready: Promise<void>;
  status(): ChainStatus;
  /**
   * Read-only JSON-RPC for the node itself (the public door is rpc.ts).
   * Throws CHAIN_VERIFYING until `ready`, RPC_FAILED (code, message, data) when the engine refuses.
   */
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  /** Validates, executes and makes a signed transaction durable, then resolves. Sending the same one again gives the same receipt. */
  sendRawTransaction(raw: Hex): Promise<TransactionReceipt>;
  /** The signed transactions of a block as they were sent, in order. */
  blockTransactions(blockNumber: number): Promise<Hex[]>;
  /** Seals a block without transactions, so that readers at `latest` see that time has passed. */
  advance(): Promise<void>;
  onBlock(listener: (block: ChainBlock) => void): () => void;
  /** Copies the journal as it stands into the folder; embedded chain only, else CHAIN_NOT_EMBEDDED. */
  backup(targetFolder: string): Promise<JournalHead>;
  /** Waits for what was accepted, then closes; later calls throw CHAIN_STOPPED. */
  stop(): Promise<void>;
}

/** How a new ledger begins. */
export interface GenesisOptions {
  readonly chainId: number;
  /** Unix seconds of block 0; default: just before now. */
  readonly timestamp?: number;
  /** Needed for a new ledger only; an existing one is compared with it where given. */
  readonly founders?: {
    /** 52-byte signers (verifier, key) or 32-byte SLH-DSA-SHA2-128s public keys. */
    readonly signers: readonly Hex[];
    readonly threshold: number;
  };
  /** Shortest challenge window the ledger accepts. */
  readonly minimumWindowSeconds: number;
  /** The rules of voting; default: a city's. Compared with an existing ledger's first ones where given. */
  readonly governance?: GovernanceSettings;
}
