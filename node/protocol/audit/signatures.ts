import type { Hex } from 'viem';
import { keySlots, signerCountSlot, signerSlot, thresholdOf, thresholdSlot } from '../account-storage.ts';
import {
  batchDigest,
  ofOneAlgorithm,
  type PublicKeys,
  type SignerSignature,
  verifierOf,
  verifySignerSignature,
} from '../call.ts';
import { NodeError } from '../errors.ts';
import { mlDsa65Signer } from '../ml-dsa-signer.ts';
import type { Receipt } from '../receipt.ts';
import type { SignatureEngine } from '../signatures/engine.ts';
import type { SignedCall } from '../signed-call.ts';
import type { AccountProof, AccountState } from '../state-proof.ts';
import { brokenStep, type Check, type CheckDetail, checkOf, type Found, notChecked, step } from './check.ts';
import type { CallEvidence, Evidence } from './evidence.ts';

export interface SignatureInput {
  readonly receipt: Receipt;
  readonly evidence: Evidence;
  readonly engine: SignatureEngine;
  /** keccak256 of the code of verifiers that count. */
  readonly verifierCodeHashes: readonly Hex[];
  /** The same for ML-DSA-65. */
  readonly mlDsa65CodeHashes: readonly Hex[];
}

/**
 * Check 3: the committee's and the agency's signatures, each over the EIP-712 digest of the very call that was executed, under the keys
 * that their accounts held in the state before that block, at least as many as the accounts' thresholds.
 */
export function checkSignatures(input: SignatureInput): Check {
  const { receipt, evidence } = input;
  const { record, request } = evidence;
  if (!record.call.ok || !request.call.ok) return notChecked('signatures', 'CALL_NOT_PROVEN');
  const committee = accountSteps('committee', record, record.call.value, receipt.calls.record.keys, input);
  const agency = accountSteps('agency', request, request.call.value, receipt.calls.request.keys, input);
  const details = [...committee.details, ...agency.details, verifierStep(input), ...mlDsaSteps(input)];
  const values = {
    signed: committee.signed,
    threshold: committee.threshold,
    signers: committee.signers,
    agencySigned: agency.signed,
    agencyThreshold: agency.threshold,
  };
  return checkOf('signatures', details, values);
}

interface AccountResult {
  readonly details: readonly CheckDetail[];
  /** Valid signatures by registered signers. */
  readonly signed: number;
  readonly threshold: number;
  /** How many signers the account had. */
  readonly signers: number;
}

function accountSteps(
  name: string,
  { keys }: CallEvidence,
  call: SignedCall,
  proof: AccountProof,
  input: SignatureInput,
): AccountResult {
  const proven = provenKeys(keys, call, proof);
  if (!proven.ok) return { details: [brokenStep(`${name}-keys`, proven.error)], signed: 0, threshold: 0, signers: 0 };
  const { storage } = proven.value;
  const digest = batchDigest(input.receipt.anchor.chainId, call.batch);
  const publicKeys = provenPublicKeys(input.receipt.mlDsa65);
  const details = call.signatures.map((signed) => signatureStep(name, { digest, signed, storage, publicKeys }, input));
  const signed = new Set(
    call.signatures.filter((_, index) => details[index]?.state === 'passed').map(({ signer }) => signer),
  ).size;
  const threshold = thresholdOf(storage.get(thresholdSlot) ?? 0n);
  // An account takes the signatures of a batch from one algorithm alone, so nobody with a key of each counts twice.
  const isOfOne = ofOneAlgorithm(call.signatures).length === call.signatures.length;
  const enough = threshold > 0 && signed >= threshold && signed === call.signatures.length && isOfOne;
  const signers = Number(storage.get(signerCountSlot) ?? 0n);
  return {
    details: [...details, step(`${name}-threshold`, enough, 'SIGNATURES_TOO_FEW', { signed, threshold, signers })],
    signed,
    threshold,
    signers,
  };
}

/** The account's proof is about the calling account and exactly the slots of the keys that signed. */
function provenKeys(keys: Found<AccountState>, call: SignedCall, proof: AccountProof): Found<AccountState> {
  if (!keys.ok) return keys;
  const expected = keySlots(call.signatures.map(({ signer }) => signer));
  const sameSlots =
    expected.length === proof.storageProofs.length &&
    expected.every((slot, index) => proof.storageProofs[index]?.slot === slot);
  const sameAccount = proof.address === call.batch.account.toLowerCase();
  return sameSlots && sameAccount ? keys : { ok: false, error: new NodeError('PROOF_OF_OTHER_ACCOUNT') };
}

interface SignedUnder {
  readonly digest: Hex;
  readonly signed: SignerSignature;
  readonly storage: AccountState['storage'];
  readonly publicKeys: PublicKeys;
}

function signatureStep(
  name: string,
  { digest, signed, storage, publicKeys }: SignedUnder,
  input: SignatureInput,
): CheckDetail {
  const { signer } = signed;
  const values = { signer };
  const isRegistered = (storage.get(signerSlot(signer)) ?? 0n) > 0n;
  if (!isRegistered) return step(name, false, 'SIGNER_NOT_REGISTERED', values);
  const { contracts, mlDsa65 } = input.receipt;
  const verifier = verifierOf(signer);
  if (verifier !== contracts.verifier && verifier !== mlDsa65?.verifier.address)
    return step(name, false, 'SIGNER_ALGORITHM_UNKNOWN', values);
  return step(name, verifySignerSignature(input.engine, digest, signed, publicKeys), 'SIGNATURE_INVALID', values);
}

/** The signers that the receipt's ML-DSA keys make, so that a key which is no signer's proves nothing. */
function provenPublicKeys(evidence: Receipt['mlDsa65']): PublicKeys {
  if (evidence === undefined) return {};
  const { verifier, factory, publicKeys } = evidence;
  const at = { mlDsa65Verifier: verifier.address, accountFactory: factory };
  return Object.fromEntries(publicKeys.map((key) => [mlDsa65Signer(at, key).signer, key]));
}

/** As `verifierStep`, for ML-DSA-65; and no key that is there signed nothing. */
function mlDsaSteps({ evidence, receipt, mlDsa65CodeHashes }: SignatureInput): CheckDetail[] {
  const { mlDsa65Verifier: verifier, record, request } = evidence;
  if (receipt.mlDsa65 === undefined || verifier === undefined) return [];
  if (!verifier.ok) return [brokenStep('verifier', verifier.error)];
  const { codeHash } = verifier.value;
  const calls = [request, record].flatMap(({ call }) => (call.ok ? call.value.signatures : []));
  const signers = new Set(calls.map(({ signer }) => signer.toLowerCase()));
  const isEachUsed = Object.keys(provenPublicKeys(receipt.mlDsa65)).every((signer) => signers.has(signer));
  return [
    step('verifier', mlDsa65CodeHashes.includes(codeHash), 'VERIFIER_UNKNOWN', { codeHash }),
    step('keys', isEachUsed && receipt.mlDsa65.verifier.storageProofs.length === 0, 'KEY_SUPERFLUOUS'),
  ];
}

/** The contract that checked the signatures on chain is a verifier that counts, and not one that says yes to everything. */
function verifierStep({ evidence, receipt, verifierCodeHashes }: SignatureInput): CheckDetail {
  const { verifier } = evidence;
  if (!verifier.ok) return brokenStep('verifier', verifier.error);
  const isOfVerifier =
    receipt.verifier.address === receipt.contracts.verifier && receipt.verifier.storageProofs.length === 0;
  const { codeHash } = verifier.value;
  if (!isOfVerifier) return step('verifier', false, 'PROOF_OF_OTHER_ACCOUNT', { codeHash });
  return step('verifier', verifierCodeHashes.includes(codeHash), 'VERIFIER_UNKNOWN', { codeHash });
}
