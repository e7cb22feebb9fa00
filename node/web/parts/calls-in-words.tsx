import type { JSX } from 'preact';
import type { Address } from 'viem';
import type { Network } from '../../client/views.ts';
import type { Call } from '../../protocol/call.ts';
import { describeBatch } from '../../protocol/describe-call.ts';
import { callSentence, isLongWord, type Names } from '../call-sentence.ts';
import { momentText, shorten } from '../format.ts';
import { proposedCalls } from '../proposed-calls.ts';
import { type PublishedPolicy, publishedPolicy } from '../published-policy.ts';
import { useText } from '../text.ts';
import { Facts } from './facts.tsx';
import { Hash } from './hash.tsx';
import { RulesList } from './rules-list.tsx';

interface CallsInWordsProps {
  /** Whose calls they are. */
  account: Address;
  calls: readonly Call[];
  network: Network;
  names: Names;
}

/** Calls in words, read from their bytes; the exact values unfold. */
export function CallsInWords({ account, calls, network, names }: CallsInWordsProps): JSX.Element {
  const text = useText();
  return (
    <>
      {calls.map((call, index) => {
        const policy = publishedPolicy(call, network);
        const proposed = proposedCalls(call, network);
        const [described] = describeBatch({ account, calls: [call] }, network.contracts);
        return (
          <div key={index}>
            {policy !== undefined && <PublishedWords policy={policy} names={names} />}
            {proposed !== undefined && (
              <>
                <p>
                  <strong>{text.t('does.propose')}</strong>
                </p>
                <CallsInWords account={network.contracts.timelock} calls={proposed} network={network} names={names} />
              </>
            )}
            {policy === undefined && proposed === undefined && described !== undefined && (
              <p>
                <strong>{callSentence(described, names, text)}</strong>
              </p>
            )}
            {described !== undefined && <ExactValues values={described.values} />}
          </div>
        );
      })}
    </>
  );
}

function PublishedWords({ policy, names }: { policy: PublishedPolicy; names: Names }): JSX.Element {
  const { t, locale } = useText();
  const { owner, legalBasis, reviewBy, rules } = policy;
  const values = {
    owner: names.get(owner.toLowerCase()) ?? shorten(owner),
    basis: t(`basis.${legalBasis}`),
    reviewBy: momentText(locale, reviewBy),
  };
  return (
    <>
      <p>
        <strong>{t('does.publish', values)}</strong>
      </p>
      <RulesList rules={rules} names={names} />
    </>
  );
}

function ExactValues({ values }: { values: Readonly<Record<string, string>> }): JSX.Element {
  const { t } = useText();
  return (
    <details>
      <summary>{t('words.values')}</summary>
      <Facts
        pairs={Object.entries(values).map(([name, value]) => [
          name,
          isLongWord(value) ? <Hash key={name} value={value} label={name} /> : <span key={name}>{value}</span>,
        ])}
      />
    </details>
  );
}
