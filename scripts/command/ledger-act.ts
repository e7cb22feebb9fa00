import { writeFileSync } from 'node:fs';
import { getAddress, type Hex, isAddress } from 'viem';
import type { NodeClient } from '../../node/client/client.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { randomNonce } from '../../node/protocol/call-nonce.ts';
import { signBatch } from '../sign-batch.ts';
import { toCallFile } from './call-file.ts';
import { confirmSigning } from './confirm.ts';
import { batchLines } from './describe-batch.ts';
import { clientFor, nodeOption, nodeUsage } from './node-option.ts';
import { readPassphrase } from './passphrase.ts';
import { argumentInvalid, requireArgument, runCommand } from './run-command.ts';

/** A command by which a participant's account does one thing to a decision. */
export interface LedgerAct {
  name: string;
  /** What follows the decision's number, for the usage. */
  more?: string;
  about: string;
  /** The calldata for the ledger; `values.root` where it was given. */
  calldata: (id: bigint, values: { root: string | undefined; client: NodeClient }) => Promise<Hex> | Hex;
}

const hour = 3600;

/** Shows the call in words, asks, signs and sends it; or writes it down unsigned. */
export function runLedgerAct({ name, more = '', about, calldata }: LedgerAct): Promise<never> {
  return runCommand({
    usage: `npm run qdt -- ${name} DECISION --account ADDRESS (--key FILE [--yes] | --out FILE)${more} [--json] [--node URL]
  ${about}
  --account ADDRESS  the account that does it
  --key FILE         your key file: shows the call in words, asks, signs, sends; the passphrase is typed, or comes from
                     QDT_PASSPHRASE or --passphrase-file
  --out FILE         write the unsigned call there instead; next: npm run qdt -- sign FILE --key KEYFILE
  --yes              do not ask
  --json             one JSON object on standard output
${nodeUsage}`,
    options: {
      ...nodeOption,
      account: { type: 'string' },
      root: { type: 'string' },
      key: { type: 'string' },
      'passphrase-file': { type: 'string' },
      out: { type: 'string' },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    run: async (values, [decision]) => {
      const { account, key, out, json } = values;
      const id = requireArgument('DECISION', decision);
      if (!/^[1-9]\d{0,15}$/.test(id)) throw argumentInvalid('is a whole number from 1', 'DECISION');
      if (!isAddress(account ?? '')) throw argumentInvalid('is an address', 'account');
      if ((key === undefined) === (out === undefined)) throw argumentInvalid('or --out is given', 'key');
      if (more === '' && values.root !== undefined) throw argumentInvalid('is for qdt object', 'root');
      const tell = (text: string): void => (json ? console.error(text) : console.log(text));
      const client = clientFor(values.node);
      const network = await client.network();
      const data = await calldata(BigInt(id), { root: values.root, client });
      const batch = {
        account: getAddress(requireArgument('account', account)),
        calls: [{ target: network.contracts.decisionLedger, value: 0n, data }],
        nonce: randomNonce(),
        deadline: Math.ceil(Date.now() / 1000) + hour,
      };
      tell(batchLines(network, batch).join('\n'));
      if (out !== undefined) {
        writeFileSync(out, `${JSON.stringify(toCallFile(batch, [], []), undefined, 2)}\n`, { flag: 'wx' });
        tell(`Written to ${out}. Next: npm run qdt -- sign ${out} --key KEYFILE`);
        if (json) console.log(JSON.stringify({ file: out }));
        return;
      }
      if (!values.yes) await confirmSigning();
      const passphrase = await readPassphrase(values['passphrase-file']);
      const signature = await signBatch(network, { file: requireArgument('key', key), passphrase }, batch);
      const call = await client.submitCall({ call: batchToJson(batch, [signature]), content: [] });
      const { status, transactionHash, signatures, threshold } = call;
      if (json) console.log(JSON.stringify({ status, transactionHash }));
      else if (status === 'executed') tell(`Carried out in transaction ${transactionHash}.`);
      else tell(`Signed by ${signatures.length} of ${threshold}; it waits for the others.`);
    },
  });
}
