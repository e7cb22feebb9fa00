import type { JSX } from 'preact';
import type { PolicyView } from '../../client/views.ts';
import type { Names } from '../call-sentence.ts';
import { shorten } from '../format.ts';
import { useText } from '../text.ts';
import { Icon } from './icon.tsx';
import { Moment } from './moment.tsx';
import { VoteLink } from './vote-link.tsx';

const WORDS = {
  published: 'published',
  retired: 'retired',
  approved: 'approved',
  'approval taken back': 'withdrawn',
} as const;

/** When the policy came in force and left it, and by which vote. */
export function PolicyHistory({ policy, names }: { policy: PolicyView; names: Names }): JSX.Element {
  const { t } = useText();
  return (
    <section class="section" aria-labelledby="history">
      <h2 id="history">{t('history.title')}</h2>
      <ol class="timeline">
        {policy.changes.toReversed().map(({ at, what, proposal, participant, ruleIndex }) => (
          <li key={`${at} ${what} ${participant}`} class="done">
            <Icon name="check" />
            <span>
              <strong>
                {t(`history.${WORDS[what]}`, {
                  participant:
                    participant === undefined ? '' : (names.get(participant.toLowerCase()) ?? shorten(participant)),
                  rule: ruleIndex ?? 0,
                })}
              </strong>{' '}
              <VoteLink proposal={proposal} word={t('history.vote')} />
              <br />
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
