import { readFileSync, statSync } from 'node:fs';
import { NodeError } from '../../node/protocol/errors.ts';
import { longestTextBytes, requireText } from '../../node/protocol/salted-text.ts';

/** A text from the arguments, or from a file where it begins with @. Throws what `requireText` throws; no large file is read. */
export function readTextArgument(argument: string): string {
  const text = argument.startsWith('@') ? readSmall(argument.slice(1)) : argument;
  requireText(text);
  return text;
}

function readSmall(path: string): string {
  const { size } = statSync(path);
  if (size > longestTextBytes)
    throw new NodeError('TEXT_TOO_LONG', { field: path, bytes: size, rule: `at most ${longestTextBytes} bytes` });
  return readFileSync(path, 'utf8');
}
