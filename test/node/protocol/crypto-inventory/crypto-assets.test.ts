import { join } from 'node:path';
import { expect } from 'chai';
import { algorithmNames, algorithms } from '../../../../node/protocol/algorithms.ts';
import { cryptoAssets, dispatchers } from '../../../../node/protocol/crypto-inventory/crypto-assets.ts';
import { unlistedUses, usedAssets } from '../../../../node/protocol/crypto-inventory/evidence.ts';
import { sourceFiles, usesInSources } from '../../../../scripts/cbom/source-files.ts';
import { expectCode } from '../../../expect-code.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

describe('the table of cryptography', () => {
  const uses = usesInSources(root);

  it('covers every primitive that the code uses', () => {
    expect(sourceFiles(root).length).to.be.greaterThan(300);
    expect(uses.length).to.be.greaterThan(50);
    const unlisted = unlistedUses(cryptoAssets, dispatchers, uses);
    const told = unlisted.map(({ file, line, primitive }) => `${file}:${line} uses ${primitive}`);
    expect(told, 'add it to node/protocol/crypto-inventory').to.deep.equal([]);
  });

  it('is found in the code for what authority, identity, sealing and key files need', () => {
    const found = usedAssets(cryptoAssets, dispatchers, uses).map(({ asset }) => asset.id);
    const needed = ['slh-dsa-sha2-128s', 'ml-dsa-65', 'ecdsa-secp256k1', 'x-wing', 'aes-256-gcm', 'scrypt', 'sha-256'];
    expect(found).to.include.members(needed);
  });

  it('has each algorithm by which accounts may sign, under the registry’s code, and its verifier in the code', () => {
    const found = usedAssets(cryptoAssets, dispatchers, uses).map(({ asset }) => asset);
    expect(algorithmNames.length).to.be.greaterThan(2);
    for (const name of algorithmNames)
      expect(found.find((asset) => asset.name === name)?.multicodec, name).to.equal(Number(algorithms[name].code));
  });

  it('lets nothing in the code go without an entry', () => {
    const without = cryptoAssets.filter(({ id }) => id !== 'scrypt');
    const unlisted = unlistedUses(without, dispatchers, uses).map(({ primitive }) => primitive);
    expect(unlisted).to.include('@noble/hashes/scrypt.js#scryptAsync');
    expectCode('CRYPTO_UNLISTED', () => usedAssets(without, dispatchers, uses));
  });

  it('says of all that a quantum computer breaks what that gives, and of nothing else', () => {
    expect(new Set(cryptoAssets.map(({ id }) => id)).size).to.equal(cryptoAssets.length);
    for (const { id, nistLevel, whenBroken } of cryptoAssets)
      expect(whenBroken !== undefined, id).to.equal(nistLevel === 0);
    const ids = cryptoAssets.map(({ id }) => id);
    for (const { id, parts = [] } of cryptoAssets) expect(ids, id).to.include.members([...parts]);
  });
});
