import type { ContentStore } from '../content/content-store.ts';
import { rawCidOfDigest } from '../protocol/cid.ts';
import { isNodeError } from '../protocol/errors.ts';
import { type CompiledPolicy, compilePolicy } from '../protocol/policy/compile.ts';
import { isPublishedAs } from '../protocol/policy/publication.ts';
import type { PolicyRow } from './policies-table.ts';

/**
 * What is known of a policy's document. matching: it compiles to the terms and rules on chain, byte for byte · differing: it
 * compiles to others · unreadable: it is no policy document · missing: its bytes are not here.
 */
export type KnownDocument =
  | { state: 'matching' | 'differing'; policy: CompiledPolicy }
  | { state: 'unreadable'; code: string }
  | { state: 'missing' };

/** Reads a policy's document, and compiles it with these purposes as the voted ones. */
export async function readDocument(
  content: ContentStore,
  row: Pick<PolicyRow, 'owner' | 'legalBasis' | 'reviewBy' | 'document' | 'rules'>,
  votedPurposes: ReadonlySet<string>,
): Promise<KnownDocument> {
  const bytes = await content.get(rawCidOfDigest(row.document)).catch(() => undefined);
  if (bytes === undefined) return { state: 'missing' };
  try {
    const policy = compilePolicy(bytes, votedPurposes);
    const isSame = isPublishedAs(policy, { terms: row, rules: row.rules });
    return { state: isSame ? 'matching' : 'differing', policy };
  } catch (error) {
    if (isNodeError(error)) return { state: 'unreadable', code: error.code };
    throw error;
  }
}
