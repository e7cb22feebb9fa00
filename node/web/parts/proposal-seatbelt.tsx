import type { JSX } from 'preact';
import type { Names } from '../call-sentence.ts';
import { node } from '../state/node.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { Seatbelt } from './seatbelt.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

/** The seatbelt of a proposal, tried again when its state changes. */
export function ProposalSeatbelt({ id, state, names }: { id: string; state: string; names: Names }): JSX.Element {
  const { t } = useText();
  const seatbelt = useResource(`seatbelt ${id} ${state}`, () => node.seatbelt(id));
  return (
    <section class="section" aria-labelledby="seatbelt">
      <h2 id="seatbelt">{t('seatbelt.title')}</h2>
      <p>{t('seatbelt.lead')}</p>
      {seatbelt.state === 'loading' && <Waiting word={t('seatbelt.trying')} />}
      {seatbelt.state === 'failed' && <Trouble error={seatbelt.error} retry={seatbelt.reload} />}
      {seatbelt.state === 'ready' && <Seatbelt seatbelt={seatbelt.value} names={names} />}
    </section>
  );
}
