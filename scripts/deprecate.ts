import { deprecateDatasetCall } from '../node/protocol/dataset/registry-calls.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { requireArgument, runCommand } from './command/run-command.ts';
import { ownerAccount, ownerOptions, ownerUsage, sendOwnerCall } from './datasets/owner-call.ts';

const usage = `npm run qdt -- deprecate NAME --owner ADDRESS --key KEYFILE
  Offers a dataset no more: no new agreement and no new version. Agreements about it go on.
${ownerUsage}
${nodeUsage}`;

await runCommand({
  usage,
  options: { ...nodeOption, ...ownerOptions },
  run: async (values, [word]) => {
    const name = requireArgument('NAME', word);
    const client = clientFor(values.node);
    const network = await client.network();
    const tell = (text: string): void => (values.json ? console.error(text) : console.log(text));
    const { status, transactionHash } = await sendOwnerCall({
      client,
      network,
      owner: ownerAccount(values.owner),
      call: deprecateDatasetCall(network.contracts.datasetRegistry, name),
      key: { file: requireArgument('key', values.key), passphrase: await readPassphrase(values['passphrase-file']) },
      yes: values.yes,
      tell,
    });
    if (values.json) console.log(JSON.stringify({ name, status, transactionHash }));
    else tell(status === 'executed' ? `Dataset ${name} is offered no more.` : 'Signed; it waits for other signatures.');
  },
});
