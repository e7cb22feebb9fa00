import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import type { Call } from '../call.ts';
import { bytesOfName } from '../policy/names.ts';
import { datasetRegistryAbi } from './dataset-abi.ts';

/** What DatasetRegistry keeps of a version, each a sha2-256 digest but the commitment. */
export interface RegisteredVersion {
  metadata: Hex;
  contentRoot: Hex;
  keyCommitment: Hex;
  policy: Hex;
}

/** Publishes a dataset's first version; its name is what policies call it. */
export function publishDatasetCall(registry: Address, name: string, first: RegisteredVersion): Call {
  const args = [bytesOfName(name), first] as const;
  return callOf(registry, encodeFunctionData({ abi: datasetRegistryAbi, functionName: 'publish', args }));
}

export function newVersionCall(registry: Address, name: string, next: RegisteredVersion): Call {
  const args = [bytesOfName(name), next] as const;
  return callOf(registry, encodeFunctionData({ abi: datasetRegistryAbi, functionName: 'newVersion', args }));
}

export function deprecateDatasetCall(registry: Address, name: string): Call {
  const args = [bytesOfName(name)] as const;
  return callOf(registry, encodeFunctionData({ abi: datasetRegistryAbi, functionName: 'deprecate', args }));
}

/** Takes the dataset back, or one version of it. `cause`: salted hash of a text; zero for none. */
export function withdrawDatasetCall(
  registry: Address,
  name: string,
  { version, cause = zeroHash }: { version?: number; cause?: Hex } = {},
): Call {
  const id = bytesOfName(name);
  const data =
    version === undefined
      ? encodeFunctionData({ abi: datasetRegistryAbi, functionName: 'withdraw', args: [id, cause] })
      : encodeFunctionData({ abi: datasetRegistryAbi, functionName: 'withdrawVersion', args: [id, version, cause] });
  return callOf(registry, data);
}

function callOf(target: Address, data: Hex): Call {
  return { target, value: 0n, data };
}
