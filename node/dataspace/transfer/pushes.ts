import { setTimeout as pause } from 'node:timers/promises';
import type { ChainLog } from '../../chain/chain.ts';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import { pushFormat } from '../catalog/dsp-catalog.ts';
import type { Peers } from '../peers/peers.ts';
import type { DataDoor } from './data-door.ts';
import type { Transfers } from './transfers.ts';

export interface PushesOptions {
  transfers: () => Transfers;
  door: () => DataDoor;
  peers: Peers;
  log: ChainLog;
}

export interface Pushes {
  /** Sends a transfer's data in the background, and completes it. */
  begin(id: string): void;
  /** Takes up what was not done when the node ended. */
  resume(): void;
  stop(): Promise<void>;
}

const pausesMilliseconds = [500, 2_000, 10_000, 60_000];

/** A provider's pushes: each is tried some times; what came of it stands in the transfer. */
export function createPushes({ transfers, door, peers, log }: PushesOptions): Pushes {
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();

  async function push(id: string): Promise<void> {
    const { dataAddress } = transfers().get(id);
    if (dataAddress?.endpoint === undefined) throw new NodeError('TRANSFER_UNKNOWN', { transfer: id });
    const token = dataAddress.endpointProperties?.find(({ name }) => name === 'authorization')?.value;
    const { bytes, to, mediaType } = door().whole(id);
    const answer = await peers.put(dataAddress.endpoint, bytes, {
      'content-type': mediaType,
      'content-length': String(to),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    });
    if (answer.status < 200 || answer.status >= 300) throw new NodeError('PUSH_REFUSED', { status: answer.status });
    transfers().pushed(id, to);
    transfers().complete(id);
  }

  async function pushWithPatience(id: string): Promise<void> {
    for (const milliseconds of [...pausesMilliseconds, undefined]) {
      try {
        await push(id);
        return;
      } catch (error) {
        if (stopping.signal.aborted || transfers().get(id).state !== 'STARTED') return;
        const problem = isNodeError(error) ? error.message : 'the push failed';
        log('push-failed', { transfer: id, problem });
        transfers().failed(id, problem);
        if (milliseconds === undefined) return;
        await pause(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
      }
    }
  }

  function begin(id: string): void {
    if (underWay.has(id)) return;
    underWay.set(
      id,
      pushWithPatience(id).finally(() => underWay.delete(id)),
    );
  }

  return {
    begin,
    resume() {
      for (const { id, role, state, format, pushedBytes } of transfers().list(-1))
        if (role === 'provider' && state === 'STARTED' && format === pushFormat && pushedBytes === undefined) begin(id);
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay.values());
    },
  };
}
