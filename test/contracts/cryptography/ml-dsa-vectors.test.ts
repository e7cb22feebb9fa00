import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { concat, getBytes } from 'ethers';
import type { MlDsaParameters } from '../../../node/protocol/ml-dsa-expand.ts';
import { sharedFile } from '../../skip.ts';
import { sets, storeMlDsaKey } from '../ml-dsa.fixture.ts';
import { type Contract, deploy, method } from '../network.fixture.ts';

interface Vector {
  tcId: number;
  pk?: string;
  message?: string;
  msg?: string;
  context?: string;
  ctx?: string;
  signature?: string;
  sig?: string;
  testPassed?: boolean;
  result?: 'valid' | 'invalid';
}

interface Group {
  parameterSet?: string;
  publicKey?: string;
  signatureInterface?: string;
  preHash?: string;
  externalMu?: boolean;
  tests: Vector[];
}

const hex = (digits: string | undefined) => `0x${digits ?? ''}`;

/** M' of a pure message (FIPS 204, algorithm 3); undefined for a context that no message can have. */
function pureMessage(vector: Vector): string | undefined {
  const context = getBytes(hex(vector.context ?? vector.ctx));
  if (context.length > 255) return undefined;
  return concat([Uint8Array.of(0, context.length), context, hex(vector.message ?? vector.msg)]);
}

function groupsOf(file: string): Group[] {
  const { testGroups }: { testGroups: Group[] } = JSON.parse(readFileSync(file, 'utf8'));
  return testGroups;
}

for (const { parameters, internal } of sets) {
  describe(`MlDsa on official vectors of ${parameters.name}, on chain`, () => {
    let harness: Contract;

    before(async () => {
      harness = await deploy('MlDsaInternal');
    });

    async function verify(publicKey: string, message: string | undefined, signature: string): Promise<boolean> {
      const bytes = getBytes(publicKey);
      // A key of another length cannot be expanded, and a longer context has no M'.
      if (bytes.length !== parameters.publicKeyBytes || message === undefined) return false;
      return method(harness, internal)(await storeMlDsaKey(parameters, bytes), message, signature);
    }

    it('judges every ACVP sigVer case as the standard does, with contexts and by the internal interface', async function () {
      this.timeout(60_000);
      const ran = { pure: [0, 0], internal: [0, 0], preHashed: 0 };
      for (const group of groupsOf(sharedFile(this, 'vectors/acvp_ML-DSA-sigVer.json'))) {
        if (group.parameterSet !== parameters.name || group.externalMu === true) continue;
        for (const vector of group.tests) {
          const message = group.signatureInterface === 'internal' ? hex(vector.message) : pureMessage(vector);
          const valid = await verify(hex(vector.pk), message, hex(vector.signature));
          // The pure verifier must take no signature of a pre-hashed message.
          if (group.preHash === 'preHash') {
            expect(valid, `case ${vector.tcId}`).to.equal(false);
            ran.preHashed += 1;
            continue;
          }
          expect(valid, `case ${vector.tcId}`).to.equal(vector.testPassed);
          const counts = group.signatureInterface === 'internal' ? ran.internal : ran.pure;
          counts[valid ? 1 : 0] = (counts[valid ? 1 : 0] ?? 0) + 1;
        }
      }
      expect((ran.pure[0] ?? 0) + (ran.pure[1] ?? 0)).to.equal(8);
      expect((ran.internal[0] ?? 0) + (ran.internal[1] ?? 0)).to.equal(8);
      expect(ran.preHashed).to.equal(8);
      expect(Math.min(...ran.pure, ...ran.internal)).to.be.greaterThan(0);
    });

    it('judges every Wycheproof case as Wycheproof does: norms, hints, lengths, edges of the reductions', async function () {
      this.timeout(120_000);
      const ran = { valid: 0, invalid: 0 };
      for (const group of groupsOf(sharedFile(this, wycheproof(parameters)))) {
        for (const vector of group.tests) {
          const valid = await verify(hex(group.publicKey), pureMessage(vector), hex(vector.sig));
          expect(valid, `case ${vector.tcId}`).to.equal(vector.result === 'valid');
          ran[valid ? 'valid' : 'invalid'] += 1;
        }
      }
      const all = parameters.name === 'ML-DSA-65' ? { valid: 40, invalid: 66 } : { valid: 39, invalid: 52 };
      expect(ran).to.deep.equal(all);
    });
  });
}

function wycheproof(parameters: MlDsaParameters): string {
  return `vectors/wycheproof_mldsa_${parameters.name.slice(-2)}_verify_test.json`;
}
