import { readFile } from 'node:fs/promises';
import { type Abi, type Hex, isHex } from 'viem';
import { NodeError } from '../protocol/errors.ts';

/** What the compiler made of one contract. */
export interface Artifact {
  readonly abi: Abi;
  /** Creation code. */
  readonly bytecode: Hex;
}

/** Reads a contract compiled by this project, e.g. ('membership/ParticipantRegistry.sol'). Throws ARTIFACT_MISSING. */
export function readArtifact(source: string): Promise<Artifact> {
  const name = source.slice(source.lastIndexOf('/') + 1).replace(/\.sol$/, '');
  return parseArtifact(new URL(`../../artifacts/contracts/${source}/${name}.json`, import.meta.url));
}

async function parseArtifact(url: URL): Promise<Artifact> {
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const text = await readFile(url, 'utf8').catch((error: unknown) => {
    throw new NodeError('ARTIFACT_MISSING', { name, cure: 'compile the contracts: npm start does' }, error);
  });
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'abi' in value && 'bytecode' in value) {
    const { abi, bytecode } = value;
    if (isAbi(abi) && isHex(bytecode)) return { abi, bytecode };
  }
  throw new NodeError('ARTIFACT_MISSING', { name });
}

function isAbi(value: unknown): value is Abi {
  return Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && 'type' in item);
}
