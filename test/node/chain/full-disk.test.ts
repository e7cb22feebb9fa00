import { expect } from 'chai';
import { keccak256 } from 'viem';
import { type FileAccess, openFileAccess } from '../../../node/chain/file-access.ts';
import { countingCall, countOf, headHash } from './calls.ts';
import { counterDeployment } from './counter.ts';
import { refusal } from './errors.ts';
import { startTestChain, type TestChain } from './fixture.ts';

/** A disk that can be told to fail; it keeps half of what it is given when full, as disks do. */
interface FailingDisk {
  fault: 'none' | 'full' | 'sync' | 'dead';
  open(path: string): Promise<FileAccess>;
  /** The next sync waits to be released. */
  hold(): { reached: Promise<void>; release: () => void };
}

function failWith(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function createFailingDisk(): FailingDisk {
  let held: { reached: PromiseWithResolvers<void>; released: PromiseWithResolvers<void> } | undefined;
  const disk: FailingDisk = {
    fault: 'none',
    hold() {
      const hold = { reached: Promise.withResolvers<void>(), released: Promise.withResolvers<void>() };
      held = hold;
      return { reached: hold.reached.promise, release: hold.released.resolve };
    },
    async open(path) {
      const file = await openFileAccess(path, 'r+');
      return {
        ...file,
        async write(bytes, offset) {
          if (disk.fault === 'none' || disk.fault === 'sync') return file.write(bytes, offset);
          await file.write(bytes.subarray(0, bytes.length / 2), offset);
          throw failWith('ENOSPC');
        },
        async sync() {
          if (disk.fault === 'sync' || disk.fault === 'dead') throw failWith('EIO');
          held?.reached.resolve();
          await held?.released.promise;
          return file.sync();
        },
        async truncate(length) {
          if (disk.fault === 'dead') throw failWith('EIO');
          return file.truncate(length);
        },
      };
    },
  };
  return disk;
}

describe('a chain on a failing disk', () => {
  let test: TestChain;
  let disk: FailingDisk;

  beforeEach(async () => {
    disk = createFailingDisk();
    test = await startTestChain({ deployment: counterDeployment, openFile: disk.open });
    await test.chain.sendRawTransaction(await countingCall(1));
  });
  afterEach(() => test.remove());

  for (const fault of ['full', 'sync', 'dead'] as const) {
    it(`acknowledges nothing, answers reads as before, and goes on when the disk does (${fault})`, async () => {
      const before = await headHash(test.chain);
      let told = 0;
      test.chain.onBlock(() => {
        told += 1;
      });

      disk.fault = fault;
      const raws = await Promise.all([countingCall(2), countingCall(3)]);
      const refused = raws.map((raw) => refusal(test.chain.sendRawTransaction(raw), 'JOURNAL_WRITE_FAILED'));
      const [error] = await Promise.all(refused);

      expect(error?.details.reason).to.be.oneOf(['ENOSPC', 'EIO']);
      expect(await headHash(test.chain)).to.equal(before);
      expect(await countOf(test.chain)).to.equal(1);
      expect(test.chain.status().trouble).to.equal('JOURNAL_WRITE_FAILED');
      expect(told).to.equal(0);

      disk.fault = 'none';
      for (const raw of raws) await test.chain.sendRawTransaction(raw);
      expect(await countOf(test.chain)).to.equal(3);
      expect(test.chain.status().trouble).to.equal(undefined);
      const after = await headHash(test.chain);
      test = await test.restart();
      expect(await headHash(test.chain)).to.equal(after);
    });
  }

  it('shows nobody a block that is executed and not yet on the disk', async () => {
    const raw = await countingCall(2);
    const before = await headHash(test.chain);
    const { reached, release } = disk.hold();
    const sending = test.chain.sendRawTransaction(raw);
    await reached;

    expect(await headHash(test.chain)).to.equal(before);
    expect(await countOf(test.chain)).to.equal(1);
    expect(await test.chain.request('eth_blockNumber', [])).to.equal('0x2');
    expect(await test.chain.request('eth_getTransactionReceipt', [keccak256(raw)])).to.equal(null);
    expect(await test.chain.request('eth_getBlockByNumber', ['0x3', false])).to.equal(null);
    expect(await test.chain.request('eth_getLogs', [{ fromBlock: '0x3' }])).to.deep.equal([]);

    release();
    expect((await sending).blockNumber).to.equal(3n);
    expect(await countOf(test.chain)).to.equal(2);
  });

  it('opens again to what was acknowledged when it dies on a full disk', async () => {
    disk.fault = 'dead';
    await refusal(test.chain.sendRawTransaction(await countingCall(2)), 'JOURNAL_WRITE_FAILED');
    await test.chain.stop();
    disk.fault = 'none';

    test = await test.restart();

    expect(test.chain.status().cutBytes).to.be.above(0);
    expect(await countOf(test.chain)).to.equal(1);
  });
});
