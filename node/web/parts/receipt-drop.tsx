import type { JSX, TargetedDragEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useText } from '../text.ts';

/** A field to drop a receipt file on, with the same by keyboard: an ordinary file input. */
export function ReceiptDrop({ onFile }: { onFile: (file: File) => void }): JSX.Element {
  const { t } = useText();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const drop = (event: TargetedDragEvent<HTMLFieldSetElement>): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <fieldset
      class={isOver ? 'drop over' : 'drop'}
      aria-labelledby={`${id}-label`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>
        <label for={id} id={`${id}-label`}>
          <strong>{t('drop.label')}</strong>
        </label>
      </p>
      <input
        id={id}
        type="file"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) onFile(file);
        }}
      />
      <p class="small quiet">{t('drop.hint')}</p>
    </fieldset>
  );
}
