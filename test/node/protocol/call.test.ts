import { expect } from 'chai';
import { bytesToHex, decodeAbiParameters, decodeFunctionData, type Hex, hexToBytes, keccak256 } from 'viem';
import { participantAccountAbi } from '../../../node/protocol/abi.ts';
import {
  batchDigest,
  encodeExecute,
  refusalDigest,
  signerOf,
  verifySignerSignature,
} from '../../../node/protocol/call.ts';
import { batchFromJson, batchToJson } from '../../../node/protocol/call-json.ts';
import { laneOf, nonceOf, randomNonce, recordNonce, sequenceOf } from '../../../node/protocol/call-nonce.ts';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { secretKeyOf } from '../../../node/protocol/signatures/engine.ts';
import { generateAuthorityKey, nativeEngine } from '../../../node/protocol/signatures/native.ts';

const account = '0x0909090909090909090909090909090909090909';
const batch = {
  account,
  calls: [{ target: '0x0606060606060606060606060606060606060606', value: 0n, data: '0x1234' }],
  nonce: nonceOf(7n),
  deadline: 1_790_000_000,
} as const;
const signed = { signer: `0x${'01'.repeat(52)}`, signature: '0xaabb' } as const;

describe('call', () => {
  it('has a digest that depends on chain, account, calls, nonce and deadline', () => {
    const digests = [
      batchDigest(1, batch),
      batchDigest(2, batch),
      batchDigest(1, { ...batch, account: '0x0606060606060606060606060606060606060606' }),
      batchDigest(1, { ...batch, calls: [...batch.calls, ...batch.calls] }),
      batchDigest(1, { ...batch, nonce: nonceOf(7n, 1n) }),
      batchDigest(1, { ...batch, deadline: batch.deadline + 1 }),
      refusalDigest(1, account, { digest: batchDigest(1, batch), check: 'energy' }),
    ];
    expect(new Set(digests).size).to.equal(7);
  });

  it('puts signers into calldata in ascending order of their hash', () => {
    const signatures = ['01', '02', '03', '04'].map((byte): { signer: Hex; signature: Hex } => ({
      signer: `0x${byte.repeat(52)}`,
      signature: `0x${byte}`,
    }));
    const { args } = decodeFunctionData({ abi: participantAccountAbi, data: encodeExecute(batch, signatures) });
    const [signers, bytes] = decodeAbiParameters(
      [{ type: 'bytes[]' }, { type: 'bytes[]' }],
      (args?.[3] ?? '0x') as Hex,
    );
    expect(signers.map((signer) => keccak256(signer))).to.deep.equal(signers.map((signer) => keccak256(signer)).sort());
    expect(bytes).to.deep.equal(signers.map((signer) => signer.slice(0, 4)));
  });

  it('verifies a signer’s signature over the digest and nothing else', () => {
    const { seed, publicKey } = generateAuthorityKey();
    const digest = batchDigest(1, batch);
    const signer = signerOf('0x0101010101010101010101010101010101010101', bytesToHex(publicKey));
    const signature = bytesToHex(nativeEngine.sign(secretKeyOf(seed, publicKey), hexToBytes(digest)));
    expect(verifySignerSignature(nativeEngine, digest, { signer, signature })).to.equal(true);
    expect(verifySignerSignature(nativeEngine, batchDigest(2, batch), { signer, signature })).to.equal(false);
    expect(verifySignerSignature(nativeEngine, digest, { signer: signer.slice(0, -2) as Hex, signature })).to.equal(
      false,
    );
    expect(verifySignerSignature(nativeEngine, digest, { signer, signature: '0x' })).to.equal(false);
  });

  it('travels through JSON unchanged', () => {
    const json = JSON.parse(JSON.stringify(batchToJson(batch, [signed])));
    expect(batchFromJson(json)).to.deep.equal({ batch, signatures: [signed] });
  });

  it('refuses JSON with a wrong field and names it', () => {
    const json = batchToJson(batch, [signed]);
    const wrong: [string, object][] = [
      ['call.account', { ...json, account: '0x12' }],
      ['call.nonce', { ...json, nonce: '-1' }],
      ['call.nonce', { ...json, nonce: (1n << 256n).toString() }],
      ['call.deadline', { ...json, deadline: 1.5 }],
      ['call.calls', { ...json, calls: [] }],
      ['call.calls.0.data', { ...json, calls: [{ ...json.calls[0], data: '0x123' }] }],
      ['call.signatures.0.signature', { ...json, signatures: [{ ...signed, signature: 'zz' }] }],
      ['call.extra', { ...json, extra: 1 }],
    ];
    for (const [field, value] of wrong)
      try {
        batchFromJson(value);
        expect.fail(`${field} was accepted`);
      } catch (error) {
        expect(isNodeError(error, 'DOCUMENT_INVALID') && error.details.field).to.equal(field);
      }
    expect(wrong).to.have.length(8);
  });

  it('gives every call a lane of its own, and a decision’s record its only one', () => {
    expect(laneOf(randomNonce())).not.to.equal(laneOf(randomNonce()));
    expect(sequenceOf(randomNonce())).to.equal(0n);
    expect([laneOf(recordNonce(9n)), sequenceOf(recordNonce(9n))]).to.deep.equal([9n, 0n]);
  });
});
