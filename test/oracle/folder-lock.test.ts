import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { lockFolder } from '../../oracle/folder-lock.ts';
import { expectCode } from '../expect-code.ts';

const oracle = join(import.meta.dirname, '..', '..', 'oracle');

describe('an oracle’s data folder', function () {
  this.timeout(20_000);
  let folder: string;

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'qdt-lock-')), 'data');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  it('is held by one at a time, and free again afterwards', () => {
    const unlock = lockFolder(folder);
    expectCode('ORACLE_FOLDER_IN_USE', () => lockFolder(folder, 0));
    unlock();
    lockFolder(folder)();
  });

  it('turns a second oracle away before that reads a key or asks a node', async () => {
    const unlock = lockFolder(folder);
    const args = ['--node', 'http://127.0.0.1:1', '--data', folder, '--key', '/nowhere', '--committee'];
    const second = spawn(process.execPath, [join(oracle, 'oracle.ts'), ...args, `0x${'ab'.repeat(20)}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, QDT_PASSPHRASE: 'of a test' },
    });
    let told = '';
    second.stderr.on('data', (chunk) => {
      told += chunk;
    });
    const [code] = await once(second, 'close');
    unlock();
    expect(told).to.contain('ORACLE_FOLDER_IN_USE').and.contain(folder);
    expect(code).to.equal(1);
  });

  it('is waited for while the one that holds it is just ending', async () => {
    const release = `import { lockFolder } from './folder-lock.ts'; lockFolder(process.argv[1]); console.log('held'); setTimeout(() => process.exit(), 300);`;
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', release, folder], {
      cwd: oracle,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    lockFolder(folder)();
    await once(holder, 'close');
  });

  it('is free again when the process that held it was killed', async () => {
    const hold = `import { lockFolder } from './folder-lock.ts'; lockFolder(process.argv[1]); console.log('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', hold, folder], {
      cwd: oracle,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    expectCode('ORACLE_FOLDER_IN_USE', () => lockFolder(folder, 0));
    holder.kill('SIGKILL');
    await once(holder, 'close');
    lockFolder(folder)();
  });
});
