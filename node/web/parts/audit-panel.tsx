import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { verdictOf } from '../checks.ts';
import { formatNumber } from '../format.ts';
import { useText } from '../text.ts';
import type { AuditProgress, AuditResult } from '../workers/audit-messages.ts';
import { runAudit } from '../workers/audit-worker.ts';
import { AnchorField } from './anchor-field.tsx';
import { CheckList } from './check-list.tsx';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

type AuditState =
  | { step: 'idle' }
  | { step: 'running'; progress: AuditProgress }
  | { step: 'done'; result: AuditResult; seconds: number }
  | { step: 'failed'; error: unknown };

interface AuditPanelProps {
  /** The receipt's JSON text. */
  load: () => Promise<string>;
  action: string;
  onResult?: (result: AuditResult) => void;
}

/** The button that checks, its progress, and the seven checks. All of it happens in this browser. */
export function AuditPanel({ load, action, onResult }: AuditPanelProps): JSX.Element {
  const { t } = useText();
  const [state, setState] = useState<AuditState>({ step: 'idle' });
  const anchor = useRef<HTMLInputElement>(null);

  const start = async (): Promise<void> => {
    setState({ step: 'running', progress: { done: 0 } });
    try {
      const receipt = await load();
      const began = performance.now();
      const onProgress = (progress: AuditProgress): void => setState({ step: 'running', progress });
      const result = await runAudit({ receipt, anchor: anchor.current?.value.trim() ?? '' }, onProgress);
      setState({ step: 'done', result, seconds: (performance.now() - began) / 1000 });
      onResult?.(result);
    } catch (error) {
      setState({ step: 'failed', error });
    }
  };

  return (
    <div class="stack">
      <AnchorField field={anchor} />
      <p>
        <button
          type="button"
          class="button main-action"
          disabled={state.step === 'running'}
          onClick={() => void start()}
        >
          {action}
        </button>
      </p>
      <div aria-live="polite">
        {state.step === 'running' && <Waiting word={t('audit.running')} done={state.progress.done} />}
        {state.step === 'failed' && <Trouble error={state.error} />}
        {state.step === 'done' && <Verdict result={state.result} seconds={state.seconds} />}
      </div>
      <CheckList checks={state.step === 'done' ? state.result.checks : []} />
    </div>
  );
}

function Verdict({ result, seconds }: { result: AuditResult; seconds: number }): JSX.Element {
  const { t, locale } = useText();
  const verdict = verdictOf(result.checks);
  const passed = result.checks.filter(({ state }) => state === 'passed').length;
  const tone = { failed: 'bad', passed: 'good', 'passed-but-anchor': 'good', incomplete: 'wait' }[verdict];
  return (
    <div class={`notice ${tone}`} data-verdict={verdict}>
      <p>
        <strong>{t(`verdict.${verdict}`, { passed, count: result.checks.length })}</strong>
      </p>
      <p class="small quiet">{t('audit.time', { seconds: formatNumber(locale, seconds, 1) })}</p>
    </div>
  );
}
