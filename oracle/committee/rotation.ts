import { type Hex, keccak256 } from 'viem';

/**
 * Who leads a decision and who takes over when the lead stays silent: the committee's signers in the order of their
 * hash, turned by the decision's id, so that the work goes round. Returns this signer's place, 0 for the lead;
 * undefined where it is none of them.
 */
export function placeInRotation(signers: readonly Hex[], signer: Hex, decisionId: number): number | undefined {
  const ordered = signers.map((entry) => entry.toLowerCase()).sort((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
  const index = ordered.indexOf(signer.toLowerCase());
  return index === -1 ? undefined : (index + ordered.length - (decisionId % ordered.length)) % ordered.length;
}

function hashOf(signer: string): Hex {
  return keccak256(`0x${signer.slice(2)}`);
}
