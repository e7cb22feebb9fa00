import { decodeFunctionData, type Hex } from 'viem';
import { participantKinds, participantRegistryAbi } from '../abi.ts';
import { type CallDescription, describe } from './sentences.ts';
import { documentText } from './values.ts';

/** A call of the participant registry in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeRegistryCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: participantRegistryAbi, data });
  switch (call.functionName) {
    case 'enrolAgency': {
      const [account, profile] = call.args;
      return describe('call.participantRegistry.enrolAgency', { account, document: documentText(profile.document) });
    }
    case 'enrol': {
      const [account, kind, profile] = call.args;
      const document = documentText(profile.document);
      return describe('call.participantRegistry.enrol', {
        account,
        kind: participantKinds[kind] ?? `kind ${kind}`,
        document,
      });
    }
    case 'enrolSelf':
      return describe('call.participantRegistry.enrolSelf', { document: documentText(call.args[0].document) });
    case 'updateProfile':
      return describe('call.participantRegistry.updateProfile', { document: documentText(call.args[0].document) });
    case 'suspend':
      return describe('call.participantRegistry.suspend', { account: call.args[0] });
    case 'reinstate':
      return describe('call.participantRegistry.reinstate', { account: call.args[0] });
    default:
      return undefined;
  }
}
