import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import { createClient, type NodeClient } from '../../node/client/client.ts';
import { participantKinds, participantRegistryAbi } from '../../node/protocol/abi.ts';
import type { Call } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { randomNonce } from '../../node/protocol/call-nonce.ts';
import { demonstrationPassphrase } from '../../node/protocol/demonstration.ts';
import { newSeeds, sealKeyFile } from '../../node/protocol/key-file.ts';
import { registeredProfile } from '../../node/protocol/participant.ts';
import { generateAuthorityKey } from '../../node/protocol/signatures/native.ts';
import { openRequestSigner } from '../../scripts/command/identity-option.ts';
import { signBatch } from '../../scripts/sign-batch.ts';
import { batchOf, founderKey, submission, type TestCity } from '../node/city.fixture.ts';

/** Somebody with a key file of its own. */
export interface Holder {
  file: string;
  account: Address;
  recipient: string;
  profile: ReturnType<typeof registeredProfile>;
}

/** A key file that opens quickly, and its account. */
export async function createHolder({ client, network }: TestCity, folder: string, name: string): Promise<Holder> {
  const { seed, publicKey } = generateAuthorityKey();
  const keyFile = await sealKeyFile({
    label: name,
    seeds: { ...newSeeds(), authority: seed },
    authorityPublicKey: publicKey,
    passphrase: demonstrationPassphrase,
    cost: 2 ** 10,
  });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(keyFile));
  const signer: Hex = `${network.contracts.verifier}${keyFile.authority.publicKey.slice(2)}`;
  const { account } = await client.createAccount({ signers: [signer], threshold: 1, salt: zeroHash });
  const keys = { mlDsa65: keyFile.mlDsa65.publicKey, ageRecipient: keyFile.age.recipient };
  return { file, account, recipient: keyFile.age.recipient, profile: registeredProfile({ name, keys }) };
}

/** The founder, who is the registrar of a test city, enrols companies. */
export async function enrolCompanies({ client, network }: TestCity, holders: readonly Holder[]): Promise<void> {
  const { contracts } = network;
  const calls = holders.map(({ account, profile }): Call => {
    const args = [account, participantKinds.indexOf('COMPANY'), profile.registered] as const;
    const data = encodeFunctionData({ abi: participantRegistryAbi, functionName: 'enrol', args });
    return { target: contracts.participantRegistry, value: 0n, data };
  });
  const blocks = holders.flatMap(({ profile }) => profile.content);
  await client.submitCall(submission(network, batchOf(contracts.founder, 77n, calls), [founderKey()], blocks));
}

/** A call of the holder's account, signed with its key file. */
export async function submitAs(
  { client, network }: TestCity,
  { file, account }: Holder,
  calls: Call[],
  blocks: readonly Uint8Array[] = [],
) {
  const content = blocks.map((bytes) => Buffer.from(bytes).toString('base64'));
  const deadline = Math.ceil(Date.now() / 1000) + 600;
  const batch = { account, calls, nonce: randomNonce(), deadline };
  const signature = await signBatch(network, { file, passphrase: demonstrationPassphrase }, batch);
  return await client.submitCall({ call: batchToJson(batch, [signature]), content });
}

/** A client whose requests the holder signs. */
export async function clientOf({ client }: TestCity, { file }: Holder): Promise<NodeClient> {
  const signer = await openRequestSigner(client, { file, passphrase: demonstrationPassphrase });
  return createClient({ url: client.url, signer });
}

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** `npm run qdt -- NAME …` in a process of its own; `input` on its standard input. */
export function qdt(name: string, args: readonly string[], input?: Uint8Array): Promise<Ran> {
  const program = join(import.meta.dirname, '..', '..', 'scripts', `${name}.ts`);
  const env = { ...process.env, QDT_ENV: 'demo', QDT_PASSPHRASE: demonstrationPassphrase };
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env });
  const ran = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    ran.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    ran.err += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...ran })));
}
