import { once } from 'node:events';
import { join } from 'node:path';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import { readConfig } from '../../node/config.ts';
import { startNode } from '../../node/node.ts';
import { demonstrationEnvironment, demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { NodeError } from '../../node/protocol/errors.ts';
import { buildPage } from '../build-page.ts';
import { compileContracts } from '../compile.ts';
import type { CityAccounts } from './accounts.ts';
import type { StartArguments } from './arguments.ts';
import { auditDecision, tellAudit } from './audit.ts';
import { foundCity } from './city.ts';
import { runDecision } from './decide.ts';
import { type DemonstrationKeys, ensureKeys } from './keys.ts';
import { logTo } from './log-file.ts';
import { startOracles } from './oracles.ts';
import { summarize, tellSummary } from './summary.ts';
import { createTimer, type Timer } from './timer.ts';

interface Walk {
  args: StartArguments;
  client: NodeClient;
  keys: DemonstrationKeys;
  accounts: CityAccounts;
  timer: Timer;
  tell: (sentence: string) => void;
  signal: AbortSignal;
}

const clock = (): number => Date.now() / 1000;

/** The whole demonstration: builds, starts, founds, decides; stays up until the signal unless asked to walk once. */
export async function runDemonstration(args: StartArguments, signal: AbortSignal): Promise<void> {
  const tell = (sentence: string): void => (args.json ? console.error(sentence) : console.log(sentence));
  const timer = createTimer();
  checkEnvironment(process.env.QDT_ENV);
  await timer.measure('compile', () => compileContracts(tell));
  tell('Looking whether the page is built; the first time takes a few seconds.');
  await timer.measure('page', () => buildPage());
  tell('Preparing the key files of the demonstration.');
  const keys = await timer.measure('keys', () => ensureKeys(join(args.dataFolder, 'keys')));
  tell('Starting the node: embedded chain, content store, gateway, page.');
  const node = await timer.measure('node', () => openNode(args, keys));
  try {
    await node.ready;
    const client = createClient({ url: node.url });
    const accounts = await timer.measure('city', () => foundCity({ client, keys, tell, clock }));
    const oracles = startOracles({
      nodeUrl: node.url,
      dataFolder: args.dataFolder,
      committee: accounts.committee,
      keys,
      tell,
    });
    try {
      const isFirst = (await client.decisions({ limit: 1 })).decisions.length === 0;
      if (args.once || isFirst) await walk({ args, client, keys, accounts, timer, tell, signal });
      if (!args.once) await stayUp(node.url, args.dataFolder, tell, signal);
    } finally {
      tell('Stopping the operators.');
      await oracles.stop();
    }
  } finally {
    tell('Stopping the node.');
    await node.stop();
  }
}

/** Public keys and a window of seconds must not be mistaken for the real thing. */
function checkEnvironment(environment: string | undefined): void {
  if (environment !== undefined && environment !== demonstrationEnvironment)
    throw new NodeError('DEMO_ONLY', { field: 'QDT_ENV', environment, instead: 'npm run qdt -- node' });
}

function openNode(args: StartArguments, keys: DemonstrationKeys) {
  const config = readConfig(process.env, {
    dataFolder: join(args.dataFolder, 'node'),
    port: args.port,
    environment: demonstrationEnvironment,
    founders: { signers: [keys.founder.keyFile.authority.publicKey], threshold: 1 },
  });
  return startNode(config, { log: logTo(join(args.dataFolder, 'node.log')) });
}

async function walk({ args, client, keys, accounts, timer, tell, signal }: Walk): Promise<void> {
  const decision = await runDecision({
    client,
    agency: { account: accounts.agency, key: keys['mobility-agency'] },
    committee: accounts.committee,
    sharePermille: args.sharePermille,
    seed: args.seed,
    tell,
    timer,
    clock,
    signal,
  });
  const receipts = join(args.dataFolder, 'receipts');
  const audit = await timer.measure('audit', () => auditDecision(client, decision.id, receipts));
  tell(tellAudit(audit));
  const summary = await summarize(client, decision, { seconds: timer.seconds(), audit });
  tell(tellSummary(summary));
  if (args.json) console.log(JSON.stringify(summary));
}

async function stayUp(
  url: string,
  dataFolder: string,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  tell(`The page is at ${url}/ and stays up until Ctrl-C.`);
  tell(`To sign there: a key file from ${join(dataFolder, 'keys')}, passphrase ${demonstrationPassphrase}`);
  tell('This is a demonstration: simulated traffic, keys everybody knows, a challenge window of 5 seconds.');
  if (!signal.aborted) await once(signal, 'abort');
}
