import type { ContentStore } from '../content/content-store.ts';
import { takeSnapshot } from '../twin/demonstration.ts';

/** A snapshot of the twin as it is told to whoever asked for it; `trips` counts drivers, `pairs` origin-destination pairs. */
export interface SnapshotTaken {
  cid: string;
  takenAt: number;
  simulated: boolean;
  summary: { nodes: number; links: number; trips: number; pairs: number };
}

export interface Snapshots {
  /** Takes a snapshot and stores its blocks. */
  take(): Promise<SnapshotTaken>;
}

/** Snapshots of the demonstration city; the clock gives unix seconds. */
export function createSnapshots(content: ContentStore, clock: () => number): Snapshots {
  return {
    async take() {
      const { cid, blocks, content: snapshot } = takeSnapshot(clock);
      for (const block of blocks) await content.put(block.cid, block.bytes);
      const { network, demand, takenAt, simulated } = snapshot;
      const summary = {
        nodes: network.nodes.length,
        links: network.links.length,
        trips: demand.trips.reduce((sum, [, , count]) => sum + count, 0),
        pairs: demand.trips.length,
      };
      return { cid, takenAt, simulated, summary };
    },
  };
}
