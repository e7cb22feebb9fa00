import { NodeError } from '../errors.ts';

/** Plain bytes of a leaf; only a stream's last leaf is shorter. */
export const leafBytes = 65_536;

/** AES-GCM's tag. */
export const tagBytes = 16;

const nonceBytes = 12;

/** How many leaves a stream of so many bytes has; an empty one has one empty leaf. */
export function leafCountOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / leafBytes));
}

/**
 * AES-256-GCM of one leaf (NIST SP 800-38D). A key seals one stream once, so index and last-leaf flag make each nonce unique
 * (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár 2015); a leaf moved, or a last one cut off, does not open.
 */
export async function sealLeaf(key: CryptoKey, place: LeafPlace, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonceOf(place) }, key, plain));
}

/** 'DATASET_LEAF_ALTERED' where the leaf is not the one that was sealed at this place under this key. */
export async function openLeaf(
  key: CryptoKey,
  place: LeafPlace,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonceOf(place) }, key, sealed));
  } catch {
    throw new NodeError('DATASET_LEAF_ALTERED', { leaf: place.index });
  }
}

export interface LeafPlace {
  /** From 0. */
  index: number;
  isLast: boolean;
}

/** Eleven bytes that count, big-endian, and one that is 1 for the last leaf. */
function nonceOf({ index, isLast }: LeafPlace): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(nonceBytes);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(3, BigInt(index));
  view.setUint8(nonceBytes - 1, isLast ? 1 : 0);
  return nonce;
}
