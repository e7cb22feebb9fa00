import { type AbiFunction, decodeFunctionData, type Hex, toFunctionSelector } from 'viem';
import { decisionLedgerAbi, participantRegistryAbi } from '../abi.ts';
import { cityAccessAbi, seatsAbi } from '../governance-abi.ts';
import { policyRegistryAbi } from '../policy/policy-abi.ts';
import { roleName } from '../roles.ts';
import { type CallDescription, describe } from './sentences.ts';
import { timeText } from './values.ts';

/** A call of the access manager in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeAccessCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: cityAccessAbi, data });
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
    case 'grantRoleUntil': {
      const [role, account, delay, until] = call.args;
      if (until === 0)
        return describe('call.accessManager.grantRole', { role: roleName(role), account, delaySeconds: String(delay) });
      const values = { role: roleName(role), account, delaySeconds: String(delay), until: timeText(until) };
      return describe('call.accessManager.grantRoleUntil', values);
    }
    case 'removeExpired':
      return describe('call.accessManager.removeExpired', { role: roleName(call.args[0]), account: call.args[1] });
    case 'handOver':
      return describe('call.accessManager.handOver', { governor: call.args[0] });
    case 'labelRole':
      return describe('call.accessManager.labelRole', { role: roleName(call.args[0]), label: call.args[1] });
    default:
      return undefined;
  }
}

/** The name behind a selector of a contract whose functions are restricted; the selector itself where unknown. */
function functionName(selector: Hex): string {
  const restricted: readonly { type: string }[] = [
    ...decisionLedgerAbi,
    ...participantRegistryAbi,
    ...seatsAbi,
    ...policyRegistryAbi,
  ];
  return restricted.filter(isFunction).find((item) => toFunctionSelector(item) === selector)?.name ?? selector;
}

function isFunction(item: { type: string }): item is AbiFunction {
  return item.type === 'function';
}
