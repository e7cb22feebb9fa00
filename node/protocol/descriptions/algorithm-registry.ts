import { decodeFunctionData, type Hex, numberToHex } from 'viem';
import { algorithmRegistryAbi } from '../algorithm-abi.ts';
import { algorithmOf } from '../algorithms.ts';
import { keyChangeValues } from './participant-account.ts';
import { type CallDescription, describe } from './sentences.ts';
import { timeText } from './values.ts';

/** A call of the registry of algorithms in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeAlgorithmCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: algorithmRegistryAbi, data });
  switch (call.functionName) {
    case 'add': {
      const [code, verifier, codeHash] = call.args;
      return describe('call.algorithmRegistry.add', { algorithm: algorithmText(code), verifier, codeHash });
    }
    case 'deprecate':
      return describe('call.algorithmRegistry.deprecate', { algorithm: algorithmText(call.args[0]) });
    case 'setSunset': {
      const [code, sunset] = call.args;
      if (sunset === 0) return describe('call.algorithmRegistry.clearSunset', { algorithm: algorithmText(code) });
      return describe('call.algorithmRegistry.setSunset', { algorithm: algorithmText(code), sunset: timeText(sunset) });
    }
    case 'freeze':
      return describe('call.algorithmRegistry.freeze', { algorithm: algorithmText(call.args[0]) });
    case 'unfreeze':
      return describe('call.algorithmRegistry.unfreeze', { algorithm: algorithmText(call.args[0]) });
    case 'freezeAccount':
      return describe('call.algorithmRegistry.freezeAccount', { account: call.args[0] });
    case 'unfreezeAccount':
      return describe('call.algorithmRegistry.unfreezeAccount', { account: call.args[0] });
    case 'recoverAccount': {
      const [account, change] = call.args;
      return describe('call.algorithmRegistry.recoverAccount', { account, ...keyChangeValues(change) });
    }
    default:
      return undefined;
  }
}

/** `ML-DSA-65 (0x1211)`; the bare code where its name is not known. */
function algorithmText(code: bigint): string {
  const name = algorithmOf(code);
  return name === undefined ? numberToHex(code) : `${name} (${numberToHex(code)})`;
}
