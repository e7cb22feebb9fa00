import { join } from 'node:path';
import { openVersionContents } from '../../node/dataspace/datasets/version-contents.ts';
import { openKeyFolder } from '../../node/dataspace/keys/key-folder.ts';

export const folderOptions = { data: { type: 'string' }, keys: { type: 'string' } } as const;

export const folderUsage = `  --data FOLDER        the data folder of the provider's own node (default: QDT_DATA or data)
  --keys FOLDER        where the data keys are, each sealed to the provider (default: data-keys in the data folder)`;

/** Where a provider keeps its encrypted content and its keys: on its own machine. */
export async function openProviderFolders(values: { data?: string | undefined; keys?: string | undefined }) {
  const data = values.data ?? process.env.QDT_DATA ?? 'data';
  return {
    contents: await openVersionContents(join(data, 'datasets')),
    keys: await openKeyFolder(values.keys ?? join(data, 'data-keys')),
  };
}
