import { type Address, stringToHex, zeroHash } from 'viem';
import type { Chain } from '../chain/chain.ts';
import { createChainClient, findNodeError } from '../chain/contracts.ts';
import { policyRegistryAbi } from '../protocol/policy/policy-abi.ts';
import { actions, targetKinds } from '../protocol/policy/rules.ts';

export type Enactor = 'agency' | 'vote';

/** Tells who may put an agency's decision of a kind into effect now; undefined while the chain cannot be asked. */
export type Enactors = (agency: Address, kind: string) => Promise<Enactor | undefined>;

export interface EnactorsOptions {
  chain: Pick<Chain, 'chainId' | 'request' | 'contracts'>;
  /** Unix seconds. */
  clock: () => number;
}

/** Verdicts last a second: a page of decisions asks the policy registry once for each agency and kind. */
const longestKept = 1;

/** Asks the policy registry what the ledger would ask it (DecisionEnactment.sol). */
export function createEnactors({ chain, clock }: EnactorsOptions): Enactors {
  const kept = new Map<string, Promise<Enactor | undefined>>();
  let keptSince = 0;

  async function ask(agency: Address, kind: string): Promise<Enactor | undefined> {
    const target = { kind: targetKinds.indexOf('DECISION'), name: stringToHex(kind, { size: 32 }), part: zeroHash };
    const args = [agency, target, actions.indexOf('enact'), zeroHash, clock(), { collections: [] }] as const;
    const call = { address: chain.contracts.policyRegistry, abi: policyRegistryAbi, functionName: 'evaluate' } as const;
    try {
      const [isPermitted] = await createChainClient(chain).readContract({ ...call, args });
      return isPermitted ? 'agency' : 'vote';
    } catch (error) {
      if (findNodeError(error) === undefined) throw error;
      return undefined;
    }
  }

  return (agency, kind) => {
    const now = clock();
    if (now - keptSince >= longestKept) {
      kept.clear();
      keptSince = now;
    }
    const key = `${agency} ${kind}`;
    const verdict = kept.get(key) ?? ask(agency, kind);
    kept.set(key, verdict);
    return verdict;
  };
}
