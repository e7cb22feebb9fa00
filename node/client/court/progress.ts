import type { Hex } from 'viem';

/** What an act before the court is doing; whoever shows it has the words. */
export type CourtProgress =
  | { readonly step: 'going-on'; readonly id: bigint }
  | { readonly step: 'committing'; readonly energy: bigint; readonly standing: bigint }
  | { readonly step: 'storing'; readonly part: number; readonly of: number }
  | { readonly step: 'revealing'; readonly id: bigint }
  | { readonly step: 'doubting' }
  | { readonly step: 'scoring'; readonly part: number; readonly of: number }
  | { readonly step: 'done'; readonly transaction: Hex };
