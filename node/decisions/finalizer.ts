import { type Address, encodeFunctionData } from 'viem';
import type { ChainLog } from '../chain/chain.ts';
import type { Relay } from '../governance/calls.ts';
import { decisionLedgerAbi } from '../protocol/abi.ts';
import { lapseCall } from '../protocol/court/court-calls.ts';
import { isNodeError } from '../protocol/errors.ts';
import type { ClaimsTable } from './claims-table.ts';
import type { DecisionsTable } from './decisions-table.ts';

export interface FinalizerOptions {
  table: DecisionsTable;
  relay: Pick<Relay, 'send'>;
  ledger: Address;
  court: Address;
  claims: Pick<ClaimsTable, 'due' | 'nextDeadline'>;
  /** Unix seconds. */
  clock: () => number;
  log: ChainLog;
}

export interface Finalizer {
  /** Finalizes and expires everything that is due now; resolves when it is done. */
  run(): Promise<void>;
  /** Looks again at the next deadline; to be called when the index changed. */
  plan(): void;
  stop(): Promise<void>;
}

/** The clock may be set while we wait, so no wait is longer than this. */
const longestWaitSeconds = 60;
const retrySeconds = 1;

/** Anybody may finalize after the window, expire and lapse after the deadline; this node does it when the time has come. */
export function createFinalizer({ table, relay, ledger, court, claims, clock, log }: FinalizerOptions): Finalizer {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  /** Ids that the ledger refused: they are tried again only when the index changed. */
  const refused = new Set<number>();
  const refusedClaims = new Set<number>();

  async function finish(id: number, functionName: 'finalize' | 'expire'): Promise<void> {
    try {
      await relay.send({
        to: ledger,
        data: encodeFunctionData({ abi: decisionLedgerAbi, functionName, args: [BigInt(id)] }),
      });
      log('decision-ended', { id, by: functionName });
    } catch (error) {
      const isEarly = isNodeError(error, 'CALL_REVERTED') && error.details.error === 'LedgerTooEarly';
      if (!isEarly) refused.add(id);
      log('decision-not-ended', { id, by: functionName, cause: error instanceof Error ? error.message : 'unknown' });
    }
  }

  /** A claim that is over no longer holds its decision open. */
  async function lapse(id: number): Promise<void> {
    try {
      const { target, data } = lapseCall(court, BigInt(id));
      await relay.send({ to: target, data });
      log('claim-lapsed', { id });
    } catch (error) {
      refusedClaims.add(id);
      log('claim-not-lapsed', { id, cause: error instanceof Error ? error.message : 'unknown' });
    }
  }

  async function work(): Promise<void> {
    for (const { id } of claims.due(clock())) {
      if (stopped) return;
      if (!refusedClaims.has(id)) await lapse(id);
    }
    for (const { id, state } of table.due(clock())) {
      if (stopped) return;
      if (!refused.has(id)) await finish(id, state === 'RECORDED' ? 'finalize' : 'expire');
    }
  }

  async function guarded(): Promise<void> {
    await work().catch((error: unknown) => log('finalizer-failed', { cause: String(error) }));
  }

  function run(): Promise<void> {
    running ??= guarded().finally(() => {
      running = undefined;
      schedule();
    });
    return running;
  }

  function schedule(): void {
    clearTimeout(timer);
    const deadlines = [table.nextDeadline(), claims.nextDeadline()].filter((one) => one !== undefined);
    if (stopped || deadlines.length === 0) return;
    const at = Math.min(...deadlines);
    const wait = Math.min(Math.max(at - clock(), retrySeconds), longestWaitSeconds);
    timer = setTimeout(() => void run(), wait * 1000);
    timer.unref();
  }

  return {
    run,
    plan() {
      refused.clear();
      refusedClaims.clear();
      if (running === undefined) schedule();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
