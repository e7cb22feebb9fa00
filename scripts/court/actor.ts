import { getAddress, isAddress } from 'viem';
import type { Actor } from '../../node/client/court/session.ts';
import type { Network } from '../../node/client/views.ts';
import { batchLines } from '../command/describe-batch.ts';
import { readPassphrase } from '../command/passphrase.ts';
import { argumentInvalid, requireArgument } from '../command/run-command.ts';
import { signBatch } from '../sign-batch.ts';
import { progressLine } from './progress-line.ts';

export const actorOptions = {
  account: { type: 'string' },
  key: { type: 'string' },
  'passphrase-file': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const actorUsage = `  --account ADDRESS  your account; it must be enrolled
  --key FILE         your key file; the passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file
  --json             one JSON object on standard output, progress on the other`;

interface ActorValues {
  account?: string | undefined;
  key?: string | undefined;
  'passphrase-file'?: string | undefined;
  json: boolean;
}

/** Signs with a key file and says in words what it signs. */
export async function openActor(values: ActorValues, network: Network): Promise<Actor> {
  const account = requireArgument('account', values.account);
  if (!isAddress(account)) throw argumentInvalid('is an address', 'account');
  const file = requireArgument('key', values.key);
  const passphrase = await readPassphrase(values['passphrase-file']);
  const say = (text: string): void => (values.json ? console.error(text) : console.log(text));
  return {
    account: getAddress(account),
    tell: (progress) => say(progressLine(progress)),
    now: () => Math.ceil(Date.now() / 1000),
    sign(batch) {
      say(batchLines(network, batch).join('\n'));
      return signBatch(network, { file, passphrase }, batch);
    },
  };
}

export function decisionNumber(text: string | undefined): number {
  if (!/^[1-9]\d{0,15}$/.test(requireArgument('ID', text))) throw argumentInvalid('is a whole number from 1', 'ID');
  return Number(text);
}
