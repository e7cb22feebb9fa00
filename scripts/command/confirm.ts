import { createInterface } from 'node:readline/promises';
import { NodeError } from '../../node/protocol/errors.ts';
import { argumentInvalid } from './run-command.ts';

/** Asks whether to sign what was shown. Throws NOT_SIGNED for anything but yes. */
export async function confirmSigning(): Promise<void> {
  if (!process.stdin.isTTY) throw argumentInvalid('is given where nobody can be asked', 'yes');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('Sign this? (yes/no) ');
  terminal.close();
  if (answer.trim().toLowerCase() !== 'yes') throw new NodeError('NOT_SIGNED', { reason: 'you did not say yes' });
}
