import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { PolicyView } from '../../client/views.ts';
import { retirePolicyCall } from '../../protocol/policy/governing-calls.ts';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { Mark } from '../parts/mark.tsx';
import { Moment } from '../parts/moment.tsx';
import { NotEnforced } from '../parts/not-enforced.tsx';
import { Odrl } from '../parts/odrl.tsx';
import { PolicyHistory } from '../parts/policy-history.tsx';
import { PolicyMark } from '../parts/policy-mark.tsx';
import { Propose } from '../parts/propose.tsx';
import { RulesList } from '../parts/rules-list.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { WrittenTexts } from '../parts/written-texts.tsx';
import { policyName, recompiled, rulesOf } from '../policy-words.ts';
import { node } from '../state/node.ts';
import { type City, useCity } from '../state/use-city.ts';
import { useResource } from '../state/use-resource.ts';
import { isMessageKey, useText } from '../text.ts';
import { questionAbout } from '../why-question.ts';

/** One policy: its rules in words, what is not enforced, its document, its history. */
export function Policy({ id }: { id: string }): JSX.Element {
  const { t } = useText();
  const city = useCity();
  const policy = useResource(`policy ${id}`, () => node.policy(Number(id)));
  if (city.state === 'ready' && policy.state === 'ready') return <PolicyBody policy={policy.value} city={city.value} />;
  const failed = [policy, city].find(({ state }) => state === 'failed');
  return (
    <>
      <h1>{t('policy.number', { id })}</h1>
      {failed?.state === 'failed' ? (
        <Trouble error={failed.error} retry={failed.reload} />
      ) : (
        <Waiting word={t('loading')} />
      )}
    </>
  );
}

function PolicyBody({ policy, city }: { policy: PolicyView; city: City }): JSX.Element {
  const text = useText();
  const { t } = text;
  const { names } = city;
  const compiled = useMemo(() => recompiled(policy), [policy]);
  const { owner, ownerName, legalBasis, reviewBy, documentCid, document } = policy;
  const basis = `basis.${legalBasis}`;
  return (
    <article>
      <p class="row">
        <span class="quiet">{t('place.policy')}</span>
        <PolicyMark policy={policy} />
        <a href="#document" class="no-print">
          {t('decision.how')}
        </a>
      </p>
      <h1>{policyName(policy, text)}</h1>
      <Facts
        pairs={[
          [
            t('policy.owner'),
            <a key="owner" href={`/participants/${owner}`}>
              {ownerName ?? names.get(owner.toLowerCase()) ?? t('agency.plain')}
            </a>,
          ],
          [t('policy.basis'), isMessageKey(basis) ? t(basis) : legalBasis],
          [t('policy.reviewBy'), <Moment key="review" at={reviewBy} />],
        ]}
      />
      <section class="section" aria-labelledby="rules">
        <h2 id="rules">{t('policy.rules')}</h2>
        <RulesList rules={rulesOf(policy)} names={names} />
        <p>
          <a href={`/why?${questionAbout(rulesOf(policy)[0])}`}>{t('policies.why')}</a>
        </p>
      </section>
      <section class="section" aria-labelledby="not-enforced">
        <h2 id="not-enforced">{t('notEnforced.title')}</h2>
        {compiled === undefined ? (
          <Plain lines={policy.notEnforced} />
        ) : (
          <NotEnforced entries={compiled.unenforceable} />
        )}
      </section>
      <WrittenTexts about={`policy:${policy.id}`} />
      <PolicyHistory policy={policy} names={names} />
      <section class="section" aria-labelledby="document">
        <h2 id="document">{t('policy.document')}</h2>
        <p>
          {compiled === undefined ? (
            <Mark tone="none" icon="dash" word={t(`document.${policy.documentState}`)} />
          ) : (
            <Mark tone="good" icon="check" word={t('policy.checked')} />
          )}
        </p>
        <Facts
          pairs={[[t('policy.documentCid'), <Hash key="cid" value={documentCid} label={t('policy.documentCid')} />]]}
        />
        {document !== undefined && <Odrl document={document} />}
      </section>
      {policy.state === 'PUBLISHED' && <Retire policy={policy} city={city} />}
    </article>
  );
}

function Plain({ lines }: { lines: readonly string[] }): JSX.Element {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Retire({ policy, city }: { policy: PolicyView; city: City }): JSX.Element {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const calls = useMemo(
    () => [retirePolicyCall(city.network.contracts.policyRegistry, BigInt(policy.id))],
    [city, policy.id],
  );
  return (
    <section class="section no-print" aria-labelledby="retire">
      <h2 id="retire">{t('retire.title')}</h2>
      <p>{t('retire.sentence')}</p>
      {isOpen ? (
        <Propose city={city} calls={calls} />
      ) : (
        <button type="button" class="button" onClick={() => setOpen(true)}>
          {t('retire.action')}
        </button>
      )}
    </section>
  );
}
