import type { JSX } from 'preact';
import type { Network, ProposalView } from '../../client/views.ts';
import type { Call } from '../../protocol/call.ts';
import type { Names } from '../call-sentence.ts';
import { isOwnId } from '../proposal-words.ts';
import { useText } from '../text.ts';
import { CallsInWords } from './calls-in-words.tsx';
import { Mark } from './mark.tsx';

interface ProposalDoesProps {
  proposal: ProposalView;
  calls: readonly Call[];
  network: Network;
  names: Names;
}

/** What a proposal does, from its calldata alone, checked in this browser against its id. */
export function ProposalDoes({ proposal, calls, network, names }: ProposalDoesProps): JSX.Element {
  const { t } = useText();
  return (
    <section class="section" aria-labelledby="does">
      <h2 id="does">{t('does.title')}</h2>
      <p>
        {isOwnId(proposal) ? (
          <Mark tone="good" icon="check" word={t('does.checked')} />
        ) : (
          <Mark tone="bad" icon="cross" word={t('does.wrongId')} />
        )}
      </p>
      <CallsInWords account={network.contracts.timelock} calls={calls} network={network} names={names} />
    </section>
  );
}
