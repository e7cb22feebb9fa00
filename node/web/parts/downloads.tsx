import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DecisionView } from '../../client/views.ts';
import { saveFile } from '../save-file.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { readModelBytes } from '../workers/evidence-worker.ts';
import { Icon } from './icon.tsx';
import { Trouble } from './trouble.tsx';

/** Receipt, snapshot and model as files. The model is compiled here: nobody sends it, everybody can make it. */
export function Downloads({ decision }: { decision: DecisionView }): JSX.Element {
  const { t } = useText();
  const [error, setError] = useState<unknown>(undefined);
  const save = (name: string, type: string, load: () => Promise<BlobPart>) => () => {
    setError(undefined);
    load().then((content) => saveFile(`decision-${decision.id}-${name}`, type, content), setError);
  };
  const { id, snapshotCid, problemCid, outcome } = decision;
  return (
    <section class="section" aria-labelledby="downloads">
      <h2 id="downloads">{t('downloads.title')}</h2>
      <p>{t('downloads.lead')}</p>
      <div class="row">
        {outcome !== undefined && (
          <Download
            name={t('downloads.receipt')}
            start={save('receipt.json', 'application/json', async () => JSON.stringify(await node.receipt(id)))}
          />
        )}
        <Download
          name={t('downloads.snapshot')}
          start={save('snapshot.car', 'application/vnd.ipld.car', () => node.contentCar(snapshotCid))}
        />
        <Download
          name={t('downloads.model')}
          start={save('model.bin', 'application/octet-stream', () => readModelBytes({ problemCid, snapshotCid }))}
        />
      </div>
      {error !== undefined && <Trouble error={error} />}
    </section>
  );
}

function Download({ name, start }: { name: string; start: () => void }): JSX.Element {
  return (
    <button type="button" class="button" onClick={start}>
      <Icon name="download" />
      {name}
    </button>
  );
}
