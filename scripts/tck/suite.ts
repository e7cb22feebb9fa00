import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeError } from '../../node/protocol/errors.ts';

/** The last version of the suite that Maven Central has; 1.0.1 was never put there. */
export const suiteVersion = '1.0.0-RC6';

const group = 'org.eclipse.dataspacetck.dsp';
const artifacts = [
  ...[
    'dsp-system',
    'dsp-metadata',
    'dsp-catalog',
    'dsp-contract-negotiation',
    'dsp-transfer-process',
    'tck-runtime',
  ].map((artifact) => ({ group, artifact, version: suiteVersion })),
  // The suite names okhttp, whose jar for the JVM has another name since version 5.
  { group: 'com.squareup.okhttp3', artifact: 'okhttp-jvm', version: '5.3.0' },
];

export interface SuiteResult {
  passed: string[];
  failed: { test: string; why: string }[];
  /** As the suite counts them. */
  skipped: number;
}

/** Fetches the suite's jars by Maven coordinates into that folder, once. 'TCK_UNAVAILABLE' says what is missing. */
export async function prepareSuite(folder: string): Promise<void> {
  const unavailable = (missing: string): NodeError => new NodeError('TCK_UNAVAILABLE', { missing });
  if (spawnSync('javac', ['-version']).status !== 0) throw unavailable('a JDK of version 17 or later');
  await mkdir(folder, { recursive: true });
  const jars = join(folder, 'jars');
  if (!existsSync(join(jars, `tck-runtime-${suiteVersion}.jar`))) {
    if (spawnSync('mvn', ['-version']).status !== 0) throw unavailable(`Maven, or the jars in ${jars}`);
    await writeFile(join(folder, 'pom.xml'), projectFile());
    const fetched = spawnSync('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (fetched.status !== 0) throw unavailable(`jars from Maven Central: ${fetched.stdout.slice(0, 500)}`);
  }
  const source = join(import.meta.dirname, 'TckMain.java');
  const compiled = spawnSync('javac', ['-cp', join(jars, '*'), '-d', folder, source], { encoding: 'utf8' });
  if (compiled.status !== 0) throw unavailable(`a runner that compiles: ${compiled.stderr.slice(0, 500)}`);
}

/** Runs the whole suite once, in a process of its own. */
export async function runSuite(folder: string, properties: Readonly<Record<string, string>>): Promise<SuiteResult> {
  const file = join(folder, 'run.properties');
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}`);
  await writeFile(file, `${lines.join('\n')}\n`);
  const classPath = [folder, ...(await readdir(join(folder, 'jars'))).map((jar) => join(folder, 'jars', jar))].join(
    ':',
  );
  const run = spawn('java', ['-cp', classPath, 'TckMain', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  run.stdout.on('data', collect);
  run.stderr.on('data', collect);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  run.on('error', reject);
  run.on('close', () => resolve());
  await promise;
  await writeFile(join(folder, 'run.log'), output);
  return readOutput(output);
}

/** The suite's exit code says nothing: each test is read from what it prints. */
export function readOutput(output: string): SuiteResult {
  const passed: string[] = [];
  const failed = new Map<string, string>();
  for (const [, status, test] of output.matchAll(/(SUCCESSFUL|FAILED|ABORTED): ([A-Z_]+:\d\d-\d\d)/g)) {
    if (test === undefined) continue;
    if (status === 'SUCCESSFUL') passed.push(test);
    else failed.set(test, 'failed');
  }
  for (const [, test, why] of output.matchAll(/TCK failure ([A-Z_]+:\d\d-\d\d)[^\n]*? :: ([^\n]*)/g))
    if (test !== undefined) failed.set(test, why ?? 'failed');
  const skipped = /TCK found \d+ started \d+ succeeded \d+ skipped (\d+)/.exec(output)?.[1];
  return { passed, failed: [...failed].map(([test, why]) => ({ test, why })), skipped: Number(skipped ?? 0) };
}

function projectFile(): string {
  const dependencies = artifacts.map(
    (one) =>
      `<dependency><groupId>${one.group}</groupId><artifactId>${one.artifact}</artifactId><version>${one.version}</version></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>qdt</groupId><artifactId>tck</artifactId><version>1</version>
<dependencies>${dependencies.join('\n')}</dependencies></project>
`;
}
