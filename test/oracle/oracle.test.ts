import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Hex } from 'viem';
import { followNetwork } from '../../node/client/events.ts';
import { newSeeds, sealKeyFile } from '../../node/protocol/key-file.ts';
import { routesProblem } from '../../node/protocol/problems/routes/parameters.ts';
import { requestBatch } from '../../node/protocol/request-batch.ts';
import { placeInRotation } from '../../oracle/committee/rotation.ts';
import { agencyKey, committeeKeys, startTestCity, submission, type TestCity } from '../node/city.fixture.ts';

const passphrase = 'of a test, and only of it';

describe('oracle processes', function () {
  this.timeout(120_000);
  let city: TestCity;
  let id: number;
  const running = new Set<ChildProcess>();

  before(async () => {
    city = await startTestCity();
    id = await requestSmallDecision(city);
  });
  after(async () => {
    for (const child of running) child.kill('SIGKILL');
    await city.remove();
  });

  it('record one decision once, though lead and checker are killed on the way', async () => {
    const [lead, checker] = await keyFilesByPlace(city, id);
    if (lead === undefined || checker === undefined) throw new Error('two operators');
    expect(await died(start(lead, 'record-published unnoted'))).to.equal('SIGKILL');
    expect(await died(start(checker, 'answer-signed after'))).to.equal('SIGKILL');
    expect((await city.client.decision(id)).state).to.equal('REQUESTED');

    const recorded = firstRecorded(city, id);
    const resumed = [start(lead), start(checker)];
    await Promise.all([recorded, ...resumed.map(ready)]);
    const { calls } = await city.client.calls({ account: city.committee });
    expect(calls.map(({ status }) => status)).to.deep.equal(['executed']);
    expect((await city.client.decision(id)).signers).to.have.length(2);

    for (const child of resumed) child.kill('SIGTERM');
    expect(await Promise.all(resumed.map(died))).to.deep.equal([0, 0]);
  });

  function start(keyFile: string, dieAt = ''): ChildProcess {
    const program = join(import.meta.dirname, 'dying-oracle.fixture.ts');
    const args = [
      '--node',
      city.node.url,
      '--data',
      `${keyFile}.data`,
      '--key',
      keyFile,
      '--committee',
      city.committee,
    ];
    const child = spawn(process.execPath, [program, ...args, '--takeover', '3600', '--poll', '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, QDT_PASSPHRASE: passphrase, DIE_AT: dieAt },
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  }
});

/** From here on the process ends by itself when it is asked to. */
async function ready({ stdout }: ChildProcess): Promise<void> {
  if (stdout !== null) await once(stdout, 'data');
}

async function died(child: ChildProcess): Promise<number | string> {
  const [code, signal]: [number | null, NodeJS.Signals | null] =
    child.exitCode === null && child.signalCode === null ? await exitOf(child) : [child.exitCode, child.signalCode];
  return signal ?? code ?? 'unknown';
}

async function exitOf(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  await once(child, 'exit');
  return [child.exitCode, child.signalCode];
}

async function requestSmallDecision({ client, network, agency, committee }: TestCity): Promise<number> {
  const { batch, content } = requestBatch({
    ledger: network.contracts.decisionLedger,
    agency,
    committee,
    problem: routesProblem({ parameters: { sharePermille: 20, groupTrips: 1000 }, solver: { workUnits: 2000 } }),
    snapshotCid: (await client.takeSnapshot()).cid,
    challengeWindowSeconds: network.challengeWindowSeconds,
    now: Date.now() / 1000,
    recordSeconds: 600,
    callSeconds: 600,
  });
  const result = await client.requestDecision(submission(network, batch, [agencyKey()], content));
  if ('id' in result) return result.id;
  throw new Error('the request waits');
}

/** Key files of the committee's operators, the lead's first. */
async function keyFilesByPlace({ config, network, client, committee }: TestCity, id: number): Promise<string[]> {
  const { signers } = await client.participant(committee);
  const place = (signer: Hex) => placeInRotation(signers, signer, id) ?? 99;
  const files: [number, string][] = [];
  for (const [index, key] of committeeKeys().entries()) {
    const file = join(config.dataFolder, `operator-${index}.json`);
    const authority = new Uint8Array(48).fill(index + 1);
    const seeds = { ...newSeeds(), authority };
    writeFileSync(file, JSON.stringify(await sealKeyFile({ label: file, seeds, passphrase, cost: 2 ** 4 })));
    files.push([place(key.signer(network.contracts.verifier)), file]);
  }
  return files.sort(([a], [b]) => a - b).map(([, file]) => file);
}

async function firstRecorded({ node }: TestCity, id: number): Promise<void> {
  const stopping = new AbortController();
  for await (const { event, data } of followNetwork({ url: node.url, signal: stopping.signal, lastEventId: 0 }))
    if (event === 'decision' && data.id === id && data.state !== 'REQUESTED') {
      stopping.abort();
      return;
    }
}
