import { type Hex, keccak256, type PublicClient, type TransactionReceipt } from 'viem';
import { isNodeError, NodeError } from '../protocol/errors.ts';
import type { Contracts } from '../protocol/network.ts';
import { backupJournal } from './backup.ts';
import type { BlockClock } from './block-clock.ts';
import { BlockListeners } from './block-listeners.ts';
import { BlockProducer } from './block-producer.ts';
import type { Chain, ChainBlock, ChainLog, ChainStatus, JournalHead } from './chain.ts';
import { createChainClient, findReceipt, readReceipt } from './contracts.ts';
import { createEmbeddedReads, type EmbeddedReads } from './embedded-reads.ts';
import type { Engine } from './engine.ts';
import type { Journal } from './journal.ts';
import { createRecoverSender } from './recover-sender.ts';
import { replay } from './replay.ts';
import { type CheckedTransaction, checkTransaction, type RecoverSender } from './transaction.ts';

export interface RunningChainOptions {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly clock: BlockClock;
  readonly folder: string;
  readonly unlock: () => void;
  readonly log: ChainLog | undefined;
  readonly onProgress: ((verifiedNumber: number, headNumber: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
  /** The engine already stands at the journal's end. */
  readonly isReplayed: boolean;
}

/** The embedded chain from the replay of its journal to its stop. */
export class RunningChain implements Chain {
  readonly chainId: number;
  readonly contracts: Contracts;
  readonly genesisHash: Hex;
  readonly firstBlock: number;
  readonly ready: Promise<void>;
  readonly #options: RunningChainOptions;
  readonly #producer: BlockProducer;
  readonly #reads: EmbeddedReads;
  readonly #client: PublicClient;
  readonly #recoverSender: RecoverSender;
  readonly #listeners: BlockListeners;
  readonly #stopping = new AbortController();
  readonly #sending = new Set<Promise<TransactionReceipt>>();
  readonly #cutBytes: number;
  #verifiedNumber = 0;
  #isVerified = false;
  #failure: NodeError | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: RunningChainOptions) {
    const { engine, journal, clock } = options;
    const { genesis } = journal.index;
    this.#options = options;
    this.chainId = genesis.chainId;
    this.contracts = genesis.contracts;
    this.genesisHash = genesis.genesisHash;
    this.firstBlock = 1;
    this.#cutBytes = journal.index.tornBytes;
    this.#listeners = new BlockListeners(options.log);
    this.#producer = new BlockProducer({ engine, journal, clock, onBlock: (block) => this.#listeners.tell(block) });
    this.#reads = createEmbeddedReads(engine, journal, this.#producer, clock);
    this.#client = createChainClient({ chainId: this.chainId, request: this.#reads.request });
    this.#recoverSender = createRecoverSender(engine);
    if (this.#cutBytes > 0) options.log?.('chain.torn-tail-cut', { bytes: this.#cutBytes });
    this.ready = options.isReplayed ? this.#finishVerifying() : this.#verify();
    // Whoever never awaits `ready` learns of a failure from every request; the process must not die of it.
    this.ready.catch(() => undefined);
  }

  status(): ChainStatus {
    const { journal, clock } = this.#options;
    const { head } = journal.index;
    return {
      headNumber: head.number,
      verifying: !this.#isVerified,
      verifiedNumber: this.#isVerified ? head.number : this.#verifiedNumber,
      engine: journal.index.genesis.engine,
      aheadSeconds: Math.max(0, head.timestamp - clock.now()),
      cutBytes: this.#cutBytes,
      trouble: this.#failure?.code ?? this.#producer.trouble,
    };
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    this.#refuseUnlessReady();
    return this.#reads.request(method, params);
  }

  async sendRawTransaction(raw: Hex): Promise<TransactionReceipt> {
    this.#refuseUnlessReady();
    const sending = this.#send(raw);
    this.#sending.add(sending);
    try {
      return await sending;
    } finally {
      this.#sending.delete(sending);
    }
  }

  async blockTransactions(blockNumber: number): Promise<Hex[]> {
    return this.#reads.blockTransactions(blockNumber);
  }

  async advance(): Promise<void> {
    this.#refuseUnlessReady();
    await this.#producer.advance();
  }

  onBlock(listener: (block: ChainBlock) => void): () => void {
    return this.#listeners.add(listener);
  }

  backup(targetFolder: string): Promise<JournalHead> {
    return backupJournal(this.#options.folder, targetFolder);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #send(raw: Hex): Promise<TransactionReceipt> {
    const hash = keccak256(raw);
    try {
      await this.#producer.submit(this.#check(raw));
    } catch (error) {
      // Sent again after it was mined, for instance because the first answer was lost: the receipt says so.
      const known = isNodeError(error, 'NONCE_TOO_LOW') ? await findReceipt(this.#client, hash) : undefined;
      if (known !== undefined) return known;
      throw error;
    }
    return readReceipt(this.#client, hash);
  }

  async #check(raw: Hex): Promise<CheckedTransaction> {
    const transaction = await checkTransaction(raw, this.chainId, this.#recoverSender);
    this.#refuseForeignCode(transaction);
    return transaction;
  }

  /** EDR keeps a trace of every step, so 16 million gas of somebody's endless loop would hold the chain for half a minute. */
  #refuseForeignCode({ isCreation, sender }: CheckedTransaction): void {
    if (!isCreation || sender === this.#options.journal.index.genesis.relay) return;
    throw new NodeError('TRANSACTION_CREATES_CONTRACT', { sender });
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    await this.ready.catch(() => undefined);
    await Promise.allSettled(this.#sending);
    await this.#producer.drain();
    await this.#options.journal.close();
    await this.#options.engine.close();
    this.#options.unlock();
  }

  async #verify(): Promise<void> {
    const { engine, journal, onProgress, signal, log } = this.#options;
    const headNumber = journal.index.head.number;
    const onVerified = (number: number) => {
      this.#verifiedNumber = number;
      onProgress?.(number, headNumber);
    };
    const signals = [this.#stopping.signal, ...(signal === undefined ? [] : [signal])];
    try {
      await replay(engine, journal, onVerified, AbortSignal.any(signals));
    } catch (error) {
      this.#failure = isNodeError(error) ? error : new NodeError('REPLAY_FAILED', {}, error);
      log?.('chain.replay-failed', { code: this.#failure.code, reason: this.#failure.message });
      throw this.#failure;
    }
    await this.#finishVerifying();
  }

  async #finishVerifying(): Promise<void> {
    this.#isVerified = true;
    this.#options.log?.('chain.verified', { headNumber: this.#options.journal.index.head.number });
  }

  #refuseUnlessReady(): void {
    if (this.#stopping.signal.aborted) throw new NodeError('CHAIN_STOPPED');
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isVerified) return;
    const { number } = this.#options.journal.index.head;
    throw new NodeError('CHAIN_VERIFYING', { verifiedNumber: this.#verifiedNumber, headNumber: number });
  }
}
