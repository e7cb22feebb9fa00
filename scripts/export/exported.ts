import { bytesToHex } from 'viem';
import { requireFound } from '../../node/protocol/audit/check.ts';
import { checkContent } from '../../node/protocol/audit/content.ts';
import type { ConstrainedModel } from '../../node/protocol/constrained-model.ts';
import { constrainedModelToJson } from '../../node/protocol/constrained-model-json.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { encodeModelFile } from '../../node/protocol/model-file.ts';
import { compileProblem } from '../../node/protocol/problems/problem.ts';
import { readReceipt } from '../../node/protocol/receipt-reader.ts';
import { gapOf, type Report } from '../../node/protocol/report.ts';
import { writeLp } from '../solve/lp/write-lp.ts';
import { writeQubo } from '../solve/write-qubo.ts';

export const exportFormats = ['model', 'qubo', 'lp', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A decision's model, compiled again from the snapshot, and what is known of it. */
export interface Exported {
  readonly model: ConstrainedModel;
  readonly report: Report;
  readonly citation: string;
}

/** From a receipt, anything that was in the file. Throws what cannot be read, and MODEL_ROOT_MISMATCH where the report names another model. */
export async function readExported(value: unknown): Promise<Exported> {
  const receipt = readReceipt(value);
  const { content } = await checkContent(receipt);
  const report = requireFound(content.report);
  const { model, modelRoot } = compileProblem(requireFound(content.snapshot), requireFound(content.problem));
  if (modelRoot !== report.modelRoot)
    throw new NodeError('MODEL_ROOT_MISMATCH', { compiled: modelRoot, reported: report.modelRoot });
  const { decisionId, anchor } = receipt;
  const citation = `QDT decision ${decisionId}, chain ${anchor.chainId}, report ${receipt.report}, model root ${modelRoot}`;
  return { model, report, citation };
}

/** Throws MODEL_NOT_QUADRATIC, MODEL_NOT_LINEAR where the model has no exact form of that kind. */
export function exportAs(exported: Exported, format: ExportFormat): string | Uint8Array {
  if (format === 'model') return encodeModelFile(exported.model);
  if (format === 'qubo') return writeQubo(exported.model, comments(exported));
  if (format === 'lp') return writeLp(exported.model, comments(exported));
  return `${JSON.stringify(exportJson(exported), undefined, 1)}\n`;
}

function exportJson({ model, report, citation }: Exported) {
  return {
    format: 'qdt-export/1',
    citation,
    problem: report.problem,
    snapshot: report.snapshot,
    modelRoot: report.modelRoot,
    energy: report.energy.toString(),
    bound: report.bound.toString(),
    gap: gapOf(report),
    sample: bytesToHex(report.sample),
    certificate: report.certificate,
    attribution: report.attribution.map((part) => ({ ...part, improvement: part.improvement.toString() })),
    quantum: report.quantum,
    model: constrainedModelToJson(model),
  };
}

function comments({ model, report, citation }: Exported): string[] {
  const { unit, divisor } = model.energyScale;
  return [
    citation,
    `energy / ${divisor} is in ${unit}; to be minimised`,
    `best sample known: energy ${report.energy}, bits ${bytesToHex(report.sample)} (least significant bit first)`,
    `bound ${report.bound}, proven by certificate ${report.certificate.kind}`,
  ];
}
