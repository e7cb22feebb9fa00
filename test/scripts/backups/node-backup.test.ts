import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { keccak256, toHex } from 'viem';
import { createClient } from '../../../node/client/client.ts';
import { startNode } from '../../../node/node.ts';
import { compareHead } from '../../../scripts/backups/compare-head.ts';
import { backupNode, restoreNode } from '../../../scripts/backups/node-backup.ts';
import { expectRejection } from '../../expect-code.ts';
import { agencyKey, startTestCity, type TestCity } from '../../node/city.fixture.ts';

describe('backup and restore', function () {
  this.timeout(120_000);
  let city: TestCity;
  const folder = mkdtempSync(join(tmpdir(), 'qdt-backup-'));

  before(async () => {
    city = await startTestCity();
    await city.client.takeSnapshot();
    await city.client.access({ participant: 'anyone', target: 'dataset:road-counts', action: 'read' });
  });
  after(async () => {
    await city.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const createAccount = (number: number) => {
    const signers = [agencyKey().signer(city.network.contracts.verifier)];
    return city.client.createAccount({ signers, threshold: 1, salt: keccak256(toHex(number)) });
  };

  it('copies a node that goes on writing, and a node on the copy has the same head, participants and access records', async () => {
    const writing = Promise.all([1, 2, 3].map(createAccount));
    const backup = await backupNode(city.config.dataFolder, join(folder, 'copy'));
    await writing;
    await compareHead(city.client, backup.head);
    expect(backup.content.blocks).to.be.greaterThan(4);

    const dataFolder = join(folder, 'restored');
    const restored = await restoreNode(join(folder, 'copy'), dataFolder);
    expect(restored).to.deep.equal(backup);
    const node = await startNode({ ...city.config, dataFolder }, { log: () => undefined });
    try {
      await node.ready;
      const client = createClient({ url: node.url });
      expect(await client.anchor()).to.include({
        blockNumber: backup.head.headNumber,
        blockHash: backup.head.headHash,
        genesisHash: city.network.genesisHash,
      });
      expect(await client.participants()).to.deep.equal(await city.client.participants());
      const { records } = await client.accessRecords();
      expect(records.map(({ reason }) => reason)).to.deep.equal(['NO_POLICY']);
      expect(records).to.deep.equal((await city.client.accessRecords()).records);
    } finally {
      await node.stop();
    }
  });

  it('goes on in the same folder when the ledger has grown', async () => {
    await createAccount(4);
    const later = await backupNode(city.config.dataFolder, join(folder, 'copy'));
    await compareHead(city.client, later.head);
    expect((await city.client.anchor()).blockNumber).to.equal(later.head.headNumber);
  });

  it('never restores over a ledger, nor from what is no whole backup', async () => {
    await expectRejection('RESTORE_TARGET_IN_USE', restoreNode(join(folder, 'copy'), city.config.dataFolder));
    await expectRejection('BACKUP_INCOMPLETE', restoreNode(join(folder, 'nothing'), join(folder, 'new')));
  });

  it('notices a head that is not the node’s own', async () => {
    const { head } = await backupNode(city.config.dataFolder, join(folder, 'copy'));
    await expectRejection('BACKUP_DIFFERS', compareHead(city.client, { ...head, headNumber: head.headNumber - 1 }));
    await expectRejection('BACKUP_DIFFERS', compareHead(city.client, { ...head, genesisHash: head.headHash }));
  });

  it('refuses a backup whose manifest names another head, or whose journal was changed', async () => {
    const copy = join(folder, 'changed');
    const manifest = await backupNode(city.config.dataFolder, copy);
    const head = { ...manifest.head, headHash: manifest.head.genesisHash };
    writeFileSync(join(copy, 'backup.json'), JSON.stringify({ ...manifest, head }));
    await expectRejection('BACKUP_DIFFERS', restoreNode(copy, join(folder, 'new')));
    appendFileSync(join(copy, 'chain', 'journal'), Buffer.alloc(64, 7));
    await expectRejection('JOURNAL_CORRUPT', restoreNode(copy, join(folder, 'new')));
  });
});
