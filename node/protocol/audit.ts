import type { Hex } from 'viem';
import { checkAnchor, type PinnedAnchor } from './audit/anchor.ts';
import { checkAnswer } from './audit/answer.ts';
import { withBetterSample } from './audit/better-sample.ts';
import { type Check, type CheckName, checkNames, failed, find, notChecked, reasonOf } from './audit/check.ts';
import { checkContent } from './audit/content.ts';
import { type AuditedDecision, describeDecision } from './audit/decision.ts';
import { readEvidence } from './audit/evidence.ts';
import { checkRecorded } from './audit/recorded.ts';
import { checkSignatures } from './audit/signatures.ts';
import type { Receipt } from './receipt.ts';
import { readReceipt } from './receipt-reader.ts';
import type { SignatureEngine } from './signatures/engine.ts';
import { publishedMlDsa65Codes, publishedVerifierCodes } from './verifier-codes.ts';

export interface AuditInput {
  /** Anything that was in the file: a parsed JSON value from nobody knows whom. */
  readonly receipt: unknown;
  readonly engine: SignatureEngine;
  /** Obtained elsewhere than the receipt. */
  readonly anchor?: PinnedAnchor | undefined;
  /** Hashes of the verifier code that counts; default: the project's own. */
  readonly verifierCodeHashes?: readonly Hex[];
  /** Told before each check. */
  readonly onProgress?: ((progress: AuditProgress) => void) | undefined;
}

export interface AuditProgress {
  readonly check: CheckName;
  /** From 1. */
  readonly position: number;
  readonly of: number;
}

export interface Audit {
  /** All seven, in the order of checkNames. */
  readonly checks: readonly Check[];
  /** What the receipt says, proven or not; undefined when it cannot even be read. */
  readonly decision: AuditedDecision | undefined;
}

/** Checks a decision again, entirely and without any network. Never throws for a receipt, however hostile. */
export async function auditReceipt(input: AuditInput): Promise<Audit> {
  const receipt = find(() => readReceipt(input.receipt));
  if (!receipt.ok) return { checks: refused(reasonOf(receipt.error), input), decision: undefined };
  try {
    return await auditReadable(receipt.value, input);
  } catch (error) {
    return { checks: refused(reasonOf(error), input), decision: undefined };
  }
}

/** Whether nothing speaks against the decision: no check failed, and where an anchor was given it was confirmed. */
export function isClean(checks: readonly Check[], anchorGiven: boolean): boolean {
  const isConfirmed = ({ name, state }: Check) => name !== 'anchor' || !anchorGiven || state === 'passed';
  return checks.length > 0 && checks.every((check) => check.state !== 'failed' && isConfirmed(check));
}

async function auditReadable(receipt: Receipt, input: AuditInput): Promise<Audit> {
  const tell = (check: CheckName) =>
    input.onProgress?.({ check, position: checkNames.indexOf(check) + 1, of: checkNames.length });
  tell('content');
  const { check, content } = await checkContent(receipt);
  tell('model');
  const { model, energy: recordedEnergy, bound, compiled } = checkAnswer(content);
  tell('signatures');
  const evidence = readEvidence(receipt);
  const energy = withBetterSample(recordedEnergy, receipt, evidence, compiled);
  const { engine, verifierCodeHashes = publishedVerifierCodes } = input;
  const signatures = checkSignatures({
    receipt,
    evidence,
    engine,
    verifierCodeHashes,
    mlDsa65CodeHashes: publishedMlDsa65Codes,
  });
  tell('recorded');
  const recorded = checkRecorded(receipt, evidence, content);
  tell('anchor');
  const anchor = await checkAnchor(receipt, evidence, input.anchor);
  const checks = [check, model, signatures, energy, bound, recorded, anchor];
  return { checks, decision: describeDecision({ receipt, evidence, content, compiled }) };
}

/** A file that is no receipt proves nothing: every check failed, for the same reason. */
function refused(reason: string, { anchor }: AuditInput): Check[] {
  return checkNames.map((name) =>
    name === 'anchor' && anchor === undefined ? notChecked(name, 'ANCHOR_NOT_GIVEN') : failed(name, reason),
  );
}
