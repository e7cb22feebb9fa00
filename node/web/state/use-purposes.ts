import { node } from './node.ts';
import { type Loaded, useResource } from './use-resource.ts';

/** The purposes that the agencies voted. */
export function usePurposes(): Loaded<readonly string[]> {
  return useResource('purposes', async () =>
    (await node.purposes()).purposes.filter(({ isVoted }) => isVoted).map(({ purpose }) => purpose),
  );
}
