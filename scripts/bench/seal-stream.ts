import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { getAddress } from 'viem';
import { prepareVersion } from '../../node/dataspace/datasets/publication.ts';
import { openVersionContents } from '../../node/dataspace/datasets/version-contents.ts';
import { openKeyFolder } from '../../node/dataspace/keys/key-folder.ts';
import { readDatasetPolicy } from '../datasets/dataset-policy.ts';

/** A process that publishes one file into a folder as a provider does, and tells root, seconds and peak memory. */
const [file = '', folder = '', owner = '', recipient = ''] = process.argv.slice(2);
const account = getAddress(owner);
const issuedAt = Math.floor(Date.now() / 1000);
const folders = {
  contents: await openVersionContents(join(folder, 'datasets')),
  keys: await openKeyFolder(join(folder, 'data-keys')),
};
const started = performance.now();
const { registered, documents, root } = await prepareVersion(
  {
    files: [{ path: 'bench', open: () => createReadStream(file, { highWaterMark: 1024 * 1024 }) }],
    describe: {
      name: 'bench',
      version: 1,
      title: 'Bench',
      description: '',
      language: 'en',
      keywords: [],
      themes: [],
      issuedAt,
      mediaType: 'application/octet-stream',
    },
    policy: readDatasetPolicy('internal', { name: 'bench', owner: account, now: issuedAt, voted: [] }),
    owner: account,
    recipient,
  },
  folders,
);
const seconds = (performance.now() - started) / 1000;
const content = documents.map((bytes) => Buffer.from(bytes).toString('base64'));
console.log(JSON.stringify({ root, registered, content, seconds, peakBytes: process.resourceUsage().maxRSS * 1024 }));
