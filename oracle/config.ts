import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Address, getAddress, isAddress } from 'viem';
import { checkPassphrase } from '../node/protocol/demonstration.ts';
import { NodeError } from '../node/protocol/errors.ts';
import { type OperatorAlgorithm, operatorAlgorithms } from './open-signer.ts';

export const oracleUsage = `node oracle/oracle.ts --node URL --data DIR --key FILE --committee ADDRESS [--json]
  --node URL              the node to work with
  --data DIR              this operator's own memory of what it did
  --key FILE              its key file; the passphrase comes from QDT_PASSPHRASE or --passphrase-file, never from here
  --committee ADDRESS     the account whose decisions it works on
  --passphrase-file FILE  a file whose first line is the passphrase
  --algorithm NAME        which key of its file signs: SLH-DSA-SHA2-128s (as without this) or ML-DSA-65
  --takeover SECONDS      how long a silent lead is waited for (default 30)
  --poll SECONDS          how often to look without having heard anything (default 5)
  --attached              end when standard input ends, so as not to outlive who started it
  --json                  one JSON object a line instead of sentences`;

/** Everything an operator's process must be told. */
export interface OracleConfig {
  nodeUrl: string;
  dataFolder: string;
  keyFile: string;
  committee: Address;
  passphrase: string;
  algorithm: OperatorAlgorithm;
  takeoverSeconds: number;
  pollSeconds: number;
  attached: boolean;
  json: boolean;
}

const options = {
  node: { type: 'string' },
  data: { type: 'string' },
  key: { type: 'string' },
  committee: { type: 'string' },
  'passphrase-file': { type: 'string' },
  algorithm: { type: 'string', default: operatorAlgorithms[0] },
  takeover: { type: 'string', default: '30' },
  poll: { type: 'string', default: '5' },
  attached: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads arguments and environment; undefined when help was asked for.
 * Throws CONFIG_INVALID naming the field, DEMO_ONLY for the public passphrase outside the demonstration.
 */
export function readOracleConfig(args: readonly string[], environment: Environment): OracleConfig | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  const committee = required('committee', values.committee);
  if (!isAddress(committee)) throw new NodeError('CONFIG_INVALID', { field: 'committee', rule: 'is an address' });
  const nodeUrl = required('node', values.node);
  if (!URL.canParse(nodeUrl)) throw new NodeError('CONFIG_INVALID', { field: 'node', rule: 'is a URL' });
  const passphrase = readPassphrase(values['passphrase-file'], environment);
  checkPassphrase(passphrase, environment.QDT_ENV);
  return {
    nodeUrl: nodeUrl.replace(/\/$/, ''),
    dataFolder: required('data', values.data),
    keyFile: required('key', values.key),
    committee: getAddress(committee),
    passphrase,
    algorithm: algorithmFrom(values.algorithm),
    takeoverSeconds: seconds('takeover', values.takeover),
    pollSeconds: seconds('poll', values.poll),
    attached: values.attached,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    throw new NodeError('CONFIG_INVALID', { rule: error instanceof Error ? error.message : 'unreadable' });
  }
}

function readPassphrase(file: string | undefined, environment: Environment): string {
  const passphrase = file === undefined ? environment.QDT_PASSPHRASE : readFileSync(file, 'utf8').split('\n')[0];
  if (passphrase !== undefined && passphrase !== '') return passphrase;
  throw new NodeError('CONFIG_INVALID', { field: 'QDT_PASSPHRASE', rule: 'is set, or --passphrase-file is given' });
}

function algorithmFrom(value: string): OperatorAlgorithm {
  const found = operatorAlgorithms.find((name) => name.toLowerCase() === value.toLowerCase());
  if (found !== undefined) return found;
  throw new NodeError('CONFIG_INVALID', { field: 'algorithm', rule: `is ${operatorAlgorithms.join(' or ')}` });
}

function required(field: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new NodeError('CONFIG_INVALID', { field, rule: 'is given' });
  return value;
}

function seconds(field: string, text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 86_400)
    throw new NodeError('CONFIG_INVALID', { field, rule: 'is a number of seconds, at most a day' });
  return value;
}
