import { NodeError } from '../../protocol/errors.ts';
import type { Evidence } from '../evidence.ts';
import type { DecisionSummary } from '../summary.ts';
import { type EvidenceAnswer, type EvidenceQuestion, type EvidenceRequest, keyOf } from './evidence-messages.ts';

const known = new Map<string, Promise<Evidence>>();
const knownLimit = 50;

/** Reads and recomputes evidence in a worker; the same documents are read once per visit. */
export function readEvidence(question: EvidenceQuestion): Promise<Evidence> {
  const key = keyOf(question);
  const before = known.get(key);
  if (before !== undefined) return before;
  const reading = ask('evidence', question).then(({ evidence }) => evidence ?? fail());
  if (known.size >= knownLimit) known.clear();
  known.set(key, reading);
  reading.catch(() => known.delete(key));
  return reading;
}

/** What the documents say of the decision, without computing it again: for lists. */
export async function readSummary(question: EvidenceQuestion): Promise<DecisionSummary> {
  return (await ask('summary', question)).summary ?? fail();
}

/** The model's chunks as one DAG-CBOR list, compiled here. */
export async function readModelBytes(question: EvidenceQuestion): Promise<Uint8Array<ArrayBuffer>> {
  return (await ask('model', question)).model ?? fail();
}

let worker: Worker | undefined;
let turn = 0;

/** One worker for all questions: several cards of a list do not start several workers. */
function ask(wanted: EvidenceRequest['wanted'], question: EvidenceQuestion): Promise<EvidenceAnswer> {
  worker ??= new Worker(new URL('./evidence.ts', import.meta.url), { type: 'module' });
  const asked = worker;
  turn += 1;
  const request: EvidenceRequest = { number: turn, wanted, question };
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const answered = ({ data }: MessageEvent<EvidenceAnswer>): void => {
      if (data.number !== request.number) return;
      settled.abort();
      if (data.code === undefined) resolve(data);
      else reject(new NodeError(data.code, data.details));
    };
    const broken = (): void => {
      settled.abort();
      worker = undefined;
      reject(new NodeError('WORKER_FAILED'));
    };
    asked.addEventListener('message', answered, { signal: settled.signal });
    asked.addEventListener('error', broken, { signal: settled.signal });
    asked.postMessage(request);
  });
}

function fail(): never {
  throw new NodeError('WORKER_FAILED');
}
