import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataspaceClient } from '../node/client/dataspace.ts';
import { dspPath } from '../node/dataspace/dsp/context.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { argumentInvalid, runCommand } from './command/run-command.ts';
import { testsThatRun } from './tck/cases.ts';
import { foundConnectorCity } from './tck/city.ts';
import { drive } from './tck/driver.ts';
import { freePort } from './tck/free-port.ts';
import { prepareSuite, runSuite, type SuiteResult, suiteVersion } from './tck/suite.ts';
import { prepareTests } from './tck/tests.ts';
import { startTrigger } from './tck/trigger.ts';

const usage = `npm run tck [-- --runs N] [--folder FOLDER] [--json]
  The Eclipse Dataspace TCK (${suiteVersion}) against a node of its own, in both roles: version metadata, catalog, negotiation, transfer.
  Ends with 1 unless each run passes all ${testsThatRun}. Needs a JDK 17; the jars come from Maven Central by their coordinates.
  --runs N      how often (default: 3)
  --folder      where the jars are kept, outside this project (default: qdt-tck in the system's temporary folder)
  --json        one JSON object with every run`;

await runCommand({
  usage,
  options: {
    runs: { type: 'string', default: '3' },
    folder: { type: 'string', default: join(tmpdir(), 'qdt-tck') },
    json: { type: 'boolean', default: false },
  },
  run: async ({ runs, folder, json }) => {
    if (!/^[1-9]\d?$/.test(runs)) throw argumentInvalid('is a number of runs', 'runs');
    await prepareSuite(folder);
    const results: SuiteResult[] = [];
    for (let run = 1; run <= Number(runs); run += 1) {
      const result = await runOnce(folder);
      results.push(result);
      if (!json) tell(run, result);
    }
    if (json) console.log(JSON.stringify({ suite: suiteVersion, expected: testsThatRun, runs: results }));
    const short = results.findIndex(({ passed, failed }) => passed.length < testsThatRun || failed.length > 0);
    if (short >= 0) throw new NodeError('TCK_FAILED', { run: short + 1, passed: results[short]?.passed.length });
  },
});

/** A new city, a node, the suite. */
async function runOnce(folder: string): Promise<SuiteResult> {
  const suitePort = await freePort();
  const nodePort = await freePort();
  const city = await foundConnectorCity({
    port: nodePort,
    allowedPeers: [`127.0.0.1:${suitePort}`, `127.0.0.1:${nodePort}`],
  });
  const client = createDataspaceClient({ url: city.node.url, signer: city.signer });
  const stopping = new AbortController();
  const trigger = await startTrigger(client);
  try {
    const { script, properties } = await prepareTests(client, `${city.node.url}${dspPath}`);
    const driving = drive(client, script, stopping.signal);
    driving.catch((error: unknown) => console.error(`tck driver: ${String(error)}`));
    await properties.ready;
    const result = await runSuite(folder, {
      ...properties.values(),
      'dataspacetck.launcher': 'org.eclipse.dataspacetck.dsp.system.DspSystemLauncher',
      'dataspacetck.dsp.connector.agent.id': `urn:qdt:participant:${city.company.toLowerCase()}`,
      'dataspacetck.dsp.connector.http.url': `${city.node.url}${dspPath}`,
      'dataspacetck.dsp.connector.http.base.url': city.node.url,
      'dataspacetck.dsp.connector.negotiation.initiate.url': `${trigger.url}/negotiations`,
      'dataspacetck.dsp.connector.transfer.initiate.url': `${trigger.url}/transfers`,
      'dataspacetck.callback.address': `http://127.0.0.1:${suitePort}`,
      'dataspacetck.host': '127.0.0.1',
      'dataspacetck.port': String(suitePort),
    });
    stopping.abort();
    await driving;
    return result;
  } finally {
    stopping.abort();
    await trigger.stop();
    await city.stop();
  }
}

function tell(run: number, { passed, failed, skipped }: SuiteResult): void {
  for (const test of passed) console.log(`  passed  ${test}`);
  for (const { test, why } of failed) console.log(`  FAILED  ${test}: ${why}`);
  console.log(`Run ${run}: ${passed.length} passed, ${failed.length} failed, ${skipped} disabled in the suite.`);
}
