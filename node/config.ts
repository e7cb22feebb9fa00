import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, type Hex, isAddress } from 'viem';
import { demonstrationEnvironment } from './protocol/demonstration.ts';
import { NodeError } from './protocol/errors.ts';
import { cityGovernance, demonstrationGovernance, type GovernanceSettings } from './protocol/governance-settings.ts';
import type { Contracts } from './protocol/network.ts';

/** Everything a node must be told. Times in seconds, sizes in bytes. */
export interface NodeConfig {
  dataFolder: string;
  /** Loopback unless told otherwise. */
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** 'demo' allows the demonstration's public passphrase, participants and short window. */
  environment: string;
  /** Names under which the node may be reached besides loopback: the Host header must be one of them. */
  hostNames: readonly string[];
  /** A JSON-RPC address of another chain; the embedded chain where it is not given. */
  chainRpc: string | undefined;
  /** Where the contracts stand on that other chain, and since which block. */
  remote: { contracts: Contracts; firstBlock: number } | undefined;
  /** The RPC address of a Kubo node that holds the content too; none where it is not given. */
  kuboRpc: string | undefined;
  chainId: number;
  /** The first accounts' signers; needed only when a new ledger is made. */
  founders: { signers: readonly Hex[]; threshold: number } | undefined;
  /** Time of the first block; the clock's where it is not given. Only for a new ledger. */
  genesisAt: number | undefined;
  /** The shortest challenge window the ledger accepts, and the default one. */
  challengeWindowSeconds: number;
  /** How a new ledger's agencies vote. */
  governance: GovernanceSettings;
  bodyLimitBytes: number;
  /** Requests a minute from one address; new accounts and snapshots have a fiftieth of it. */
  requestsPerMinute: number;
  /** The account this node speaks for towards other connectors; none where it is not given. */
  participant: Address | undefined;
  /** Where other connectors reach this node; the address it listens on where it is not given. */
  publicUrl: string | undefined;
  /** `host:port` of other connectors that may have a private address and speak plain HTTP. */
  allowedPeers: readonly string[];
  /** The built page. */
  pageFolder: string;
}

export const defaultChallengeWindowSeconds = 72 * 3600;
export const demonstrationWindowSeconds = 5;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration from the environment (QDT_DATA, QDT_HOST, QDT_PORT, QDT_ENV, QDT_HOST_NAMES, QDT_CHAIN_RPC,
 * QDT_CONTRACTS, QDT_CHAIN_ID, QDT_WINDOW_SECONDS, QDT_KUBO_RPC, QDT_PARTICIPANT,
 * QDT_PUBLIC_URL, QDT_ALLOWED_PEERS) with overrides on top.
 * Throws 'CONFIG_INVALID' naming the field, 'CONFIG_DEMO_ONLY' for demonstration values elsewhere.
 */
export function readConfig(environment: Environment, overrides: Partial<NodeConfig> = {}): NodeConfig {
  const kind = overrides.environment ?? environment.QDT_ENV ?? 'production';
  const isDemonstration = kind === demonstrationEnvironment;
  const config: NodeConfig = {
    dataFolder: environment.QDT_DATA ?? 'data',
    host: environment.QDT_HOST ?? '127.0.0.1',
    port: readWhole('QDT_PORT', environment.QDT_PORT, 4100, 65535),
    environment: kind,
    hostNames: (environment.QDT_HOST_NAMES ?? '').split(',').filter((name) => name !== ''),
    chainRpc: environment.QDT_CHAIN_RPC,
    remote: environment.QDT_CONTRACTS === undefined ? undefined : readRemote(environment.QDT_CONTRACTS),
    kuboRpc: environment.QDT_KUBO_RPC,
    chainId: readWhole('QDT_CHAIN_ID', environment.QDT_CHAIN_ID, 55_000_042),
    founders: undefined,
    genesisAt: undefined,
    challengeWindowSeconds: readWhole(
      'QDT_WINDOW_SECONDS',
      environment.QDT_WINDOW_SECONDS,
      isDemonstration ? demonstrationWindowSeconds : defaultChallengeWindowSeconds,
    ),
    governance: isDemonstration ? demonstrationGovernance : cityGovernance,
    bodyLimitBytes: 1024 * 1024,
    requestsPerMinute: 3000,
    participant: readAccount(environment.QDT_PARTICIPANT),
    publicUrl: environment.QDT_PUBLIC_URL,
    allowedPeers: (environment.QDT_ALLOWED_PEERS ?? '').split(',').filter((peer) => peer !== ''),
    pageFolder: join(import.meta.dirname, 'web', 'dist'),
    ...overrides,
  };
  checkConfig(config);
  return config;
}

/** The shortest window outside the demonstration: one hour. */
const shortestWindowSeconds = 3600;

function checkConfig(config: NodeConfig): void {
  if (config.environment !== demonstrationEnvironment && config.challengeWindowSeconds < shortestWindowSeconds) {
    throw new NodeError('CONFIG_DEMO_ONLY', {
      field: 'challengeWindowSeconds',
      value: config.challengeWindowSeconds,
      minimum: shortestWindowSeconds,
    });
  }
  if (
    config.environment !== demonstrationEnvironment &&
    config.governance.timelockDelaySeconds < shortestWindowSeconds
  ) {
    throw new NodeError('CONFIG_DEMO_ONLY', {
      field: 'governance.timelockDelaySeconds',
      value: config.governance.timelockDelaySeconds,
      minimum: shortestWindowSeconds,
    });
  }
  if (config.chainRpc !== undefined && !URL.canParse(config.chainRpc)) {
    throw new NodeError('CONFIG_INVALID', { field: 'QDT_CHAIN_RPC', rule: 'is an address of JSON-RPC' });
  }
  if (config.kuboRpc !== undefined && !isHttpAddress(config.kuboRpc)) {
    throw new NodeError('CONFIG_INVALID', { field: 'QDT_KUBO_RPC', rule: 'is an HTTP address of a Kubo RPC' });
  }
  if (config.publicUrl !== undefined && !isHttpAddress(config.publicUrl)) {
    throw new NodeError('CONFIG_INVALID', { field: 'QDT_PUBLIC_URL', rule: 'is an HTTP address' });
  }
  if (config.chainRpc !== undefined && config.remote === undefined) {
    throw new NodeError('CONFIG_INVALID', { field: 'QDT_CONTRACTS', rule: 'is given with QDT_CHAIN_RPC' });
  }
}

function readAccount(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined;
  if (!isAddress(text)) throw new NodeError('CONFIG_INVALID', { field: 'QDT_PARTICIPANT', rule: 'is an account' });
  return text;
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** A JSON file { contracts: { verifier, ... }, firstBlock }. */
function readRemote(path: string): NodeConfig['remote'] {
  const invalid = (rule: string): NodeError => new NodeError('CONFIG_INVALID', { field: 'QDT_CONTRACTS', rule });
  const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (text === undefined) throw invalid('names a file that is there');
  const document: unknown = JSON.parse(text);
  const { contracts, firstBlock } = fieldsOf(document);
  if (typeof firstBlock !== 'number' || !Number.isSafeInteger(firstBlock))
    throw invalid('has a whole number firstBlock');
  const given = fieldsOf(contracts);
  const at = (name: keyof Contracts): Address => {
    const address = given[name];
    if (typeof address !== 'string' || !isAddress(address)) throw invalid(`has an address contracts.${name}`);
    return address;
  };
  return {
    firstBlock,
    contracts: {
      verifier: at('verifier'),
      accountFactory: at('accountFactory'),
      founder: at('founder'),
      accessManager: at('accessManager'),
      participantRegistry: at('participantRegistry'),
      decisionLedger: at('decisionLedger'),
      seats: at('seats'),
      timelock: at('timelock'),
      governor: at('governor'),
      policyRegistry: at('policyRegistry'),
      modelCourt: at('modelCourt'),
      mlDsa65Verifier: at('mlDsa65Verifier'),
      mlDsa44Verifier: at('mlDsa44Verifier'),
      hybridVerifier: at('hybridVerifier'),
      algorithmRegistry: at('algorithmRegistry'),
      datasetRegistry: at('datasetRegistry'),
      agreementRegistry: at('agreementRegistry'),
    },
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function readWhole(field: string, text: string | undefined, otherwise: number, maximum = 2 ** 31): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value <= maximum) return value;
  throw new NodeError('CONFIG_INVALID', { field, rule: `is a whole number of at most ${maximum}` });
}
