import type { Address } from 'viem';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import { openRequestSigner } from './identity-option.ts';
import { argumentInvalid } from './run-command.ts';

/**
 * A client whose requests this key file's participant signs; ARGUMENT_INVALID where it is not `account`, for what only that account
 * may do.
 */
export async function clientAs(
  client: NodeClient,
  key: { file: string; passphrase: string },
  account?: Address,
): Promise<NodeClient> {
  const signer = await openRequestSigner(client, key);
  if (account !== undefined && signer.account.toLowerCase() !== account.toLowerCase())
    throw argumentInvalid(`holds the ML-DSA-65 key that ${account} registered, which alone may give a text`, 'key');
  return createClient({ url: client.url, signer });
}
