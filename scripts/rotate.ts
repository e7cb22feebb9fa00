import { randomNonce } from '../node/protocol/call-nonce.ts';
import { cancelKeysCall, proposeKeysCall } from '../node/protocol/key-change.ts';
import { algorithmFrom, algorithmOption } from './command/algorithm-option.ts';
import { toCallFile } from './command/call-file.ts';
import { batchLines } from './command/describe-batch.ts';
import { writeNewJsonFile } from './command/json-file.ts';
import { accountFrom, prepareChange, signersFrom, thresholdFrom } from './command/key-change.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- rotate ACCOUNT --new-key FILE --out FILE [--algorithm NAME] [--remove SIGNER...] [--threshold N] [--json] [--node URL]
npm run qdt -- rotate ACCOUNT --cancel --out FILE [--json] [--node URL]
npm run qdt -- rotate ACCOUNT --apply [--json] [--node URL]
npm run qdt -- rotate ACCOUNT [--json] [--node URL]
  Changes an account's keys: the new key signs here that it is held, the old keys sign the call that this writes
  (npm run qdt -- sign FILE --key OLDKEY), and after the city's delay anybody has it take effect (--apply).
  --new-key FILE    key file of the key that comes; its passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file
  --algorithm NAME  which of its keys: SLH-DSA-SHA2-128s (as without this) or ML-DSA-65
  --remove SIGNER   a signer that goes, may be repeated; without it those of the same algorithm go; --keep: none
  --threshold N     how many must sign afterwards; without it as now
  --cancel          write the call by which the account's signers object to what is announced
  --apply           have the announced keys take effect, once their time has come
  Without any of them: the account's keys, and what is announced.
${nodeUsage}`;

const hour = 3600;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...algorithmOption,
    'new-key': { type: 'string' },
    'passphrase-file': { type: 'string' },
    remove: { type: 'string', multiple: true },
    keep: { type: 'boolean', default: false },
    threshold: { type: 'string' },
    out: { type: 'string' },
    cancel: { type: 'boolean', default: false },
    apply: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  run: async (values, [address]) => {
    const account = accountFrom('ACCOUNT', requireArgument('ACCOUNT', address));
    const client = clientFor(values.node);
    const tell = (text: string, result: object): void => console.log(values.json ? JSON.stringify(result) : text);
    if (values.apply) {
      const applied = await client.applyKeys(account);
      tell(`The announced keys are the account's, by transaction ${applied.transactionHash}.`, applied);
      return;
    }
    if (values['new-key'] === undefined && !values.cancel) {
      const keys = await client.accountKeys(account);
      tell(JSON.stringify(keys, undefined, 2), keys);
      return;
    }
    const out = requireArgument('out', values.out);
    const network = await client.network();
    const call = values.cancel ? cancelKeysCall(account) : await announce();
    const batch = { account, calls: [call], nonce: randomNonce(), deadline: Math.ceil(Date.now() / 1000) + hour };
    writeNewJsonFile(out, toCallFile(batch, [], []));
    const next = `Next: npm run qdt -- sign ${out} --key KEYFILE`;
    tell([...batchLines(network, batch), next].join('\n'), { file: out });

    async function announce() {
      const file = requireArgument('new-key', values['new-key']);
      const algorithm = algorithmFrom(values.algorithm);
      const passphrase = await readPassphrase(values['passphrase-file']);
      const { change, proofs } = await prepareChange(client, network, {
        account,
        newKey: { file, passphrase, algorithm },
        removed: values.keep ? [] : signersFrom(values.remove),
        threshold: thresholdFrom(values.threshold),
      });
      return proposeKeysCall(account, change, proofs);
    }
  },
});
