import { setTimeout as pause } from 'node:timers/promises';
import type { DataspaceClient } from '../../node/client/dataspace.ts';
import type { NegotiationView, TransferView } from '../../node/client/views.ts';
import type { Reaction, Reactions, TransferReaction } from './cases.ts';

export interface Script {
  /** What is done in this negotiation, or nothing. */
  negotiation: (negotiation: NegotiationView) => Reactions | undefined;
  transfer: (transfer: TransferView) => Readonly<Record<string, readonly TransferReaction[]>> | undefined;
}

const pollMilliseconds = 30;
const pauseMilliseconds = 200;

/** The offer of whoever makes one in a test: the terms of the datasets under test. */
export const testTerms = { permission: [{ action: 'use' }] };

/**
 * Does what a test expects of the connector by itself. It only calls what any participant of a node may call over HTTP, and so
 * can do nothing that the state machines forbid.
 */
export async function drive(client: DataspaceClient, script: Script, signal: AbortSignal): Promise<void> {
  const done = new Set<string>();
  const under: Promise<void>[] = [];
  const once = (key: string, work: () => Promise<void>): void => {
    if (done.has(key)) return;
    done.add(key);
    under.push(work().catch((error: unknown) => console.error(`tck driver: ${key}: ${String(error)}`)));
  };
  while (!signal.aborted) {
    const [{ negotiations }, { transfers }] = await Promise.all([client.negotiations(1000), client.transfers(1000)]);
    for (const negotiation of negotiations) {
      // A consumer says nothing more before the provider has answered.
      if (negotiation.peerPid === undefined) continue;
      const at = `${negotiation.state} ${negotiation.offers.length}`;
      const reactions = script.negotiation(negotiation)?.[at];
      if (reactions !== undefined) once(`${negotiation.id} ${at}`, () => react(client, negotiation, reactions));
    }
    for (const transfer of transfers) {
      if (transfer.peerPid === undefined) continue;
      const reactions = script.transfer(transfer)?.[transfer.state];
      if (reactions !== undefined && !isAnswerToOwn(done, transfer))
        once(`${transfer.id} ${transfer.state}`, () => reactInTransfer(client, transfer, reactions));
    }
    await pause(pollMilliseconds, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(under);
}

/** A sequence that is under way brings the transfer into states of its own. */
function isAnswerToOwn(done: ReadonlySet<string>, { id }: TransferView): boolean {
  return [...done].some((key) => key.startsWith(`${id} `));
}

async function react(
  client: DataspaceClient,
  { id, offers }: NegotiationView,
  reactions: readonly Reaction[],
): Promise<void> {
  for (const reaction of reactions) {
    const offer = { '@type': 'Offer', '@id': offers[0]?.offerId ?? id, ...testTerms };
    if (reaction === 'pause') await pause(pauseMilliseconds);
    else if (reaction === 'terminate') await client.terminateNegotiation(id, ['the test says so']);
    else if (reaction === 'offer' || reaction === 'counter') await client.makeOffer(id, reaction, offer);
    else await client.stepNegotiation(id, reaction);
  }
}

async function reactInTransfer(
  client: DataspaceClient,
  { id }: TransferView,
  reactions: readonly TransferReaction[],
): Promise<void> {
  for (const reaction of reactions) {
    if (reaction === 'pause') await pause(pauseMilliseconds);
    else if (reaction === 'start' || reaction === 'complete') await client.stepTransfer(id, reaction);
    else await client.endTransfer(id, reaction, ['the test says so']);
  }
}
