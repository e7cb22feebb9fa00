import { dataSlice, ZeroAddress } from 'ethers';
import { type Contract, deploy, ethers } from './network.fixture.ts';

/** Seconds from the announcement of new keys to their first moment. */
export const keyDelay = 60;

export interface AlgorithmsOptions {
  manager?: string;
  seats?: string;
}

/** A registry with these verifiers as codes 1, 2, ... of which those that have no code are left out. */
export async function deployAlgorithms(verifiers: string[], options: AlgorithmsOptions = {}): Promise<Contract> {
  const { manager = ZeroAddress, seats = ZeroAddress } = options;
  const codes = await Promise.all(verifiers.map((verifier) => ethers.provider.getCode(verifier)));
  const first = verifiers.filter((_, index) => codes[index] !== '0x').map((verifier, index) => [index + 1, verifier]);
  return deploy('AlgorithmRegistry', manager, seats, keyDelay, first);
}

/** The verifiers of these signers, each once; what is too short to have one is left out. */
export function verifiersOf(signers: readonly string[]): string[] {
  const long = signers.filter((signer) => ethers.dataLength(signer) > 20);
  return [...new Set(long.map((signer) => ethers.getAddress(dataSlice(signer, 0, 20))))];
}
