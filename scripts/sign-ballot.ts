import { type Ballot, ballotDigest } from '../node/protocol/ballot.ts';
import type { SignerSignature } from '../node/protocol/call.ts';
import type { Contracts } from '../node/protocol/network.ts';
import { type SigningKey, type SigningNetwork, signDigest } from './sign-batch.ts';

/** Opens the key file, signs the ballot for the network's governor, wipes the key. */
export function signBallot(
  network: SigningNetwork & { contracts: Contracts },
  key: SigningKey,
  ballot: Ballot,
): Promise<SignerSignature> {
  const { chainId, contracts } = network;
  return signDigest(network, key, ballotDigest({ chainId, governor: contracts.governor }, ballot));
}
