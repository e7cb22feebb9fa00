import { readFileSync } from 'node:fs';
import type { Address } from 'viem';
import type { NodeClient } from '../node/client/client.ts';
import type { DatasetDetail } from '../node/client/views.ts';
import { type NewVersion, type PreparedVersion, prepareVersion } from '../node/dataspace/datasets/publication.ts';
import { newVersionCall, publishDatasetCall } from '../node/protocol/dataset/registry-calls.ts';
import { isNodeError, NodeError } from '../node/protocol/errors.ts';
import { parseKeyFile } from '../node/protocol/key-file-format.ts';
import { requireName } from '../node/protocol/policy/names.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { requireArgument, runCommand } from './command/run-command.ts';
import { readDatasetPolicy } from './datasets/dataset-policy.ts';
import { ownerAccount, ownerOptions, ownerUsage, sendOwnerCall } from './datasets/owner-call.ts';
import { plainFiles, watched } from './datasets/plain-files.ts';
import { createProgress, sizeText } from './datasets/progress.ts';
import { folderOptions, folderUsage, openProviderFolders } from './datasets/provider-folders.ts';

const usage = `npm run qdt -- publish FILE|FOLDER|- --name NAME --title TEXT --policy TEMPLATE|FILE --owner ADDRESS --key KEYFILE
  Encrypts the data on this machine, keeps the blocks and the key here, and publishes metadata, policy and hashes under your
  signature. A name that is yours already gets its next version. Run it where your node's data folder is.
  --name NAME          as policies call it: up to 31 of A-Z a-z 0-9 . _ -
  --title TEXT         what it is; --description TEXT says more
  --language TAG       of both (default: en)
  --keywords LIST      separated by commas; --themes LIST: EU data themes such as TRAN,ENVI
  --media-type TYPE    such as text/csv (default: application/octet-stream)
  --policy NAME|FILE   open-data, research-only, emergency, internal, or an ODRL file. The city enforces it once it is voted:
                       npm run qdt -- propose --policy FILE
${ownerUsage}
${folderUsage}
${nodeUsage}`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...ownerOptions,
    ...folderOptions,
    name: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string', default: '' },
    language: { type: 'string', default: 'en' },
    keywords: { type: 'string', default: '' },
    themes: { type: 'string', default: '' },
    'media-type': { type: 'string', default: 'application/octet-stream' },
    policy: { type: 'string' },
  },
  run: async (values, [source]) => {
    const name = requireName(requireArgument('name', values.name), 'name');
    const owner = ownerAccount(values.owner);
    const keyFile = requireArgument('key', values.key);
    const title = requireArgument('title', values.title);
    const given = requireArgument('policy', values.policy);
    const files = await plainFiles(requireArgument('SOURCE', source), name);
    const client = clientFor(values.node);
    const network = await client.network();
    const { purposes } = await client.purposes();
    const voted = purposes.filter(({ isVoted }) => isVoted).map(({ purpose }) => purpose);
    const now = Math.floor(Date.now() / 1000);
    const policy = readDatasetPolicy(given, { name, owner, now, voted });
    const version = (await versionsOf(client, name, owner)) + 1;
    const passphrase = await readPassphrase(values['passphrase-file']);
    const tell = (text: string): void => (values.json ? console.error(text) : console.log(text));
    const folders = await openProviderFolders(values);
    const progress = createProgress('Encrypting');
    const prepared = await prepareVersion(
      {
        files: watched(files, progress.moved),
        describe: {
          name,
          version,
          title,
          description: values.description,
          language: values.language,
          keywords: listOf(values.keywords),
          themes: listOf(values.themes),
          issuedAt: now,
          mediaType: values['media-type'],
        },
        policy,
        owner,
        recipient: parseKeyFile(JSON.parse(readFileSync(keyFile, 'utf8'))).age.recipient,
      } satisfies NewVersion,
      folders,
    );
    progress.done();
    tell(
      `Sealed ${sizeText(prepared.bytes)} in ${prepared.files} ${prepared.files === 1 ? 'file' : 'files'}, root ${prepared.root}.`,
    );
    for (const { field, says } of policy.unenforceable) tell(`Not enforced by the city: ${field}: ${says}`);
    const call = callOf(network.contracts.datasetRegistry, name, version, prepared);
    const key = { file: keyFile, passphrase };
    const sent = await sendOwnerCall({
      client,
      network,
      owner,
      call,
      content: prepared.documents,
      key,
      yes: values.yes,
      tell,
    }).catch(async (error: unknown) => {
      await folders.contents.erase(prepared.root);
      await folders.keys.erase(prepared.root);
      throw error;
    });
    const { status, transactionHash } = sent;
    const { root, bytes, registered } = prepared;
    if (values.json)
      console.log(JSON.stringify({ name, version, root, bytes, ...registered, status, transactionHash }));
    else if (status === 'executed')
      tell(`Dataset ${name}, version ${version}, is published. Next: npm run qdt -- seal ${name} --to ADDRESS`);
    else tell(`Signed by ${sent.signatures.length} of ${sent.threshold}; it waits for the others.`);
  },
});

/** How many versions there are of this name; 'DATASET_NOT_OWNER' where it is somebody else's. */
async function versionsOf(client: NodeClient, name: string, owner: Address): Promise<number> {
  const dataset = await client.dataset(name).catch((error: unknown): DatasetDetail | undefined => {
    if (isNodeError(error, 'DATASET_UNKNOWN')) return undefined;
    throw error;
  });
  if (dataset === undefined) return 0;
  if (dataset.owner.toLowerCase() !== owner.toLowerCase())
    throw new NodeError('DATASET_NOT_OWNER', { dataset: name, owner: dataset.owner });
  return dataset.versions.length;
}

function callOf(registry: Address, name: string, version: number, { registered }: PreparedVersion) {
  return version === 1 ? publishDatasetCall(registry, name, registered) : newVersionCall(registry, name, registered);
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
