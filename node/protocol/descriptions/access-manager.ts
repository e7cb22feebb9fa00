import { type AbiFunction, decodeFunctionData, type Hex, toFunctionSelector } from 'viem';
import { accessManagerAbi, decisionLedgerAbi, participantRegistryAbi } from '../abi.ts';
import { roleName } from '../roles.ts';
import { type CallDescription, describe } from './sentences.ts';

/** A call of the access manager in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeAccessCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: accessManagerAbi, data });
  switch (call.functionName) {
    case 'grantRole': {
      const [role, account, delay] = call.args;
      const values = { role: roleName(role), account, delaySeconds: String(delay) };
      return describe('call.accessManager.grantRole', values);
    }
    case 'revokeRole':
      return describe('call.accessManager.revokeRole', { role: roleName(call.args[0]), account: call.args[1] });
    case 'setTargetFunctionRole': {
      const [target, selectors, role] = call.args;
      const functions = selectors.map(functionName).join(', ');
      return describe('call.accessManager.setTargetFunctionRole', { target, functions, role: roleName(role) });
    }
    default:
      return undefined;
  }
}

/** The name behind a selector of a contract whose functions are restricted; the selector itself where unknown. */
function functionName(selector: Hex): string {
  const restricted: readonly { type: string }[] = [...decisionLedgerAbi, ...participantRegistryAbi];
  return restricted.filter(isFunction).find((item) => toFunctionSelector(item) === selector)?.name ?? selector;
}

function isFunction(item: { type: string }): item is AbiFunction {
  return item.type === 'function';
}
