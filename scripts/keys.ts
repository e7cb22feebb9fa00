import { readFileSync, writeFileSync } from 'node:fs';
import { keccak256 } from 'viem';
import { signerOf } from '../node/protocol/call.ts';
import { newSeeds, sealKeyFile, withAccount } from '../node/protocol/key-file.ts';
import { type KeyFile, parseKeyFile } from '../node/protocol/key-file-format.ts';
import { generateAuthorityKey } from '../node/protocol/signatures/native.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';

const usage = `npm run qdt -- keys new FILE --label TEXT [--passphrase-file FILE]
npm run qdt -- keys show FILE [--json]
npm run qdt -- keys account FILE [--node URL]
  new           makes an SLH-DSA-SHA2-128s, an ML-DSA-65 and an X-Wing key; the seeds encrypted under your passphrase
  show          the public part; asks no passphrase
  account       creates the account of this one signer at the node and notes it in the file
${nodeUsage}
  The passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file.`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    label: { type: 'string' },
    'passphrase-file': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  run: async (values, [action, file]) => {
    const path = requireArgument('FILE', file);
    if (action === 'new') await makeKey(path, requireArgument('label', values.label), values['passphrase-file']);
    else if (action === 'show') show(readKeyFile(path), values.json);
    else if (action === 'account') await createAccount(path, values.node);
    else throw argumentInvalid('is new, show or account', action ?? 'action');
  },
});

async function makeKey(path: string, label: string, passphraseFile: string | undefined): Promise<void> {
  const passphrase = await readPassphrase(passphraseFile, 'New passphrase: ');
  const isTyped = passphraseFile === undefined && process.env.QDT_PASSPHRASE === undefined;
  if (isTyped && (await readPassphrase(undefined, 'Again: ')) !== passphrase)
    throw argumentInvalid('is the same both times', 'passphrase');
  const { seed, publicKey } = generateAuthorityKey();
  const seeds = { ...newSeeds(), authority: seed };
  const keyFile = await sealKeyFile({ label, seeds, authorityPublicKey: publicKey, passphrase });
  writeFileSync(path, textOf(keyFile), { mode: 0o600, flag: 'wx' });
  show(keyFile, false);
}

async function createAccount(path: string, node: string): Promise<void> {
  const keyFile = readKeyFile(path);
  const client = clientFor(node);
  const { verifierSigner } = await client.network();
  const signer = signerOf(verifierSigner, keyFile.authority.publicKey);
  const { account } = await client.createAccount({ signers: [signer], threshold: 1, salt: keccak256(signer) });
  writeFileSync(path, textOf(withAccount(keyFile, account)), { mode: 0o600 });
  console.log(account);
}

function show({ label, account, authority, mlDsa65, age }: KeyFile, json: boolean): void {
  const shown = { label, account, authority, mlDsa65, age };
  if (json) console.log(JSON.stringify(shown));
  else {
    console.log(`${label}${account === undefined ? '' : `, account ${account}`}`);
    console.log(`  signs with ${authority.algorithm} ${authority.publicKey}`);
    console.log(`  age recipient ${age.recipient.slice(0, 40)}…`);
  }
}

function readKeyFile(path: string): KeyFile {
  return parseKeyFile(JSON.parse(readFileSync(path, 'utf8')));
}

function textOf(keyFile: KeyFile): string {
  return `${JSON.stringify(keyFile, undefined, 2)}\n`;
}
