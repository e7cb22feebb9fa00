import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { sharedFile } from '../../skip.ts';
import { type Contract, deploy, ethers, method } from '../network.fixture.ts';

interface Vector {
  pub?: string;
  priv?: string;
  pk?: string;
  msg?: string;
  message?: string;
  context?: string;
  hash?: string;
  hashAlg?: string;
  sig?: string;
  signature?: string;
  valid?: string | boolean;
}

interface Group {
  parameterSet: string;
  signatureInterface?: string;
  preHash?: string;
  tests: Vector[];
}

const parameterSet = 'SLH-DSA-SHA2-128s';

/** DER of the object identifiers that HashSLH-DSA puts before the digest (FIPS 205, 10.2.2). */
const sha384Identifier = '0x0609608648016503040202';

const hex = (digits: string | undefined) => `0x${(digits ?? '').toLowerCase()}`;
const keyOf = (vector: Vector) => hex(vector.pub ?? vector.pk ?? vector.priv?.slice(64));
const messageOf = (vector: Vector) => hex(vector.msg ?? vector.message);
const signatureOf = (vector: Vector) => hex(vector.sig ?? vector.signature);

/** M' of FIPS 205, 10.2: domain 0 for pure, 1 for pre-hashed messages. */
function prefixed(domain: 0 | 1, vector: Vector, message: string): string {
  const context = hex(vector.context);
  return ethers.concat([new Uint8Array([domain, ethers.dataLength(context)]), context, message]);
}

function groupsOf(file: string): Group[] {
  const { testGroups }: { testGroups: Group[] } = JSON.parse(readFileSync(file, 'utf8'));
  return testGroups.filter((group) => group.parameterSet === parameterSet);
}

describe('SlhDsaSha2128s on official vectors, on chain', () => {
  let harness: Contract;

  before(async () => {
    harness = await deploy('SlhDsaHarness');
  });

  const verify = (vector: Vector, message: string): Promise<boolean> =>
    method(harness, 'verifyInternal')(keyOf(vector), message, signatureOf(vector));

  it('judges every BoringSSL sigver case as BoringSSL does (internal interface)', async function () {
    const vectors = groupsOf(sharedFile(this, 'vectors/boringssl_slhdsa_sha2_128s_sigver.json')).flatMap(
      (g) => g.tests,
    );
    for (const vector of vectors) {
      expect(await verify(vector, messageOf(vector))).to.equal(String(vector.valid) === 'true');
    }
    expect(vectors).to.have.length(5);
  });

  it('accepts every BoringSSL siggen signature (internal interface)', async function () {
    const vectors = groupsOf(sharedFile(this, 'vectors/boringssl_slhdsa_sha2_128s_siggen.json')).flatMap(
      (g) => g.tests,
    );
    for (const vector of vectors) expect(await verify(vector, messageOf(vector))).to.equal(true);
    expect(vectors).to.have.length(4);
  });

  it('accepts every ACVP sigGen signature, with its context or by the internal interface', async function () {
    const ran = { pure: 0, internal: 0 };
    for (const name of ['acvp_SLH-DSA-sigGen-128-withsig', 'acvp_SLH-DSA-sigGen-filled']) {
      for (const group of groupsOf(sharedFile(this, `vectors/${name}.json`))) {
        if (group.preHash !== 'pure' && group.signatureInterface !== 'internal') continue;
        for (const vector of group.tests) {
          const isPure = group.preHash === 'pure';
          const message = isPure ? prefixed(0, vector, messageOf(vector)) : messageOf(vector);
          expect(await verify(vector, message)).to.equal(true);
          expect(await verify(vector, ethers.concat([message, '0x00']))).to.equal(false);
          ran[isPure ? 'pure' : 'internal'] += 1;
        }
      }
    }
    expect(ran).to.deep.equal({ pure: 8, internal: 7 });
  });

  it('refuses pre-hashed signatures as pure ones', async function () {
    const boring = groupsOf(sharedFile(this, 'vectors/boringssl_slhdsa_sha2_128s_prehash.json'));
    const acvp = groupsOf(sharedFile(this, 'vectors/acvp_SLH-DSA-sigGen-128-withsig.json'));
    const vectors = [...boring, ...acvp.filter((group) => group.preHash === 'prehash')].flatMap((group) => group.tests);
    for (const vector of vectors) {
      expect(await verify(vector, prefixed(0, vector, messageOf(vector)))).to.equal(false);
      expect(await verify(vector, messageOf(vector))).to.equal(false);
    }
    expect(vectors).to.have.length(2);
  });

  it('would accept the pre-hashed signature of BoringSSL under its own prefix', async function () {
    const [group] = groupsOf(sharedFile(this, 'vectors/boringssl_slhdsa_sha2_128s_prehash.json'));
    const vector = group?.tests[0];
    if (vector === undefined) throw new RangeError('no vector');
    expect(vector.hash).to.equal('SHA-384');
    // BoringSSL's file gives the digest, not what was digested.
    expect(ethers.dataLength(messageOf(vector))).to.equal(48);
    expect(await verify(vector, prefixed(1, vector, ethers.concat([sha384Identifier, messageOf(vector)])))).to.equal(
      true,
    );
  });
});
