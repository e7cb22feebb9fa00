import { NodeError } from '../errors.ts';
import type { CodeUse } from './code-uses.ts';
import type { CryptoAsset } from './crypto-asset.ts';

/** An asset and where the code uses it. */
export interface UsedAsset {
  readonly asset: CryptoAsset;
  readonly uses: readonly CodeUse[];
}

/** Uses that neither the table nor the list of dispatchers has. */
export function unlistedUses(
  assets: readonly CryptoAsset[],
  dispatchers: Readonly<Record<string, string>>,
  uses: readonly CodeUse[],
): CodeUse[] {
  const known = new Set(assets.flatMap((asset) => asset.uses));
  return uses.filter(({ primitive }) => !known.has(primitive) && !Object.hasOwn(dispatchers, primitive));
}

/** The assets that the code is seen to use, in the table's order. Throws CRYPTO_UNLISTED with the first use that is in no table. */
export function usedAssets(
  assets: readonly CryptoAsset[],
  dispatchers: Readonly<Record<string, string>>,
  uses: readonly CodeUse[],
): UsedAsset[] {
  const [unlisted] = unlistedUses(assets, dispatchers, uses);
  if (unlisted !== undefined) throw new NodeError('CRYPTO_UNLISTED', { ...unlisted });
  return assets
    .map((asset) => ({ asset, uses: uses.filter(({ primitive }) => asset.uses.includes(primitive)) }))
    .filter((used) => used.uses.length > 0);
}
