import type { JSX } from 'preact';
import type { AuditedDecision as Audited } from '../../protocol/audit/decision.ts';
import type { Anchor } from '../../protocol/network.ts';
import { energyHours } from '../court-words.ts';
import { participantOf } from '../signer-account.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { isMessageKey, type Text, useText } from '../text.ts';
import type { AuditResult } from '../workers/audit-messages.ts';
import { type EvidenceQuestion, keyOf } from '../workers/evidence-messages.ts';
import { readEvidence } from '../workers/evidence-worker.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { Moment } from './moment.tsx';
import { Picture } from './picture.tsx';
import { ThreeNumbers } from './three-numbers.tsx';

/** What the receipt says, shown only after it was checked: its decision, anchor, numbers and picture. */
export function AuditedDecision({ result }: { result: AuditResult }): JSX.Element | false {
  const { t } = useText();
  const { decision, anchor, documents, checks } = result;
  if (decision === undefined) return false;
  const isSound = checks.every(({ state }) => state !== 'failed');
  return (
    <>
      <h2>{t('audited.title', { id: decision.id })}</h2>
      <Said decision={decision} anchor={anchor} />
      {isSound ? documents !== undefined && <Drawn documents={documents} /> : <p>{t('audited.notDrawn')}</p>}
    </>
  );
}

function Said({ decision, anchor }: { decision: Audited; anchor: Anchor | undefined }): JSX.Element {
  const text = useText();
  const { t } = text;
  const beatenWords = ({ beatenBy = [] }: Audited): JSX.Element | undefined =>
    beatenBy.length === 0 ? undefined : <BeatenBy beatenBy={beatenBy} />;
  const state = `state.${decision.state}`;
  const moment = (at: number | undefined): JSX.Element | undefined =>
    at === undefined ? undefined : <Moment at={at} />;
  const hash = (value: string | undefined, label: string): JSX.Element | undefined =>
    value === undefined ? undefined : <Hash value={value} label={label} />;
  return (
    <Facts
      pairs={[
        [t('audited.state'), isMessageKey(state) ? t(state) : undefined],
        [t('decision.askedAt'), moment(decision.requestedAt)],
        [t('audited.recorded'), moment(decision.recordedAt)],
        [t('audited.final'), moment(decision.finalizedAt)],
        [t('audited.beaten'), beatenWords(decision)],
        [t('audited.struck'), moment(decision.struckAt)],
        [t('audited.cause'), decision.cause],
        [t('audited.found'), foundWords(decision, text)],
        [t('ids.agency'), hash(decision.agency, t('ids.agency'))],
        [t('ids.committee'), hash(decision.committee, t('ids.committee'))],
        [t('about.ledger'), hash(decision.decisionLedger, t('about.ledger'))],
        [t('anchor.chain'), String(decision.chainId)],
        [t('anchor.block'), anchor === undefined ? undefined : String(anchor.blockNumber)],
        [t('anchor.hash'), hash(anchor?.blockHash, t('anchor.hash'))],
      ]}
    />
  );
}

/** Who beat whom, oldest first; a receipt holds accounts, and the node knows the names of those that have one. */
function BeatenBy({ beatenBy }: { beatenBy: NonNullable<Audited['beatenBy']> }): JSX.Element {
  const text = useText();
  const people = useResource('participants', () => node.participants());
  const participants = people.state === 'ready' ? people.value.participants : [];
  return (
    <>
      {beatenBy.map(({ author, energy, sampleHash, at }) => (
        <span key={sampleHash}>
          {participantOf(participants, author)?.name ?? ''} <Hash value={author} label={text.t('beaten.author')} /> ·{' '}
          {energyHours(energy, text)} {text.t('unit.vehicleHours')} · <Moment at={at} />{' '}
        </span>
      ))}
    </>
  );
}

function foundWords({ finding, kind }: Audited, text: Text): string | undefined {
  if (finding === undefined) return undefined;
  if (finding.isBroken || kind !== 'routes') return text.t('court.foundBroken');
  return text.t('court.found', { hours: energyHours(finding.energy, text) });
}

function Drawn({ documents }: { documents: EvidenceQuestion }): JSX.Element | false {
  const evidence = useResource(keyOf(documents), () => readEvidence(documents));
  if (evidence.state !== 'ready') return false;
  const { plan } = evidence.value;
  return (
    <>
      {plan !== undefined && <ThreeNumbers evidence={evidence.value} plan={plan} />}
      <Picture evidence={evidence.value} />
    </>
  );
}
