import { type Address, isAddress, zeroAddress } from 'viem';
import { NodeError } from '../errors.ts';
import { requireName } from './names.ts';
import { type Action, actions, every, type Target } from './rules.ts';
import { parseTarget } from './urn.ts';

/** The word for somebody of whom nothing is known. */
export const somebody = 'anyone';

/** An account, or `anyone` for somebody unknown; also for an account that never enrolled there is a verdict. */
export function readParticipant(text: string, field: string): Address {
  if (text === somebody) return zeroAddress;
  if (!isAddress(text))
    throw new NodeError('INPUT_INVALID', { field, rule: `is an account's address, or ${somebody}` });
  return `0x${text.slice(2).toLowerCase()}`;
}

/** One target: `dataset:NAME`, `collection:NAME`, `decision:KIND`, `entity:TYPE` or `entity:TYPE/ATTRIBUTE`, also as a URN. */
export function readTarget(text: string, field: string): Target {
  const urn = text.startsWith('urn:') ? text : `urn:qdt:${text.replace(/^(entity:[^:/]+)\//, '$1:')}`;
  const target = parseTarget(urn, field);
  if (target.name === every) throw new NodeError('TARGET_INVALID', { field, rule: 'names one target, not every one' });
  return target;
}

export function readAction(text: string, field: string): Action {
  const action = actions.find((one) => one === text);
  if (action === undefined) throw new NodeError('INPUT_INVALID', { field, rule: `is one of ${actions.join(', ')}` });
  return action;
}

/** A purpose's name, also as a URN; '' where none is stated. */
export function readPurpose(text: string, field: string): string {
  return text === '' ? '' : requireName(text.replace(/^urn:qdt:purpose:/, ''), field);
}
