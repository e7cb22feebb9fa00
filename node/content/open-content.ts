import { type ContentStore, createContentStore } from './content-store.ts';
import { type KuboContentOptions, withKubo } from './kubo-content.ts';

export interface OpenedContent {
  /** All that can be read: what is stored here and, where there is a Kubo node, what that finds. */
  content: ContentStore;
  /** What is stored here alone. */
  stored: ContentStore;
  /** Whether anything can be found elsewhere. */
  isShared: boolean;
  stop(): Promise<void>;
}

export interface OpenContentOptions extends Pick<KuboContentOptions, 'log' | 'clock'> {
  /** Address of a Kubo RPC. Its client is loaded only where one is given. */
  kuboRpc: string | undefined;
}

/** Opens the content in a folder, with a Kubo node behind it where there is one. */
export async function openContent(folder: string, options: OpenContentOptions): Promise<OpenedContent> {
  const { kuboRpc, log, clock } = options;
  const stored = await createContentStore(folder);
  if (kuboRpc === undefined) return { content: stored, stored, isShared: false, stop: async () => undefined };
  const { createKuboBlocks } = await import('./kubo.ts');
  const { content, stop } = withKubo({ store: stored, kubo: createKuboBlocks(kuboRpc), log, clock });
  return { content, stored, isShared: true, stop };
}
