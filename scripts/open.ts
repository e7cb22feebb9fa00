import { readFileSync } from 'node:fs';
import { createClient } from '../node/client/client.ts';
import { fetchRoot } from '../node/client/dataset-blocks.ts';
import { openDataKeys } from '../node/protocol/dataset/data-key.ts';
import { openEnvelope } from '../node/protocol/dataset/envelope.ts';
import { openDirectory, requireRange } from '../node/protocol/dataset/open-content.ts';
import { openKeyFile } from '../node/protocol/key-file.ts';
import { identityOption, identityUsage, openRequestSigner } from './command/identity-option.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { createProgress, sizeText } from './datasets/progress.ts';
import { chooseVersion } from './datasets/version.ts';
import { writeFiles, writeRange } from './datasets/write-files.ts';

const usage = `npm run qdt -- open NAME --out PATH --as KEYFILE [--version N] [--range FROM:TO]
  Fetches a dataset that was granted to you, checks every block against the content root on chain, and decrypts it here. Interrupted, it
  goes on where it ended when it is asked again.
  --out PATH      a file where the dataset is one file, else a folder
  --version N     (default: the latest)
  --range FROM:TO only these bytes, TO not included, into a file
  --list          tell what is in it, write nothing
${identityUsage}
  --json          one JSON object on standard output
${nodeUsage}`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    ...identityOption,
    out: { type: 'string' },
    version: { type: 'string' },
    range: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  run: async (values, [word]) => {
    const name = requireArgument('NAME', word);
    const keyFile = requireArgument('as', values.as);
    const out = values.list ? '' : requireArgument('out', values.out);
    const anonymous = clientFor(values.node);
    const version = chooseVersion(await anonymous.dataset(name), values.version);
    const passphrase = await readPassphrase(values['passphrase-file']);
    const signer = await openRequestSigner(anonymous, { file: keyFile, passphrase });
    const client = createClient({ url: anonymous.url, signer });
    const { envelope } = await client.envelope(name, version.number);
    const secrets = await openKeyFile(JSON.parse(readFileSync(keyFile, 'utf8')), passphrase);
    const header = { dataset: name, version: version.number, grantee: signer.account, policy: version.policy };
    const sealed = new Uint8Array(Buffer.from(envelope, 'base64'));
    const secret = await openEnvelope(sealed, secrets.xWingSeed(), header).finally(() => secrets.close());
    const keys = await openDataKeys(secret, version.keyCommitment);
    secret.fill(0);

    const source = { client, name, version: version.number, contentCid: version.contentCid };
    const root = await fetchRoot(source);
    const files = await openDirectory(root, keys, (cid) => client.content(cid));
    const told = { name, version: version.number, bytes: root.bytes, files };
    if (values.list) {
      console.log(
        values.json
          ? JSON.stringify(told)
          : files.map(({ path, bytes }) => `${sizeText(bytes).padStart(12)}  ${path}`).join('\n'),
      );
      return;
    }
    const range = values.range === undefined ? undefined : readRange(values.range, root.bytes);
    const total = range === undefined ? root.bytes : range.to - range.from;
    const progress = createProgress('Opening', total);
    let bytes = 0;
    const moved = (more: number): void => {
      bytes += more;
      progress.moved(bytes);
    };
    const opened = { source, root, keys, moved };
    if (range === undefined) await writeFiles(opened, files, out, files.length > 1);
    else await writeRange(opened, range, out);
    progress.done();
    if (values.json) console.log(JSON.stringify({ ...told, out, written: bytes }));
    else console.log(`Every block is the one that was published. ${sizeText(bytes)} in ${out}.`);
  },
});

function readRange(text: string, bytes: number) {
  const [, from, to] = /^(\d{1,15}):(\d{1,15})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) throw argumentInvalid('is FROM:TO in bytes', 'range');
  const range = { from: Number(from), to: Number(to) };
  requireRange(range, bytes);
  return range;
}
