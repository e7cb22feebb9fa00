/** A verifier library with the contract that opens it to the kill set. */
export interface Library {
  file: string;
  /** Of scripts/assurance/solidity-verifiers.ts. */
  place: 'slhInternal' | 'mlInternal';
}

const folder = 'contracts/cryptography';

export const libraries: readonly Library[] = [
  { file: `${folder}/SlhDsaSha2128s.sol`, place: 'slhInternal' },
  { file: `${folder}/MlDsa.sol`, place: 'mlInternal' },
  { file: `${folder}/MlDsaNtt.sol`, place: 'mlInternal' },
  { file: `${folder}/MlDsaMemory.sol`, place: 'mlInternal' },
  { file: `${folder}/Keccak1600.sol`, place: 'mlInternal' },
];

/** What is compiled to test a library. */
export const probes = {
  slhInternal: { file: `${folder}/internal/SlhDsaSha2128sInternal.sol`, contract: 'SlhDsaSha2128sInternal' },
  mlInternal: { file: `${folder}/internal/MlDsaInternal.sol`, contract: 'MlDsaInternal' },
} as const;

/** One change of a library's source. */
export interface Mutant {
  library: Library;
  /** From 1 on. */
  line: number;
  /** 'operator', 'constant', 'statement', or 'known bad' for those that were planted. */
  kind: string;
  /** The line, or what of it is changed. */
  original: string;
  changed: string;
  /** The whole file. */
  source: string;
}
