import type { JSX } from 'preact';
import type { PolicyView } from '../../client/views.ts';
import type { Names } from '../call-sentence.ts';
import { policyName, policySummary } from '../policy-words.ts';
import { useText } from '../text.ts';
import { Moment } from './moment.tsx';
import { PolicyMark } from './policy-mark.tsx';

/** A policy on a list: its name, its first rule in words, who answers for it, when it is to be reviewed. */
export function PolicyCard({ policy, names }: { policy: PolicyView; names: Names }): JSX.Element {
  const text = useText();
  const { id, owner, ownerName, reviewBy } = policy;
  return (
    <li class="card pair" data-policy={id}>
      <h3>
        <a href={`/policies/${id}`}>{policyName(policy, text)}</a>
      </h3>
      <PolicyMark policy={policy} />
      <p class="full">{policySummary(policy, names, text)}</p>
      <p class="full small quiet">
        {text.t('policy.owner')}: {ownerName ?? names.get(owner.toLowerCase()) ?? owner} · {text.t('policy.reviewBy')}:{' '}
        <Moment at={reviewBy} />
      </p>
    </li>
  );
}
