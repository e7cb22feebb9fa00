import type { JSX } from 'preact';
import type { Check, CheckDetail } from '../../protocol/audit/check.ts';
import { CHECK_MARKS } from '../checks.ts';
import { useText } from '../text.ts';
import { Hash } from './hash.tsx';
import { Mark } from './mark.tsx';

/** The steps of one check in the field's words; unfolded by itself where something failed. */
export function CheckSteps({ check }: { check: Check }): JSX.Element {
  const { t } = useText();
  return (
    <details open={check.state === 'failed'}>
      <summary>{t('check.details')}</summary>
      <ul>
        {check.details.map((detail, index) => (
          <Step key={index} detail={detail} />
        ))}
      </ul>
    </details>
  );
}

function Step({ detail }: { detail: CheckDetail }): JSX.Element {
  const { t } = useText();
  return (
    <li>
      <code>{detail.name}</code>: <Mark {...CHECK_MARKS[detail.state]} word={t(`checkState.${detail.state}`)} />
      {detail.reason !== undefined && (
        <>
          {' '}
          · <code>{detail.reason}</code>
        </>
      )}
      {Object.entries(detail.values).map(([name, value]) => (
        <span key={name}>
          {' '}
          · {name} <Value name={name} value={String(value)} />
        </span>
      ))}
    </li>
  );
}

function Value({ name, value }: { name: string; value: string }): JSX.Element {
  return value.length > 24 && !value.includes(' ') ? <Hash value={value} label={name} /> : <span>{value}</span>;
}
