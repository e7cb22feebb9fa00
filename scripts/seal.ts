import { readFileSync } from 'node:fs';
import { getAddress, isAddress } from 'viem';
import { openDataKeys } from '../node/protocol/dataset/data-key.ts';
import { sealEnvelope } from '../node/protocol/dataset/envelope.ts';
import { openKeyFile } from '../node/protocol/key-file.ts';
import { clientAs } from './command/client-as.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { granteeRecipient } from './datasets/grantee-recipient.ts';
import { folderOptions, folderUsage, openProviderFolders } from './datasets/provider-folders.ts';
import { chooseVersion } from './datasets/version.ts';

const usage = `npm run qdt -- seal NAME --to ADDRESS --key KEYFILE [--version N] [--recipient age1pq…]
  Seals a version's key to a participant that an agreement or a voted policy grants it to. The key is opened and sealed here; the node
  gets what only the grantee can open.
  --to ADDRESS         the grantee's account
  --recipient TEXT     its age recipient, where its profile is not public; its hash must be the registered one
  --version N          (default: the latest)
  --key KEYFILE        the owner's key file; the passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file
  --json               one JSON object on standard output
${folderUsage}
${nodeUsage}`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...folderOptions,
    to: { type: 'string' },
    recipient: { type: 'string' },
    version: { type: 'string' },
    key: { type: 'string' },
    'passphrase-file': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async (values, [word]) => {
    const name = requireArgument('NAME', word);
    const to = requireArgument('to', values.to);
    if (!isAddress(to)) throw argumentInvalid('is an address', 'to');
    const grantee = getAddress(to);
    const file = requireArgument('key', values.key);
    const client = clientFor(values.node);
    const dataset = await client.dataset(name);
    const version = chooseVersion(dataset, values.version);
    const passphrase = await readPassphrase(values['passphrase-file']);
    const asOwner = await clientAs(client, { file, passphrase }, dataset.owner);
    // Asked before the key is opened, and by the node again before it keeps the envelope.
    const grant = await asOwner.datasetGrant(name, version.number, grantee);
    const recipient = await granteeRecipient(client, grantee, values.recipient);
    const { keys } = await openProviderFolders(values);
    const secrets = await openKeyFile(JSON.parse(readFileSync(file, 'utf8')), passphrase);
    const about = { dataset: name, version: version.number, policy: version.policy };
    const secret = await keys.open(version.contentCid, secrets.xWingSeed(), { ...about, grantee: dataset.owner });
    secrets.close();
    await openDataKeys(secret, version.keyCommitment);
    const envelope = await sealEnvelope(recipient, { ...about, grantee }, secret);
    secret.fill(0);
    const kept = await asOwner.putEnvelope(name, version.number, {
      grantee,
      envelope: Buffer.from(envelope).toString('base64'),
    });
    const { cid, basis, block } = kept;
    if (values.json)
      console.log(JSON.stringify({ name, version: version.number, grantee, cid, basis, block, record: grant.record }));
    else
      console.log(`Sealed to ${grantee} by ${basis}, as of block ${block}: envelope ${cid}, ${envelope.length} bytes.`);
  },
});
