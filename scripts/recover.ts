import { recoverAccountCall } from '../node/protocol/key-change.ts';
import { algorithmFrom, algorithmOption } from './command/algorithm-option.ts';
import { writeNewJsonFile } from './command/json-file.ts';
import { accountFrom, prepareChange, signersFrom, thresholdFrom } from './command/key-change.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- recover ACCOUNT --new-key FILE --out FILE [--algorithm NAME] [--remove SIGNER...] [--threshold N] [--json] [--node URL]
  Prepares the vote that gives an account with a lost key, or too few signers left, a new key. The new key signs here that it
  is held. An agency proposes the file (npm run qdt -- propose --calls FILE); after the vote the city's delay passes, in which
  the account's signers may object (npm run qdt -- rotate ACCOUNT --cancel), unless the guardian froze it as stolen.
  --new-key FILE    key file of the key that comes; its passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file
  --algorithm NAME  which of its keys: SLH-DSA-SHA2-128s (as without this) or ML-DSA-65
  --remove SIGNER   a signer that goes, may be repeated; without it those of the same algorithm go
  --threshold N     how many must sign afterwards; without it as now
${nodeUsage}`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...algorithmOption,
    'new-key': { type: 'string' },
    'passphrase-file': { type: 'string' },
    remove: { type: 'string', multiple: true },
    threshold: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async (values, [address]) => {
    const account = accountFrom('ACCOUNT', requireArgument('ACCOUNT', address));
    const out = requireArgument('out', values.out);
    const file = requireArgument('new-key', values['new-key']);
    const client = clientFor(values.node);
    const network = await client.network();
    const algorithm = algorithmFrom(values.algorithm);
    const prepared = await prepareChange(client, network, {
      account,
      newKey: { file, passphrase: await readPassphrase(values['passphrase-file']), algorithm },
      removed: signersFrom(values.remove),
      threshold: thresholdFrom(values.threshold),
    });
    const { target, value, data } = recoverAccountCall(network.contracts, account, prepared);
    writeNewJsonFile(out, [{ target, value: String(value), data }]);
    const next = `Next: npm run qdt -- propose --calls ${out} --agency ADDRESS --key KEYFILE`;
    console.log(values.json ? JSON.stringify({ file: out, change: prepared.change }) : next);
  },
});
