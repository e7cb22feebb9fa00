import { isNodeError } from '../../protocol/errors.ts';
import { compileEvidence, compileModel, readSummary } from './compile-evidence.ts';
import type { EvidenceAnswer, EvidenceRequest } from './evidence-messages.ts';

// Compiling a city's problem takes up to a second: here it does not stop the page.
addEventListener('message', ({ data }: MessageEvent<EvidenceRequest>) => {
  void answer(data).then((message) => postMessage(message));
});

async function answer({ number, wanted, question }: EvidenceRequest): Promise<EvidenceAnswer> {
  try {
    if (wanted === 'summary') return { number, summary: await readSummary(question) };
    if (wanted === 'model') return { number, model: await compileModel(question) };
    return { number, evidence: await compileEvidence(question) };
  } catch (error) {
    if (isNodeError(error)) return { number, code: error.code, details: error.details };
    return { number, code: 'EVIDENCE_UNREADABLE' };
  }
}
