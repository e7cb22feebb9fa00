import type { Json } from '../../protocol/policy/strict-json.ts';
import { dspContext } from './context.ts';
import { invalid, type JsonObject, listIn, messageOf, objectIn, optionalTextIn, textIn } from './fields.ts';
import { idOf, pidsOf, reasonsOf } from './negotiation-messages.ts';
import type { TransferState, TransferStep } from './transfer-states.ts';

/** Where data are fetched from, or sent to. */
export interface DataAddress {
  '@type': 'DataAddress';
  endpointType: string;
  endpoint?: string;
  endpointProperties?: { '@type': 'EndpointProperty'; name: string; value: string }[];
}

export interface TransferRequest {
  id?: string;
  consumerPid: string;
  agreementId: string;
  format: string;
  callbackAddress: string;
  dataAddress?: DataAddress;
}

export interface TransferMessage {
  id?: string;
  step: TransferStep;
  consumerPid: string;
  providerPid: string;
  dataAddress?: DataAddress;
  code?: string;
  reasons: string[];
}

const types: Readonly<Record<TransferStep, string>> = {
  start: 'TransferStartMessage',
  suspend: 'TransferSuspensionMessage',
  complete: 'TransferCompletionMessage',
  terminate: 'TransferTerminationMessage',
};

export function readTransferRequest(body: Json): TransferRequest {
  const message = messageOf(body, 'TransferRequestMessage');
  return {
    ...idOf(message),
    consumerPid: textIn(message, 'consumerPid'),
    agreementId: textIn(message, 'agreementId'),
    format: textIn(message, 'format'),
    callbackAddress: textIn(message, 'callbackAddress'),
    ...dataAddressIn(message),
  };
}

export function readTransferMessage(body: Json, step: TransferStep): TransferMessage {
  const message = messageOf(body, types[step]);
  const code = optionalTextIn(message, 'code');
  return {
    step,
    ...pidsOf(message),
    ...(step === 'start' ? dataAddressIn(message) : {}),
    ...(code === undefined ? {} : { code }),
    reasons: reasonsOf(message),
  };
}

/** The message that tells of a step. */
export function transferMessage(
  step: TransferStep,
  fields: { consumerPid: string; providerPid: string; dataAddress?: DataAddress; code?: string; reason?: string[] },
) {
  return { '@context': [dspContext], '@type': types[step], ...fields };
}

export function transferObject(pids: { consumerPid: string; providerPid: string }, state: TransferState) {
  return { '@context': [dspContext], '@type': 'TransferProcess', ...pids, state };
}

export function readDataAddress(value: Json): DataAddress {
  const address = objectIn(value, 'dataAddress');
  if (address['@type'] !== 'DataAddress') throw invalid('dataAddress.@type', 'is DataAddress');
  const endpoint = optionalTextIn(address, 'endpoint');
  const endpointProperties = listIn(address, 'endpointProperties').map((entry, index) => {
    const property = objectIn(entry, `endpointProperties[${index}]`);
    return { '@type': 'EndpointProperty' as const, name: textIn(property, 'name'), value: textIn(property, 'value') };
  });
  return {
    '@type': 'DataAddress',
    endpointType: textIn(address, 'endpointType'),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(endpointProperties.length === 0 ? {} : { endpointProperties }),
  };
}

function dataAddressIn({ dataAddress }: JsonObject): { dataAddress?: DataAddress } {
  return dataAddress === undefined ? {} : { dataAddress: readDataAddress(dataAddress) };
}
