import type { Address, Hex } from 'viem';
import { digestOfCid, rawCidOfDigest } from '../../protocol/cid.ts';
import { dataKeyBytes, deriveDataKeys } from '../../protocol/dataset/data-key.ts';
import { type DatasetDescription, encodeMetadata } from '../../protocol/dataset/metadata.ts';
import type { RegisteredVersion } from '../../protocol/dataset/registry-calls.ts';
import { type PlainFile, sealContent } from '../../protocol/dataset/seal-content.ts';
import type { KeyFolder } from '../keys/key-folder.ts';
import type { VersionContents } from './version-contents.ts';

export interface NewVersion {
  /** Read once, in their order. */
  files: Iterable<PlainFile> | AsyncIterable<PlainFile>;
  describe: Omit<DatasetDescription, 'publisher' | 'bytes' | 'content' | 'policy'>;
  /** The ODRL policy: canonical bytes and their sha2-256. */
  policy: { digest: Hex; canonical: Uint8Array };
  owner: Address;
  /** The owner's own age recipient, which its copy of the key is sealed to. */
  recipient: string;
}

export interface PreparedVersion {
  registered: RegisteredVersion;
  /** What the call's content is: metadata and policy. */
  documents: Uint8Array[];
  /** CID of the content's root block. */
  root: string;
  /** Plain bytes. */
  bytes: number;
  files: number;
}

/**
 * Seals a version's content under a new key, keeps blocks and key in the provider's folders, and makes what is to be published.
 * Should it fail, nothing of it stays.
 */
export async function prepareVersion(
  { files, describe, policy, owner, recipient }: NewVersion,
  { contents, keys }: { contents: VersionContents; keys: KeyFolder },
  random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
): Promise<PreparedVersion> {
  const secret = random(dataKeyBytes);
  const derived = await deriveDataKeys(secret);
  const sealed = await contents.store(sealContent(files, derived));
  const { root, bytes } = sealed;
  try {
    const header = { dataset: describe.name, version: describe.version, grantee: owner, policy: policy.digest };
    await keys.put(root, secret, { recipient, header });
    secret.fill(0);
    const metadata = encodeMetadata({
      ...describe,
      publisher: `0x${owner.slice(2).toLowerCase()}`,
      bytes,
      content: root,
      policy: rawCidOfDigest(policy.digest),
    });
    const registered = {
      metadata: metadata.digest,
      contentRoot: digestOfCid(root),
      keyCommitment: derived.commitment,
      policy: policy.digest,
    };
    return { registered, documents: [metadata.bytes, policy.canonical], root, bytes, files: sealed.files.length };
  } catch (error) {
    await contents.erase(root);
    await keys.erase(root);
    throw error;
  }
}
