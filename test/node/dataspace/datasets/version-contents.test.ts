import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openVersionContents, type VersionContents } from '../../../../node/dataspace/datasets/version-contents.ts';
import { openKeyFolder } from '../../../../node/dataspace/keys/key-folder.ts';
import { deriveDataKeys } from '../../../../node/protocol/dataset/data-key.ts';
import { openRange, readRoot } from '../../../../node/protocol/dataset/open-content.ts';
import { sealContent } from '../../../../node/protocol/dataset/seal-content.ts';
import { offChainKeys } from '../../../../node/protocol/key-secrets.ts';
import { expectRejection } from '../../../expect-code.ts';
import { joined, pattern, plainFile, secret } from '../../protocol/dataset/dataset.fixture.ts';

describe('a provider’s folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qdt-contents-'));
  let contents: VersionContents;
  before(async () => {
    contents = await openVersionContents(join(folder, 'datasets'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('keep a version’s blocks apart, and erase them', async () => {
    const keys = await deriveDataKeys(secret);
    const plain = pattern(150_000);
    const { root } = await contents.store(sealContent([plainFile('a', plain)], keys));
    expect(await contents.roots()).to.deep.equal([root]);
    const store = await contents.get(root);
    const getBlock = async (cid: string) => (await store?.get(cid)) ?? new Uint8Array();
    const range = { from: 0, to: plain.length };
    const opened = await joined(openRange(await readRoot(root, getBlock), range, { keys, getBlock }));
    expect(Buffer.compare(opened, plain)).to.equal(0);
    expect([await contents.erase(root), await contents.erase(root)]).to.deep.equal([true, false]);
    expect(await contents.get(root)).to.equal(undefined);
  });

  it('keep nothing of a source that broke off', async () => {
    const keys = await deriveDataKeys(secret);
    const open = function* (): Generator<Uint8Array> {
      yield pattern(3_000_000);
      throw new RangeError('the cable was pulled');
    };
    const stored = contents.store(sealContent([{ path: 'a', open }], keys));
    expect(await stored.catch((error: unknown) => String(error))).to.contain('the cable was pulled');
    expect(readdirSync(join(folder, 'datasets'), { recursive: true })).to.deep.equal(['incoming']);
  });

  it('do not read a source faster than the blocks are taken', async () => {
    const keys = await deriveDataKeys(secret);
    let read = 0;
    const open = function* (): Generator<Uint8Array> {
      for (; read < 1000; read += 1) yield pattern(65_536, read + 1);
    };
    const sealing = sealContent([{ path: 'a', open }], keys);
    await sealing.next();
    expect(read).to.be.lessThan(40);
    await sealing.return({ root: '', bytes: 0, files: [] });
  });

  it('keep a data key sealed to its provider: opened with its seed alone, put once, erased', async () => {
    const { root } = await contents.store(sealContent([plainFile('a', pattern(5))], await deriveDataKeys(secret)));
    const seeds = { authority: pattern(48), mlDsa65: pattern(32), xWing: pattern(32, 9) };
    const recipient = offChainKeys(seeds).ageRecipient;
    const header = {
      dataset: 'a',
      version: 1,
      grantee: `0x${'c0'.repeat(20)}`,
      policy: `0x${'77'.repeat(32)}`,
    } as const;
    const keys = await openKeyFolder(join(folder, 'keys'));
    await keys.put(root, secret, { recipient, header });
    expect(await keys.open(root, seeds.xWing, header)).to.deep.equal(secret);
    await expectRejection('ENVELOPE_NOT_FOR_THIS_KEY', keys.open(root, pattern(32), header));
    await expectRejection('ENVELOPE_TRANSPLANTED', keys.open(root, seeds.xWing, { ...header, version: 2 }));
    await expectRejection('DATA_KEY_EXISTS', keys.put(root, secret, { recipient, header }));
    expect([await keys.erase(root), await keys.erase(root)]).to.deep.equal([true, false]);
    await expectRejection('DATA_KEY_MISSING', keys.open(root, seeds.xWing, header));
  });
});
