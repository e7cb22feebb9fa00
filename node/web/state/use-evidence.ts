import { useEffect, useState } from 'preact/hooks';
import type { DecisionView } from '../../client/views.ts';
import type { Evidence } from '../evidence.ts';
import { documentsOf, keyOf } from '../workers/evidence-messages.ts';
import { readEvidence } from '../workers/evidence-worker.ts';

export interface EvidenceState {
  evidence?: Evidence;
  error?: unknown;
}

/** What the decision's documents say; read in a worker from content that is checked against its CIDs. */
export function useEvidence(decision: DecisionView | undefined): EvidenceState {
  const [shown, setShown] = useState<EvidenceState>({});
  const key = decision === undefined ? '' : keyOf(documentsOf(decision));
  useEffect(() => {
    let isCurrent = true;
    if (decision !== undefined && decision.kind === 'routes') {
      readEvidence(documentsOf(decision)).then(
        (evidence) => isCurrent && setShown({ evidence }),
        (error: unknown) => isCurrent && setShown({ error }),
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return shown;
}
