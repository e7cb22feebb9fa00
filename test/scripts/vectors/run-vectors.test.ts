import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { SolidityVerifiers } from '../../../scripts/assurance/solidity-verifiers.ts';
import { runVectors, vectorCases } from '../../../scripts/vectors/run-vectors.ts';
import { expectRejection } from '../../expect-code.ts';
import { sharedFile } from '../../skip.ts';

describe('verify-vectors', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'qdt-vectors-'));
  let solidity: SolidityVerifiers;

  before(async () => {
    solidity = await SolidityVerifiers.openCompiled();
  });
  after(async () => {
    await solidity.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function written(name: string, value: unknown): string {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(value));
    return file;
  }

  for (const { name, cases, engines } of [
    { name: 'boringssl_slhdsa_sha2_128s_sigver', cases: 5, engines: { solidity: 5, openssl: 0, noble: 5 } },
    { name: 'boringssl_slhdsa_sha2_128s_prehash', cases: 1, engines: { solidity: 1, openssl: 0, noble: 1 } },
    { name: 'wycheproof_mldsa_44_sign_seed_test', cases: 84, engines: { solidity: 37, openssl: 37, noble: 84 } },
    { name: 'acvp_ML-KEM-encapDecap', cases: 30, engines: { solidity: 0, openssl: 6, noble: 30 } },
    { name: 'wycheproof_mlkem_768_keygen_seed_test', cases: 100, engines: { solidity: 0, openssl: 50, noble: 50 } },
    { name: 'wycheproof_chacha20_poly1305_test', cases: 163, engines: { solidity: 0, openssl: 163, noble: 163 } },
    { name: 'xwing_draft', cases: 6, engines: { solidity: 0, openssl: 0, noble: 6 } },
  ]) {
    it(`runs all of ${name} in every engine that has it`, async function () {
      const file = sharedFile(this, `vectors/${name}.json`);
      expect(await runVectors(file, solidity)).to.deep.equal({ file, cases, engines, mismatches: [] });
    });
  }

  it('finds every case of every file that it knows', async function () {
    const counts = ['acvp_SLH-DSA-sigGen-prompt', 'wycheproof_mldsa_65_verify_test', 'wycheproof_x25519_test'].map(
      (name) => vectorCases(sharedFile(this, `vectors/${name}.json`)).length,
    );
    expect(counts).to.deep.equal([52, 106, 259]);
  });

  it('tells which engine says what when the file is wrong', async function () {
    const vectors = JSON.parse(
      readFileSync(sharedFile(this, 'vectors/boringssl_slhdsa_sha2_128s_sigver.json'), 'utf8'),
    );
    const [first] = vectors.testGroups[0].tests;
    first.valid = String(first.valid !== 'true');
    const { mismatches } = await runVectors(written('wrong.json', vectors), solidity);
    const said = first.valid === 'true' ? 'refused' : 'accepted';
    expect(mismatches.map(({ expected, outcomes }) => [expected, outcomes])).to.deep.equal([
      [first.valid === 'true' ? 'accepted' : 'refused', { solidity: said, noble: said }],
    ]);
  });

  it('finds no case in vectors of other algorithms, and refuses what is no vector file', async () => {
    const other = written('other.json', {
      algorithm: 'RSA',
      testGroups: [{ tests: [{ tcId: 1, sig: '00', msg: '00' }] }],
    });
    expect((await runVectors(other, solidity)).cases).to.equal(0);
    const invalid = [written('list.json', [1]), written('empty.json', { testGroups: [] }), join(folder, 'absent.json')];
    for (const file of invalid) await expectRejection('VECTORS_INVALID', runVectors(file, solidity));
  });
});
