import { createDataspaceClient, type DataspaceClient } from '../../node/client/dataspace.ts';
import { identityOption, identityUsage, openRequestSigner } from './identity-option.ts';
import { clientFor, nodeOption, nodeUsage } from './node-option.ts';
import { readPassphrase } from './passphrase.ts';
import { requireArgument } from './run-command.ts';

/** The options of every command about data under contract. */
export const dataspaceOptions = {
  ...nodeOption,
  ...identityOption,
  json: { type: 'boolean', default: false },
} as const;

export const dataspaceUsage = `${identityUsage}
  --json        as the node tells it
${nodeUsage} of the participant: it must speak for the one who signs (QDT_PARTICIPANT)`;

export interface DataspaceValues {
  node: string;
  as?: string | undefined;
  'passphrase-file'?: string | undefined;
}

/** A client whose requests the participant signs. */
export async function dataspaceClientAs(values: DataspaceValues): Promise<DataspaceClient> {
  const file = requireArgument('as', values.as);
  const passphrase = await readPassphrase(values['passphrase-file'], `Passphrase of ${file}: `);
  const client = clientFor(values.node);
  return createDataspaceClient({ url: client.url, signer: await openRequestSigner(client, { file, passphrase }) });
}
