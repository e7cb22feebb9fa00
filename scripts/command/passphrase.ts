import { readFileSync } from 'node:fs';
import { checkPassphrase } from '../../node/protocol/demonstration.ts';
import { argumentInvalid } from './run-command.ts';

/**
 * A passphrase from a file's first line, from QDT_PASSPHRASE, or typed unseen; never from the arguments, which every process of
 * the machine can read. Throws DEMO_ONLY for the public one outside the demonstration.
 */
export async function readPassphrase(file: string | undefined, question = 'Passphrase: '): Promise<string> {
  const given = file === undefined ? process.env.QDT_PASSPHRASE : readFileSync(file, 'utf8').split('\n')[0];
  const passphrase = given === undefined || given === '' ? await askUnseen(question) : given;
  checkPassphrase(passphrase, process.env.QDT_ENV);
  return passphrase;
}

function askUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) throw argumentInvalid('is in QDT_PASSPHRASE or --passphrase-file', 'passphrase');
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const finish = (done: () => void): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', read);
      stderr.write('\n');
      done();
    };
    const read = (chunk: string): void => {
      for (const key of chunk) {
        if (key === '\r' || key === '\n') finish(() => resolve(typed));
        else if (key === '\u0003') finish(() => reject(argumentInvalid('was not given', 'passphrase')));
        else typed = key === '\u007f' ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.on('data', read);
  });
}
