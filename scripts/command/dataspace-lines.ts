import type { AgreementView, NegotiationView, TransferView } from '../../node/client/views.ts';
import { timeText } from '../../node/protocol/descriptions/values.ts';

export function negotiationLines(view: NegotiationView): string[] {
  const { id, role, state, dataset, peer, offers, waitsFor, agreementId, ended } = view;
  const last = offers.at(-1);
  return [
    `${id}: ${state}, as ${role} with ${peer}`,
    `  about ${dataset}`,
    ...(last?.changes ?? []).map((change) => `  ${change}`),
    ...(last?.changes === undefined ? (last?.inWords ?? []).map((sentence) => `  ${sentence}`) : []),
    ...(agreementId === undefined ? [] : [`  Agreement ${agreementId}`]),
    ended === undefined
      ? `  It waits for ${waitsFor}.`
      : `  Ended by the ${ended.by}${ended.reasons.length === 0 ? '' : `: ${ended.reasons.join('; ')}`}`,
  ];
}

export function transferLines({
  id,
  role,
  state,
  dataset,
  format,
  agreementId,
  waitsFor,
  ended,
}: TransferView): string[] {
  return [
    `${id}: ${state}, as ${role}, ${format}`,
    `  of ${dataset} under ${agreementId}`,
    ended === undefined
      ? `  It waits for ${waitsFor}.`
      : `  Ended by the ${ended.by}${ended.reasons.length === 0 ? '' : `: ${ended.reasons.join('; ')}`}`,
  ];
}

export function agreementLines({
  id,
  dataset,
  assigner,
  assignee,
  inWords,
  finalizedAt,
  until,
  retired,
}: AgreementView): string[] {
  return [
    `${id}: ${dataset}`,
    `  ${assigner} with ${assignee}, final since ${timeText(finalizedAt)}${until === undefined ? '' : `, until ${timeText(until)}`}`,
    ...inWords.map((sentence) => `  ${sentence}`),
    ...(retired === undefined ? [] : [`  Retired at ${timeText(retired.at)} by ${retired.by}: ${retired.cause}`]),
  ];
}
