import { withdrawDatasetCall } from '../node/protocol/dataset/registry-calls.ts';
import { newSalt, saltedHash } from '../node/protocol/salted-text.ts';
import { clientAs } from './command/client-as.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { ownerAccount, ownerOptions, ownerUsage, sendOwnerCall } from './datasets/owner-call.ts';
import { folderOptions, folderUsage, openProviderFolders } from './datasets/provider-folders.ts';

const usage = `npm run qdt -- withdraw NAME [--version N] --cause TEXT --owner ADDRESS --key KEYFILE
  "I published the wrong file": takes a dataset, or one version of it, back for good; then no key of it is sealed any more, the node
  forgets the sealed ones, and blocks and key are erased here. What can't be undone is said at the end.
  --version N          only that version
  --cause TEXT         why; only its salted hash goes on chain
  --keep               do not erase anything here
${ownerUsage}
${folderUsage}
${nodeUsage}`;

/** What no withdrawal brings back. */
const irrevocable = [
  'What cannot be undone: whoever was given a key before can still read what was fetched; copies that others made of the encrypted',
  'blocks stay where they are, unreadable without the key; name, hashes and this withdrawal stay on the chain for good.',
];

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...ownerOptions,
    ...folderOptions,
    version: { type: 'string' },
    cause: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
  run: async (values, [word]) => {
    const name = requireArgument('NAME', word);
    const cause = requireArgument('cause', values.cause);
    const { version: given } = values;
    if (given !== undefined && !/^[1-9]\d{0,8}$/.test(given)) throw argumentInvalid('is a whole number', 'version');
    const version = given === undefined ? undefined : Number(given);
    const owner = ownerAccount(values.owner);
    const client = clientFor(values.node);
    const network = await client.network();
    const dataset = await client.dataset(name);
    const key = {
      file: requireArgument('key', values.key),
      passphrase: await readPassphrase(values['passphrase-file']),
    };
    const tell = (text: string): void => (values.json ? console.error(text) : console.log(text));
    const salt = newSalt();
    const causeHash = saltedHash({ salt, text: cause });
    const registry = network.contracts.datasetRegistry;
    const options = { cause: causeHash, ...(version === undefined ? {} : { version }) };
    const call = withdrawDatasetCall(registry, name, options);
    const sent = await sendOwnerCall({ client, network, owner, call, key, yes: values.yes, tell });
    const { status, transactionHash } = sent;
    if (status !== 'executed') {
      tell(`Signed by ${sent.signatures.length} of ${sent.threshold}; nothing is erased before it is carried out.`);
      return;
    }
    const erased = values.keep ? undefined : await erase();
    const told = { name, version, causeHash, salt, status, transactionHash, ...erased };
    if (values.json) console.log(JSON.stringify(told));
    tell(`Withdrawn. Keep: the cause’s salt is ${salt}, its hash sha256(salt, text) is ${causeHash}.`);
    if (erased !== undefined)
      tell(
        `Erased: ${erased.contents} contents and ${erased.keys} keys here, ${erased.envelopes} envelopes at the node.`,
      );
    tell(irrevocable.join('\n'));

    async function erase() {
      const folders = await openProviderFolders(values);
      const roots = dataset.versions.filter(({ number }) => version === undefined || number === version);
      const here = await Promise.all(
        roots.map(async ({ contentCid }) => ({
          content: await folders.contents.erase(contentCid),
          key: await folders.keys.erase(contentCid),
        })),
      );
      const asOwner = await clientAs(client, key, owner);
      const { erased: envelopes } = await asOwner.eraseEnvelopes(name, version);
      return {
        contents: here.filter(({ content }) => content).length,
        keys: here.filter((one) => one.key).length,
        envelopes,
      };
    }
  },
});
