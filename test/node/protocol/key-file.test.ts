import { inspect } from 'node:util';
import { expect } from 'chai';
import { bytesToHex } from 'viem';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { newSeeds, openKeyFile, scryptCost, sealKeyFile, withAccount } from '../../../node/protocol/key-file.ts';
import { secretKeyOf } from '../../../node/protocol/signatures/engine.ts';
import { nobleEngine } from '../../../node/protocol/signatures/noble.ts';

const passphrase = 'correct horse battery';
const cost = 2 ** 4;

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'NONE';
  } catch (error) {
    return isNodeError(error) ? error.code : String(error);
  }
}

describe('key file', () => {
  const seeds = newSeeds((bytes) => Uint8Array.from({ length: bytes }, (_, index) => (index + bytes) & 0xff));
  const sealed = sealKeyFile({ label: 'Operator North', seeds, passphrase, cost });

  it('opens with its passphrase and gives back the seeds, after a trip through JSON', async () => {
    const file = JSON.parse(JSON.stringify(await sealed));
    const secrets = await openKeyFile(file, passphrase);
    expect(bytesToHex(secrets.authorityPublicKey)).to.equal(file.authority.publicKey);
    expect(secrets.authorityPublicKey).to.deep.equal(nobleEngine.publicKey(seeds.authority));
    expect(secrets.authoritySecretKey()).to.deep.equal(secretKeyOf(seeds.authority, secrets.authorityPublicKey));
    expect(secrets.mlDsa65Seed()).to.deep.equal(seeds.mlDsa65);
    expect(secrets.xWingSeed()).to.deep.equal(seeds.xWing);
  });

  it('tells a wrong passphrase from an altered file and from something else', async () => {
    const file = await sealed;
    const ciphertext = file.cipher.ciphertext;
    const changed = ciphertext.endsWith('0') ? '1' : '0';
    const altered = { ...file, cipher: { ...file.cipher, ciphertext: `${ciphertext.slice(0, -1)}${changed}` } };
    expect(await codeOf(openKeyFile(file, 'correct horse batterz'))).to.equal('KEY_WRONG_PASSPHRASE');
    expect(await codeOf(openKeyFile(altered, passphrase))).to.equal('KEY_FILE_ALTERED');
    expect(await codeOf(openKeyFile({ ...file, label: 'Someone' }, passphrase))).to.equal('KEY_FILE_ALTERED');
    expect(await codeOf(openKeyFile({ ...file, extra: 1 }, passphrase))).to.equal('KEY_FILE_MALFORMED');
    expect(await codeOf(openKeyFile({ format: 'qdt-key/1' }, passphrase))).to.equal('KEY_FILE_MALFORMED');
    expect(await codeOf(openKeyFile(undefined, passphrase))).to.equal('KEY_FILE_MALFORMED');
  });

  it('binds the public keys to the ciphertext, even under a matching checksum', async () => {
    const file = await sealed;
    const other = await sealKeyFile({ label: file.label, seeds: newSeeds(), passphrase, cost });
    const exchanged = withAccount(
      { ...file, authority: other.authority },
      '0x00000000000000000000000000000000000000aa',
    );
    expect(await codeOf(openKeyFile(exchanged, passphrase))).to.equal('KEY_WRONG_PASSPHRASE');
  });

  it('takes an account later and still opens', async () => {
    const file = withAccount(await sealed, '0x00000000000000000000000000000000000000aa');
    expect(file.account).to.equal('0x00000000000000000000000000000000000000aa');
    expect(await codeOf(openKeyFile(file, passphrase))).to.equal('NONE');
  });

  it('shows no secret in JSON, logs or strings', async () => {
    const secrets = await openKeyFile(await sealed, passphrase);
    const shown = `${JSON.stringify({ secrets })} ${inspect({ secrets }, { showHidden: true, depth: 9 })} ${secrets}`;
    for (const seed of Object.values(seeds)) {
      expect(shown).not.to.contain(bytesToHex(seed).slice(2, 18));
      expect(shown).not.to.contain([...seed].slice(0, 6).join(', '));
    }
    expect(shown.match(/\[secret\]/g)).to.have.length(3);
  });

  it('wipes its seeds when closed', async () => {
    const secrets = await openKeyFile(await sealed, passphrase);
    secrets.close();
    expect(secrets.mlDsa65Seed().every((byte) => byte === 0)).to.equal(true);
  });

  it('refuses a short passphrase and uses the full scrypt cost unless told', async () => {
    expect(await codeOf(sealKeyFile({ label: 'x', seeds, passphrase: 'elevenchars', cost }))).to.equal(
      'KEY_PASSPHRASE_TOO_SHORT',
    );
    expect(scryptCost).to.equal(2 ** 17);
  });

  it('names an age recipient as age does: age1pq1 and Bech32', async () => {
    expect((await sealed).age.recipient).to.match(/^age1pq1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{1952}$/);
  });
});
