import { getAddress, isAddress, isHex, size } from 'viem';
import {
  addAlgorithmCall,
  algorithmCall,
  freezeAccountCall,
  setSunsetCall,
} from '../../node/protocol/algorithm-calls.ts';
import { algorithmNames, algorithms } from '../../node/protocol/algorithms.ts';
import type { Call } from '../../node/protocol/call.ts';
import type { Contracts } from '../../node/protocol/network.ts';
import { argumentInvalid } from './run-command.ts';

/** What can be proposed about algorithms and frozen accounts; each may be given several times. */
export const algorithmOptions = {
  'add-algorithm': { type: 'string', multiple: true },
  'deprecate-algorithm': { type: 'string', multiple: true },
  'sunset-algorithm': { type: 'string', multiple: true },
  'unfreeze-algorithm': { type: 'string', multiple: true },
  'unfreeze-account': { type: 'string', multiple: true },
} as const;

export const algorithmProposals = `  --add-algorithm CODE,VERIFIER,CODEHASH   signatures that this contract accepts count, as long as its code has this keccak-256
  --deprecate-algorithm NAME       no account takes new keys of it; NAME as npm run qdt -- algorithms tells it, or its code
  --sunset-algorithm NAME,UNTIL    nothing signs with it from a time on (unix seconds; 0: never ends)
  --unfreeze-algorithm NAME        what the guardian froze signs again; --unfreeze-account ADDRESS an account
  (keys that an account lost: npm run qdt -- recover, and --calls with its file)`;

type Values = { readonly [Name in keyof typeof algorithmOptions]?: string[] | undefined };

/** The calls that the options name. ARGUMENT_INVALID names the option. */
export function proposedAlgorithms(contracts: Contracts, values: Values): Call[] {
  const each = (name: keyof Values, make: (value: string) => Call): Call[] => (values[name] ?? []).map(make);
  return [
    ...each('add-algorithm', (value) => addCall(contracts, value)),
    ...each('deprecate-algorithm', (value) =>
      algorithmCall(contracts, 'deprecate', algorithmCode('deprecate-algorithm', value)),
    ),
    ...each('sunset-algorithm', (value) => sunsetCall(contracts, value)),
    ...each('unfreeze-algorithm', (value) =>
      algorithmCall(contracts, 'unfreeze', algorithmCode('unfreeze-algorithm', value)),
    ),
    ...each('unfreeze-account', (value) => {
      if (!isAddress(value)) throw argumentInvalid('is an address', 'unfreeze-account');
      return freezeAccountCall(contracts, 'unfreezeAccount', getAddress(value));
    }),
  ];
}

/** A name or a multicodec code (`0x1220`) as the code. */
export function algorithmCode(option: string, value: string | undefined): bigint {
  const name = algorithmNames.find((one) => one.toLowerCase() === value?.toLowerCase());
  if (name !== undefined) return algorithms[name].code;
  if (value === undefined || !/^0x[0-9a-fA-F]{1,16}$/.test(value))
    throw argumentInvalid(`is ${algorithmNames.join(', ')} or a code such as 0x1220`, option);
  return BigInt(value);
}

function addCall(contracts: Contracts, value: string): Call {
  const [code, verifier, codeHash] = value.split(',');
  if (verifier === undefined || !isAddress(verifier)) throw argumentInvalid('has an address second', 'add-algorithm');
  if (codeHash === undefined || !isHex(codeHash) || size(codeHash) !== 32)
    throw argumentInvalid('has a hash of 32 bytes third', 'add-algorithm');
  return addAlgorithmCall(contracts, { code: algorithmCode('add-algorithm', code), verifier, codeHash });
}

function sunsetCall(contracts: Contracts, value: string): Call {
  const [name, until] = value.split(',');
  if (until === undefined || !/^\d{1,14}$/.test(until))
    throw argumentInvalid('has a time in unix seconds second', 'sunset-algorithm');
  return setSunsetCall(contracts, algorithmCode('sunset-algorithm', name), Number(until));
}
