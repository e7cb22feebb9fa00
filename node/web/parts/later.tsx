import type { JSX } from 'preact';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text.ts';
import { Trouble } from './trouble.tsx';
import { Waiting } from './waiting.tsx';

interface LaterProps<Module> {
  /** Tells modules apart. */
  name: string;
  load: () => Promise<Module>;
  show: (module: Module) => JSX.Element;
}

/** A place whose code is fetched when it is first seen, so that the first load stays small. */
export function Later<Module>({ name, load, show }: LaterProps<Module>): JSX.Element {
  const { t } = useText();
  const module = useResource(`place ${name}`, load);
  if (module.state === 'ready') return show(module.value);
  if (module.state === 'failed') return <Trouble error={module.error} retry={module.reload} />;
  return <Waiting word={t('loading')} />;
}
