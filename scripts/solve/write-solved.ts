import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from 'viem';
import { encodeConstrainedModel } from '../../node/protocol/constrained-model-chunks.ts';
import { modelRoot } from '../../node/protocol/model-chunks.ts';
import { encodeModelFile } from '../../node/protocol/model-file.ts';
import type { SolvedModel } from '../../oracle/portfolio/solved-model.ts';
import { type Run, solvedJson } from './describe-solved.ts';
import type { Instance } from './instance.ts';

/** Writes the model's chunks, the sample, the certificate and the whole account into a folder, which is made where it is missing. */
export function writeSolved(folder: string, instance: Instance, solved: SolvedModel, run: Run): void {
  mkdirSync(folder, { recursive: true });
  const root = modelRoot(encodeConstrainedModel(instance.model));
  const sample = { modelRoot: root, energy: solved.energy.toString(), sample: bytesToHex(solved.sample) };
  writeFileSync(join(folder, 'model.qdtm'), encodeModelFile(instance.model));
  writeJson(join(folder, 'sample.json'), sample);
  writeJson(join(folder, 'certificate.json'), {
    modelRoot: root,
    bound: solved.bound.toString(),
    certificate: solved.certificate,
  });
  writeJson(join(folder, 'solved.json'), solvedJson(instance, solved, run));
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
