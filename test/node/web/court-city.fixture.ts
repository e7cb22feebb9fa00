import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, bytesToHex, encodeFunctionData, zeroHash } from 'viem';
import { participantRegistryAbi } from '../../../node/protocol/abi.ts';
import { scoreChoices } from '../../../node/protocol/energy.ts';
import { decodeProblem, encodeProblem } from '../../../node/protocol/problems/problem.ts';
import type { Report } from '../../../node/protocol/report.ts';
import { encodeSample } from '../../../node/protocol/sample.ts';
import { readSnapshot } from '../../../node/protocol/snapshot.ts';
import { solve } from '../../../oracle/problems/solver.ts';
import { enrolSelfCall } from '../../../scripts/demonstration/founding.ts';
import { batchOf, profileOf, startTestCity, submission, type TestCity } from '../city.fixture.ts';
import { testKey } from '../governance/signers.fixture.ts';
import { problem, record, request, withBetterEnergy } from './decided-city.fixture.ts';
import { sealTestKey } from './key-files.fixture.ts';

/** A city with a citizen, two answers that are true but weak, and one whose energy two of three operators misstated. */
export interface CourtCity extends TestCity {
  weak: readonly [number, number];
  misstated: number;
  citizen: Address;
  keyFile: string;
  /** Files as the solver writes them: the operators' plan, and the weak one that stands. */
  samples: { better: string; weak: string };
  /** The solver's honest report. */
  report: Report;
}

export const citizenName = 'Citizen Audit Club';
const citizenSeed = 31;
/** Longer than the whole test. */
const windowSeconds = 900;

export async function startCourtCity(): Promise<CourtCity> {
  const city = await startTestCity({ challengeWindowSeconds: windowSeconds });
  const { client, network } = city;
  const { cid } = await client.takeSnapshot();
  const snapshot = await readSnapshot(cid, (block) => client.content(block));
  const { report, compiled } = await solve({ problem: decodeProblem(encodeProblem(problem)), snapshot });
  const { model, start } = compiled;
  const sample = encodeSample(start, model);
  const weak: Report = { ...report, attribution: [], sample, energy: scoreChoices(model, start) };
  const ids: number[] = [];
  for (const one of [weak, weak, withBetterEnergy(report)]) {
    const id = await request(city, cid);
    await record(city, id, one);
    ids.push(id);
  }
  const key = testKey(citizenSeed);
  const signers = [key.signer(network.contracts.verifier)];
  const citizen = (await client.createAccount({ signers, threshold: 1, salt: zeroHash })).account;
  const profile = profileOf(citizenName);
  const enrol = batchOf(citizen, 1n, [enrolSelfCall(network.contracts, profile.registered)]);
  await client.submitCall(submission(network, enrol, [key]));
  // only the enrolled bring content: the name comes with a second call
  const data = encodeFunctionData({
    abi: participantRegistryAbi,
    functionName: 'updateProfile',
    args: [profile.registered],
  });
  const update = batchOf(citizen, 2n, [{ target: network.contracts.participantRegistry, value: 0n, data }]);
  await client.submitCall(submission(network, update, [key], [profile.bytes]));

  const folder = mkdtempSync(join(tmpdir(), 'qdt-court-'));
  const write = (name: string, value: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const sampleFile = (name: string, { modelRoot, energy, sample: bytes }: Report): string =>
    write(name, { modelRoot, energy: energy.toString(), sample: bytesToHex(bytes) });
  const [first = 0, second = 0, misstated = 0] = ids;
  return {
    ...city,
    weak: [first, second],
    misstated,
    citizen,
    keyFile: write('citizen.json', (await sealTestKey(citizenSeed, key.publicKey)).file),
    samples: { better: sampleFile('sample.json', report), weak: sampleFile('weak.json', weak) },
    report,
    async remove() {
      await city.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
