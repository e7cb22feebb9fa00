import { type Address, decodeFunctionData, type Hex, isAddressEqual } from 'viem';
import type { BlockReader } from '../../governance/calls.ts';
import type { CallBatch } from '../../protocol/call.ts';
import { cidOfDigest, rawCidOfDigest } from '../../protocol/cid.ts';
import { datasetRegistryAbi } from '../../protocol/dataset/dataset-abi.ts';
import { decodeMetadata } from '../../protocol/dataset/metadata.ts';
import type { RegisteredVersion } from '../../protocol/dataset/registry-calls.ts';
import { NodeError } from '../../protocol/errors.ts';
import { compilePolicy } from '../../protocol/policy/compile.ts';
import { nameOfBytes } from '../../protocol/policy/names.ts';

export interface DatasetReviewOptions {
  registry: Address;
  /** The purposes on the voted list as it stands. */
  votedPurposes: () => ReadonlySet<string>;
}

/**
 * Looks at datasets that a batch publishes, before anything is kept or relayed: metadata and policy must be here and be about
 * this dataset. Throws 'CONTENT_MISSING', 'DATASET_METADATA_INVALID', 'DATASET_METADATA_DIFFERS' and what compilePolicy throws.
 */
export function createDatasetReview({ registry, votedPurposes }: DatasetReviewOptions) {
  async function review(
    { account, id, version }: { account: Address; id: Hex; version: RegisteredVersion },
    getBlock: BlockReader,
  ): Promise<void> {
    const described = decodeMetadata(await getBlock(rawCidOfDigest(version.metadata)));
    const expected = {
      name: nameOfBytes(id),
      publisher: account.toLowerCase(),
      content: cidOfDigest(version.contentRoot),
      policy: rawCidOfDigest(version.policy),
    };
    for (const field of ['name', 'publisher', 'content', 'policy'] as const)
      if (described[field] !== expected[field])
        throw new NodeError('DATASET_METADATA_DIFFERS', { field, expected: expected[field], found: described[field] });
    compilePolicy(await getBlock(expected.policy), votedPurposes());
  }

  return async ({ account, calls }: CallBatch, getBlock: BlockReader): Promise<void> => {
    for (const { target, data } of calls) {
      if (!isAddressEqual(target, registry)) continue;
      const call = decode(data);
      if (call?.functionName !== 'publish' && call?.functionName !== 'newVersion') continue;
      const [id, version] = call.args;
      await review({ account, id, version }, getBlock);
    }
  };
}

/** Undefined for data that the registry would not take. */
function decode(data: Hex) {
  try {
    return decodeFunctionData({ abi: datasetRegistryAbi, data });
  } catch {
    return undefined;
  }
}
