import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { backupJournal, journalName, verifyJournal } from '../../../node/chain/backup.ts';
import { countingCall, countOf } from './calls.ts';
import { counterDeployment } from './counter.ts';
import { refusal } from './errors.ts';
import { nobodysKey, startTestChain, type TestChain } from './fixture.ts';

const founders = { signers: [nobodysKey], threshold: 1 };

describe('backup and restore of the ledger', () => {
  let test: TestChain;
  let target: string;

  beforeEach(async () => {
    test = await startTestChain({ deployment: counterDeployment });
    target = join(test.folder, 'copy');
  });
  afterEach(() => test.remove());

  it('copies a whole ledger while calls go on, and a chain opened from it stands at the copied head', async () => {
    const raws = await Promise.all(Array.from({ length: 40 }, (_, index) => countingCall(index + 1)));
    const sending = (async () => {
      for (const raw of raws) await test.chain.sendRawTransaction(raw);
    })();
    await new Promise<void>((resolve) => {
      const unsubscribe = test.chain.onBlock(({ number }) => {
        if (number < 10) return;
        unsubscribe();
        resolve();
      });
    });
    const head = await test.chain.backup(target);
    await sending;

    expect(head.headNumber).to.be.within(10, 40);
    expect(await verifyJournal(target)).to.deep.equal(head);
    expect((await readFile(join(target, journalName))).length).to.equal(head.length);
    const copy = await startTestChain({ deployment: counterDeployment, folder: target });
    expect(copy.chain.status().headNumber).to.equal(head.headNumber);
    expect(await countOf(copy.chain)).to.equal(head.headNumber - 1);
    await copy.chain.stop();
  });

  it('replaces an older copy of the same ledger, and nothing else', async () => {
    await test.chain.backup(target);
    await test.chain.sendRawTransaction(await countingCall(1));
    expect((await backupJournal(test.folder, target)).headNumber).to.equal(2);

    await test.chain.sendRawTransaction(await countingCall(2));
    await refusal(backupJournal(target, test.folder), 'BACKUP_TARGET_IN_USE');

    const genesis = { chainId: 9, timestamp: 1_780_000_000, founders, minimumWindowSeconds: 5 };
    const other = await startTestChain({ deployment: counterDeployment, genesis });
    await refusal(other.chain.backup(target), 'BACKUP_TARGET_IN_USE');
    await other.remove();
    expect((await verifyJournal(target)).headNumber).to.equal(2);
  });

  it('says when there is nothing to copy', async () => {
    await refusal(backupJournal(join(test.folder, 'nowhere'), target), 'JOURNAL_MISSING');
    await rm(target, { recursive: true, force: true });
  });
});
