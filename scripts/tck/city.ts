import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, bytesToHex, encodeFunctionData, hexToBytes, zeroHash } from 'viem';
import { createClient } from '../../node/client/client.ts';
import { readConfig } from '../../node/config.ts';
import { type RunningNode, startNode } from '../../node/node.ts';
import { participantKinds, participantRegistryAbi } from '../../node/protocol/abi.ts';
import { batchDigest, signerOf } from '../../node/protocol/call.ts';
import { batchToJson } from '../../node/protocol/call-json.ts';
import { randomNonce } from '../../node/protocol/call-nonce.ts';
import { type RequestSigner, signRequest } from '../../node/protocol/http-signature/sign.ts';
import { newSeeds } from '../../node/protocol/key-file.ts';
import { type KeySeeds, offChainKeys } from '../../node/protocol/key-secrets.ts';
import { registeredProfile } from '../../node/protocol/participant.ts';
import { compilePolicy } from '../../node/protocol/policy/compile.ts';
import { publishPolicyCall } from '../../node/protocol/policy/governing-calls.ts';
import { policyTemplate } from '../../node/protocol/policy/templates.ts';
import { secretKeyOf } from '../../node/protocol/signatures/engine.ts';
import { generateAuthorityKey, nativeEngine } from '../../node/protocol/signatures/native.ts';
import { nativeMlDsa65 } from '../../node/protocol/signatures/native-ml-dsa-65.ts';
import { constitutionCalls } from '../demonstration/founding.ts';

/** A node that speaks for a company, in a city with one policy: everybody may read its datasets. */
export interface ConnectorCity {
  node: RunningNode;
  company: Address;
  /** Signs the company's requests. */
  signer: RequestSigner;
  /** Of its keys off chain. */
  seeds: KeySeeds;
  stop(): Promise<void>;
}

export interface ConnectorCityOptions {
  /** 0 lets the system choose. */
  port?: number;
  /** Whether the node signs what it says to other connectors; else it is anybody there. */
  signsMessages?: boolean;
  /** `host:port` of connectors on this machine. */
  allowedPeers: readonly string[];
  log?: (event: string, details?: Record<string, unknown>) => void;
}

const yearSeconds = 365 * 86_400;

/** Founds it in a temporary folder with keys of its own; nothing is left behind. */
export async function foundConnectorCity({
  port = 0,
  signsMessages = false,
  allowedPeers,
  log = () => undefined,
}: ConnectorCityOptions): Promise<ConnectorCity> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'qdt-connector-'));
  const authority = generateAuthorityKey();
  const founders = { signers: [bytesToHex(authority.publicKey)], threshold: 1 };
  const config = { dataFolder, port, environment: 'demo', founders, requestsPerMinute: 1_000_000, allowedPeers };
  const first = await startNode(readConfig({}, config), { log });
  const seeds = newSeeds();
  const account = await found(first, authority, offChainKeys(seeds)).finally(() => first.stop());
  const signer: RequestSigner = {
    account,
    publicKey: nativeMlDsa65.publicKey(seeds.mlDsa65),
    sign: (base) => nativeMlDsa65.sign(seeds.mlDsa65, base),
    now: () => Date.now() / 1000,
    nonce: () => crypto.randomUUID(),
  };
  // The node is told for whom it speaks when it starts.
  const node = await startNode(readConfig({}, { ...config, participant: account }), {
    log,
    ...(signsMessages ? { signMessage: (request) => signRequest(request, signer) } : {}),
  });
  await node.ready;
  return {
    node,
    company: account,
    signer,
    seeds,
    async stop() {
      await node.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function found(
  node: RunningNode,
  authority: ReturnType<typeof generateAuthorityKey>,
  keys: ReturnType<typeof offChainKeys>,
): Promise<Address> {
  await node.ready;
  const client = createClient({ url: node.url });
  const { contracts, chainId } = await client.network();
  const { founder, participantRegistry, policyRegistry, verifier } = contracts;
  const signer = signerOf(verifier, bytesToHex(authority.publicKey));
  const { account } = await client.createAccount({ signers: [signer], threshold: 1, salt: zeroHash });
  const profile = registeredProfile({ name: 'Company under test', keys });
  const reviewBy = Math.ceil(Date.now() / 1000) + yearSeconds;
  const values = { name: 'open-datasets', owner: account, target: 'urn:qdt:dataset:*', reviewBy };
  const policy = compilePolicy(JSON.stringify(policyTemplate('open-data', values)), new Set());
  const enrol = encodeFunctionData({
    abi: participantRegistryAbi,
    functionName: 'enrol',
    args: [account, participantKinds.indexOf('COMPANY'), profile.registered],
  });
  const calls = [
    ...constitutionCalls(contracts, founder),
    { target: participantRegistry, value: 0n, data: enrol },
    publishPolicyCall(policyRegistry, policy),
  ];
  const batch = { account: founder, calls, nonce: randomNonce(), deadline: reviewBy - yearSeconds + 600 };
  const digest = hexToBytes(batchDigest(chainId, batch));
  const signature = bytesToHex(nativeEngine.sign(secretKeyOf(authority.seed, authority.publicKey), digest));
  await client.submitCall({
    call: batchToJson(batch, [{ signer, signature }]),
    content: [...profile.content, policy.document.canonical].map((bytes) => Buffer.from(bytes).toString('base64')),
  });
  return account;
}
