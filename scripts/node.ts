import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createClient } from '../node/client/client.ts';
import { readConfig } from '../node/config.ts';
import { type NodeOptions, startNode } from '../node/node.ts';
import { type RequestSigner, signRequest } from '../node/protocol/http-signature/sign.ts';
import { parseKeyFile } from '../node/protocol/key-file-format.ts';
import { buildPage } from './build-page.ts';
import { openRequestSigner } from './command/identity-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { compileContracts } from './compile.ts';

const usage = `npm run qdt -- node [--data DIR] [--host ADDRESS] [--port N] [--founder KEYFILE ... --threshold N]
                    [--as KEYFILE]
  Starts a node alone and stays up. QDT_DATA, QDT_HOST, QDT_PORT, QDT_ENV, QDT_CHAIN_RPC and the like say the same.
  --data DIR         where ledger, content and index are kept
  --host ADDRESS     where to listen (default: this machine only)
  --port N           (default: 4100)
  --founder KEYFILE  a founder's key file; its public part is enough. Only for a new ledger; may be given several times
  --threshold N      how many founders must sign (default: all)
  --as KEYFILE       signs what this node says to other connectors, as the participant of QDT_PARTICIPANT; the passphrase comes from
                     QDT_PASSPHRASE or is typed. Without it this node is anybody there.`;

await runCommand({
  usage,
  options: {
    data: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    founder: { type: 'string', multiple: true },
    threshold: { type: 'string' },
    as: { type: 'string' },
  },
  run: async ({ data, host, port, founder = [], threshold, as }) => {
    if (port !== undefined && !/^\d{1,5}$/.test(port)) throw argumentInvalid('is a number up to 65535', 'port');
    const signers = founder.map((file) => parseKeyFile(JSON.parse(readFileSync(file, 'utf8'))).authority.publicKey);
    const config = readConfig(process.env, {
      ...(data === undefined ? {} : { dataFolder: data }),
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port: Number(port) }),
      ...(signers.length === 0 ? {} : { founders: { signers, threshold: Number(threshold ?? signers.length) } }),
    });
    await compileContracts();
    await buildPage();
    const stopping = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
    const log = (event: string, details: object = {}): void => console.log(JSON.stringify({ event, ...details }));
    const { host: listenHost, port: listenPort } = config;
    const signMessage =
      as === undefined ? {} : { signMessage: await signerOf(as, `http://${listenHost}:${listenPort}`) };
    const node = await startNode(config, { log, signal: stopping.signal, ...signMessage });
    if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
    await node.stop();
  },
});

/** Opened with the first message: only a running node knows who registered the key. */
async function signerOf(file: string, url: string): Promise<NonNullable<NodeOptions['signMessage']>> {
  const passphrase = await readPassphrase(undefined, `Passphrase of ${file}: `);
  let opening: Promise<RequestSigner> | undefined;
  return async (request) => {
    opening ??= openRequestSigner(createClient({ url }), { file, passphrase });
    return await signRequest(request, await opening);
  };
}
