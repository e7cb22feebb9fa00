import type { JSX } from 'preact';
import type { AccessAnswerView } from '../../client/views.ts';
import type { Rule } from '../../protocol/policy/rules.ts';
import type { Names } from '../call-sentence.ts';
import { rulesOf } from '../policy-words.ts';
import { SUPPORT_MARKS } from '../proposal-words.ts';
import { ruleSentence } from '../rule-words.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { questionQuery, questionText, type WhyQuestion } from '../why-question.ts';
import { Facts } from './facts.tsx';
import { Mark } from './mark.tsx';
import { Moment } from './moment.tsx';
import { Trouble } from './trouble.tsx';
import { VoteLink } from './vote-link.tsx';
import { Waiting } from './waiting.tsx';

/** The verdict, the rule in words, the vote that made it, and how long it holds. */
export function WhyAnswer({ question, names }: { question: WhyQuestion; names: Names }): JSX.Element {
  const { t } = useText();
  const answer = useResource(`access ${questionText(question)}`, async () => {
    const told = await node.access(questionQuery(question));
    const decided = told.policyId === undefined ? undefined : await node.policy(told.policyId);
    return { told, rule: decided === undefined ? undefined : rulesOf(decided)[told.ruleIndex ?? 0] };
  });
  return (
    <section class="section" aria-labelledby="answer" aria-live="polite">
      <h2 id="answer">{t('why.answer')}</h2>
      {answer.state === 'loading' && <Waiting word={t('loading')} />}
      {answer.state === 'failed' && <Trouble error={answer.error} retry={answer.reload} />}
      {answer.state === 'ready' && <Answer answer={answer.value.told} rule={answer.value.rule} names={names} />}
    </section>
  );
}

interface AnswerProps {
  answer: AccessAnswerView;
  /** The rule that decided, as the ledger enforces it. */
  rule: Rule | undefined;
  names: Names;
}

function Answer({ answer, rule, names }: AnswerProps): JSX.Element {
  const text = useText();
  const { t } = text;
  const { verdict, reason, policyId, ruleIndex, proposal, ballots = [], since, until, at, recordId, approval } = answer;
  const isPermit = verdict === 'permit';
  return (
    <div class={`notice ${isPermit ? 'good' : 'bad'}`} data-verdict={verdict} data-reason={reason}>
      <p class="big">
        <Mark tone={isPermit ? 'good' : 'bad'} icon={isPermit ? 'check' : 'cross'} word={t(`why.${verdict}`)} />
      </p>
      <p>
        <strong>{t(`reason.${reason}`)}.</strong>
      </p>
      <Facts
        pairs={[
          [
            t('why.rule'),
            policyId === undefined || rule === undefined ? undefined : (
              <a key="rule" href={`/policies/${policyId}#rule-${ruleIndex ?? 0}`}>
                {ruleSentence(rule, names, text)}
              </a>
            ),
          ],
          [
            t('why.vote'),
            proposal === undefined ? undefined : <VoteLink key="vote" proposal={proposal} word={t('why.toVote')} />,
          ],
          [
            t('why.ballots'),
            ballots.length === 0 ? undefined : <Ballots key="ballots" ballots={ballots} names={names} />,
          ],
          [
            t('why.approval'),
            approval === undefined ? undefined : (
              <span key="approval">
                <VoteLink proposal={approval.proposal} word={t('why.toVote')} />
                <Ballots ballots={approval.ballots} names={names} />
              </span>
            ),
          ],
          [t('why.since'), since === undefined ? undefined : <Moment key="since" at={since} />],
          [
            t('why.until'),
            until === undefined ? isPermit ? t('why.open') : undefined : <Moment key="until" at={until} />,
          ],
          [t('why.asOf'), <Moment key="at" at={at} />],
          [t('why.record'), t('why.recordNumber', { number: recordId })],
        ]}
      />
    </div>
  );
}

function Ballots({ ballots, names }: { ballots: NonNullable<AccessAnswerView['ballots']>; names: Names }): JSX.Element {
  const { t } = useText();
  return (
    <ul class="plain">
      {ballots.map(({ voter, name, support }) => (
        <li key={voter}>
          {name ?? names.get(voter.toLowerCase()) ?? t('agency.plain')}:{' '}
          <Mark {...SUPPORT_MARKS[support]} word={t(`support.${support}`)} />
        </li>
      ))}
    </ul>
  );
}
