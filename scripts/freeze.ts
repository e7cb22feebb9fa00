import { algorithmCall, freezeAccountCall } from '../node/protocol/algorithm-calls.ts';
import { randomNonce } from '../node/protocol/call-nonce.ts';
import { algorithmCode } from './command/algorithm-options.ts';
import { toCallFile } from './command/call-file.ts';
import { batchLines } from './command/describe-batch.ts';
import { writeNewJsonFile } from './command/json-file.ts';
import { accountFrom } from './command/key-change.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- freeze algorithm NAME --guardian ADDRESS --out FILE [--json] [--node URL]
npm run qdt -- freeze account ADDRESS --guardian ADDRESS --out FILE [--json] [--node URL]
  Writes the guardian's call that freezes a fallen algorithm, or an account whose key is stolen. Its signers sign it
  (npm run qdt -- sign FILE --key KEYFILE, the others by its digest). Refused by the registry where too few could act after it.
  An algorithm is thawed by a vote, an account by a vote or after 30 days.
  --guardian ADDRESS  the guardian's account
${nodeUsage}`;

const hour = 3600;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    guardian: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async ({ node, guardian, out, json }, [what, name]) => {
    const account = accountFrom('guardian', requireArgument('guardian', guardian));
    const file = requireArgument('out', out);
    if (what !== 'algorithm' && what !== 'account') throw argumentInvalid('is algorithm or account', 'the first word');
    const wanted = requireArgument('the second word', name);
    const isAlgorithm = what === 'algorithm';
    const code = isAlgorithm ? algorithmCode('NAME', wanted) : 0n;
    const frozen = isAlgorithm ? account : accountFrom('ADDRESS', wanted);
    const network = await clientFor(node).network();
    const call = isAlgorithm
      ? algorithmCall(network.contracts, 'freeze', code)
      : freezeAccountCall(network.contracts, 'freezeAccount', frozen);
    const batch = { account, calls: [call], nonce: randomNonce(), deadline: Math.ceil(Date.now() / 1000) + hour };
    writeNewJsonFile(file, toCallFile(batch, [], []));
    const next = `Next: npm run qdt -- sign ${file} --key KEYFILE`;
    console.log(json ? JSON.stringify({ file }) : [...batchLines(network, batch), next].join('\n'));
  },
});
