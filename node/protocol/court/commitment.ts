import { type Address, encodeAbiParameters, type Hex, keccak256, parseAbiParameters } from 'viem';

/** What a claim commits to before it shows it. */
export interface Claim {
  readonly decisionId: bigint;
  readonly sampleHash: Hex;
  readonly energy: bigint;
  readonly account: Address;
  /** 32 random bytes, kept until the reveal: without them the energy could be guessed from the commitment. */
  readonly salt: Hex;
}

const parameters = parseAbiParameters('uint256, bytes32, int256, address, bytes32');

/** keccak256(abi.encode(decision, sampleHash, energy, account, salt)): a copy of it is of no use to another account. */
export function commitmentOf({ decisionId, sampleHash, energy, account, salt }: Claim): Hex {
  return keccak256(encodeAbiParameters(parameters, [decisionId, sampleHash, energy, account, salt]));
}
