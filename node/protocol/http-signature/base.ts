import { type InnerList, type Item, serializeInnerList, serializeItem } from 'structured-headers';
import { NodeError } from '../errors.ts';
import { componentValue } from './component.ts';
import type { HttpMessage } from './message.ts';

/** The text that is signed (RFC 9421, section 2.5): a line for each covered component, then the parameters. */
export function signatureBase(message: HttpMessage, covered: InnerList): string {
  const [components] = covered;
  const names = components.map((component) => serializeItem(asName(component)));
  if (new Set(names).size !== names.length)
    throw new NodeError('IDENTITY_MALFORMED', { rule: 'each component is covered once' });
  const lines = components.map((component, index) => `${names[index]}: ${componentValue(message, component)}`);
  return [...lines, `"@signature-params": ${serializeInnerList(covered)}`].join('\n');
}

function asName(component: Item): Item {
  if (typeof component[0] !== 'string') throw new NodeError('IDENTITY_MALFORMED', { rule: 'a component is a string' });
  return component;
}
