import { createClient, type NodeClient } from '../../node/client/client.ts';
import { argumentInvalid } from './run-command.ts';

/** The option by which a command is told its node. */
export const nodeOption = { node: { type: 'string', default: 'http://127.0.0.1:4100' } } as const;

export const nodeUsage = '  --node URL    the node (default: http://127.0.0.1:4100)';

export function clientFor(url: string): NodeClient {
  if (!URL.canParse(url)) throw argumentInvalid('is a URL', 'node');
  return createClient({ url: url.replace(/\/$/, '') });
}
