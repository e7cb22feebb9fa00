import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { commands } from '../../scripts/command/commands.ts';

const root = join(import.meta.dirname, '..', '..');

function qdt(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'qdt.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** Two processes at a time: more only wait for each other. */
async function fewAtATime<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let at = 0; at < items.length; at += 2) answers.push(...(await Promise.all(items.slice(at, at + 2).map(run))));
  return answers;
}

describe('qdt', function () {
  this.timeout(180_000);

  it('lists every command with a line about it, as text and as JSON', async () => {
    const [{ code, out }, json] = [await qdt('--help'), await qdt('--json')];
    expect(code).to.equal(0);
    for (const { name, about } of commands)
      expect(out)
        .to.match(new RegExp(`^  ${name} +\\S`, 'm'))
        .and.contain(about);
    expect(JSON.parse(json.out)).to.deep.equal(commands.map(({ name, about }) => ({ name, about })));
    expect(commands.length).to.be.at.least(30);
  });

  it('has a file behind every command, which tells its own usage', async () => {
    const answers = await fewAtATime(commands, async ({ name }) => ({ name, ...(await qdt(name, '--help')) }));
    for (const { name, code, out, err } of answers) {
      expect([name, code]).to.deep.equal([name, 0]);
      expect(`${out}${err}`, name).to.match(/npm run|npm start|node /);
    }
    for (const { program } of commands) expect(existsSync(join(root, program)), program).to.equal(true);
  });

  it('ends with 2 and the usage when it is called wrongly', async () => {
    const wrong = [
      [],
      ['frobnicate'],
      ['start', '--share', '2'],
      ['start', '--port', 'x'],
      ['start', '--frobnicate'],
      ['keys', 'steal', 'file'],
      ['sign'],
      ['backup'],
      ['hndl', 'inventory.json'],
      ['decisions', '-1'],
      ['audit'],
      ['propose', '--set-minimum-window', '9'],
      ['vote', '1', 'PERHAPS'],
      ['seatbelt', '--days', 'x'],
      ['seatbelt', 'no-such-file'],
      ['rotate'],
      ['recover', '0x12'],
      ['freeze', 'everything'],
      ['sign', 'FILE', '--key', 'FILE', '--algorithm', 'RSA'],
      ['queue'],
      ['why', '--participant', 'anyone'],
      ['why', '--participant', 'anyone', '--target', 'dataset:a', '--action', 'read', '--at', 'noon'],
      ['access-records', '--limit', 'all'],
    ];
    const answers = await fewAtATime(wrong, async (args) => ({ args, ...(await qdt(...args)) }));
    for (const { args, code, err } of answers) {
      expect([args, code]).to.deep.equal([args, 2]);
      expect(err).to.contain('npm');
    }
    expect(wrong).to.have.length(23);
  });

  it('ends with 1 and a code when the node is away', async () => {
    const { code, err } = await qdt('decisions', '--node', 'http://127.0.0.1:9');
    expect(code).to.equal(1);
    expect(err).to.contain('NODE_UNREACHABLE');
  });
});
