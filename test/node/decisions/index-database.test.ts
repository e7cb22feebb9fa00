import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openIndexDatabase } from '../../../node/decisions/index-database.ts';

describe('the index’s database', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qdt-index-'));
    path = join(folder, 'index.sqlite');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (genesis: string): void => {
    const database = openIndexDatabase(path, genesis);
    database.exec('CREATE TABLE mine (value TEXT)');
    database.close();
  };
  const isKept = (genesis: string): boolean => {
    const database = openIndexDatabase(path, genesis);
    const row = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'mine'").get();
    database.close();
    return row !== undefined;
  };

  it('is kept for the same ledger', () => {
    write('0xaa');
    expect(isKept('0xaa')).to.equal(true);
  });

  it('is made again for another ledger', () => {
    write('0xaa');
    expect(isKept('0xbb')).to.equal(false);
    expect(isKept('0xbb')).to.equal(false);
  });

  it('is made again when the file is no database', async () => {
    await writeFile(path, 'this is no database, it is a long sentence about something else'.repeat(20));
    expect(isKept('0xaa')).to.equal(false);
    write('0xaa');
    expect(isKept('0xaa')).to.equal(true);
  });
});
