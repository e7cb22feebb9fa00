import { decodeFunctionData, type Hex } from 'viem';
import { cidOfDigest } from '../cid.ts';
import { datasetRegistryAbi } from '../dataset/dataset-abi.ts';
import { nameOfBytes } from '../policy/names.ts';
import { type CallDescription, describe } from './sentences.ts';
import { rawDocumentText } from './values.ts';

/** A call of the dataset registry in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeDatasetCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: datasetRegistryAbi, data });
  switch (call.functionName) {
    case 'publish':
      return describe('call.datasetRegistry.publish', versionWords(...call.args));
    case 'newVersion':
      return describe('call.datasetRegistry.newVersion', versionWords(...call.args));
    case 'deprecate':
      return describe('call.datasetRegistry.deprecate', { dataset: nameOfBytes(call.args[0]) });
    case 'withdraw':
      return describe('call.datasetRegistry.withdraw', { dataset: nameOfBytes(call.args[0]), cause: call.args[1] });
    case 'withdrawVersion': {
      const [id, number, cause] = call.args;
      return describe('call.datasetRegistry.withdrawVersion', {
        dataset: nameOfBytes(id),
        number: String(number),
        cause,
      });
    }
    case 'freeze':
      return describe('call.datasetRegistry.freeze', { dataset: nameOfBytes(call.args[0]), cause: call.args[1] });
    case 'unfreeze':
      return describe('call.datasetRegistry.unfreeze', { dataset: nameOfBytes(call.args[0]) });
    default:
      return undefined;
  }
}

function versionWords(id: Hex, version: { metadata: Hex; contentRoot: Hex; keyCommitment: Hex; policy: Hex }) {
  return {
    dataset: nameOfBytes(id),
    metadata: rawDocumentText(version.metadata),
    content: cidOfDigest(version.contentRoot),
    policy: rawDocumentText(version.policy),
    key: version.keyCommitment,
  };
}
