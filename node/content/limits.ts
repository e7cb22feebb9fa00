/** What one import, export or block may cost. A CAR or a DAG that needs more is refused before anything is written. */
export interface ContentLimits {
  blockBytes: number;
  totalBytes: number;
  blocks: number;
  /** Links between the root and the farthest block. */
  depth: number;
}

export const MAX_BLOCK_BYTES = 1024 * 1024;

export const defaultLimits: ContentLimits = {
  blockBytes: MAX_BLOCK_BYTES,
  totalBytes: 64 * 1024 * 1024,
  blocks: 4096,
  depth: 32,
};
