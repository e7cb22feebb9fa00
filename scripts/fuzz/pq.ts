import { bytesToHex, type Hex } from 'viem';
import { type Algorithm, algorithms, nobleAccepts, opensslAccepts } from '../assurance/algorithms.ts';
import { type Draw, drawBytes, seededDraw } from '../assurance/random.ts';
import type { Answer, SolidityVerifiers } from '../assurance/solidity-verifiers.ts';
import { brokenLayout, strangeLayout } from './calldata.ts';
import { hasStandardLengths, mutationsOf, pick } from './mutations.ts';
import { type Fresh, Signers } from './signatures.ts';

/** A verdict on which the engines, or two ways to ask the contract, differ; with all that is needed to see it again. */
export interface Disagreement {
  algorithm: Algorithm;
  mutation: string;
  solidity: Answer;
  openssl: boolean;
  noble: boolean;
  publicKey: Hex;
  message: Hex;
  signature: Hex;
}

export interface FuzzResult {
  algorithm: Algorithm;
  /** Distinct signatures that were made. */
  signatures: number;
  /** Verdicts of all three engines. */
  verdicts: number;
  accepted: number;
  /** Further answers of the contract: laid out strangely or wrongly in the calldata, or with too little gas. */
  layouts: number;
  starved: number;
  byMutation: Record<string, number>;
  disagreements: Disagreement[];
}

export interface FuzzOptions {
  seed: number;
  /** Verdicts in all, a third of each algorithm. */
  cases: number;
  tell(sentence: string): void;
}

/** Of 10,000 verdicts, this many signatures of each algorithm. */
const signaturesPer10000 = 300;
const contextBytes = new TextEncoder().encode('city');

/** Asks the contract, OpenSSL and noble about the same signatures and what mutations make of them. */
export async function fuzzVerifiers(solidity: SolidityVerifiers, options: FuzzOptions): Promise<FuzzResult[]> {
  const results: FuzzResult[] = [];
  for (const [index, algorithm] of algorithms.entries()) {
    const cases = Math.ceil(
      (options.cases - results.reduce((sum, { verdicts }) => sum + verdicts, 0)) / (algorithms.length - index),
    );
    const draw = seededDraw(options.seed * algorithms.length + index);
    results.push(await fuzzAlgorithm(solidity, algorithm, cases, draw, options));
  }
  return results;
}

async function fuzzAlgorithm(
  solidity: SolidityVerifiers,
  algorithm: Algorithm,
  cases: number,
  draw: Draw,
  { cases: all, tell }: FuzzOptions,
): Promise<FuzzResult> {
  const signatures = Math.max(2, Math.ceil((signaturesPer10000 * all) / 10_000));
  const signers = new Signers(algorithm, Math.min(6, signatures), draw);
  const mutations = Object.entries(mutationsOf(algorithm));
  const result: FuzzResult = {
    algorithm,
    signatures: 0,
    verdicts: 0,
    accepted: 0,
    layouts: 0,
    starved: 0,
    byMutation: {},
    disagreements: [],
  };
  for (let n = 0; n < signatures; n += 1) {
    const until = Math.round((cases * (n + 1)) / signatures);
    const fresh = await signers.sign(n, drawBytes(draw, 32));
    result.signatures += 1;
    // Every signature as it is; one in ten is of another interface.
    await judge('none', fresh);
    if (n % 10 === 0 && result.verdicts < until) {
      await judge('with a context', await signers.sign(n, fresh.message, contextBytes));
    }
    while (result.verdicts < until) {
      const [name, mutate] = pick(mutations, draw) ?? [];
      const mutant = mutate?.(fresh, draw, signers);
      if (name !== undefined && mutant !== undefined) await judge(name, mutant);
    }
    if ((n + 1) % 25 === 0 || n + 1 === signatures) {
      tell(`${algorithm}: ${result.verdicts} of ${cases} verdicts, ${result.disagreements.length} disagreements`);
    }
  }
  return result;

  async function judge(mutation: string, one: Fresh): Promise<void> {
    const answer = await solidity.verify(algorithm, one.publicKey, one.message, one.signature);
    const openssl = opensslAccepts(algorithm, one);
    const noble = nobleAccepts(algorithm, one);
    result.verdicts += 1;
    result.byMutation[mutation] = (result.byMutation[mutation] ?? 0) + 1;
    if (openssl) result.accepted += 1;
    const note = (how: string, said: Answer) =>
      result.disagreements.push({
        algorithm,
        mutation: how,
        solidity: said,
        openssl,
        noble,
        publicKey: bytesToHex(one.publicKey),
        message: bytesToHex(one.message),
        signature: bytesToHex(one.signature),
      });
    if (openssl !== noble || answer !== (openssl ? 'accepted' : 'refused')) note(mutation, answer);
    if (draw(8) === 0) await askStrangely(one, openssl, note);
  }

  /** The same question in another layout, in a broken one, and with too little gas. */
  async function askStrangely(one: Fresh, isValid: boolean, note: (how: string, said: Answer) => void): Promise<void> {
    const key = await solidity.signerKey(algorithm, one.publicKey);
    const strange = await solidity.verifyCalldata(algorithm, strangeLayout(key, one.message, one.signature, draw));
    if (strange !== (isValid ? 'accepted' : 'refused')) note('another layout', strange);
    const broken = await solidity.verifyCalldata(algorithm, brokenLayout(key, one.message, one.signature, draw));
    if (broken === 'accepted') note('a broken layout', broken);
    result.layouts += 2;
    const gas = 60_000 + draw(hasStandardLengths(algorithm, one) ? 1_800_000 : 200_000);
    const starved = await solidity.verify(algorithm, one.publicKey, one.message, one.signature, gas);
    if (starved === 'accepted' && !isValid) note(`${gas} gas`, starved);
    result.starved += 1;
  }
}
