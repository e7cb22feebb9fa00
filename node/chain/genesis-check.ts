import { NodeError } from '../protocol/errors.ts';
import { cityGovernance } from '../protocol/governance-settings.ts';
import type { GenesisOptions } from './chain.ts';
import type { JournalGenesis } from './journal-genesis.ts';

/** A genesis that a ledger can be founded from. */
export type NewGenesis = Required<Omit<GenesisOptions, 'timestamp'>>;

/** Throws FOUNDERS_MISSING, FOUNDERS_INVALID. */
export function checkNewGenesis(genesis: GenesisOptions): NewGenesis {
  const { founders } = genesis;
  if (founders === undefined) throw new NodeError('FOUNDERS_MISSING', { field: 'genesis.founders' });
  const { signers, threshold } = founders;
  const isSigner = (signer: string) => /^0x([0-9a-f]{64}|[0-9a-f]{104})$/i.test(signer);
  if (!signers.every(isSigner)) throw new NodeError('FOUNDERS_INVALID', { rule: 'signers have 32 or 52 bytes' });
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > signers.length) {
    throw new NodeError('FOUNDERS_INVALID', { rule: 'threshold is 1 to the number of signers', threshold });
  }
  const { chainId, minimumWindowSeconds, governance = cityGovernance } = genesis;
  return { chainId, minimumWindowSeconds, founders, governance };
}

/** An existing ledger keeps its genesis: a configuration that says otherwise is refused, not ignored. Throws GENESIS_MISMATCH. */
export function checkGenesis(found: JournalGenesis, wanted: GenesisOptions): void {
  compare('chainId', found.chainId, wanted.chainId);
  compare('minimumWindowSeconds', found.minimumWindowSeconds, wanted.minimumWindowSeconds);
  if (wanted.timestamp !== undefined) compare('timestamp', found.genesisTimestamp, wanted.timestamp);
  for (const [name, value] of Object.entries(wanted.governance ?? {})) {
    compare(`governance.${name}`, { ...found.governance }[name] ?? 'none', value);
  }
  if (wanted.founders === undefined) return;
  compare('founders.threshold', found.founders.threshold, wanted.founders.threshold);
  compare('founders.signers', keysOf(found.founders.signers), keysOf(wanted.founders.signers));
}

/** A signer is compared by its key, so that it does not matter whether the verifier's address stands before it. */
function keysOf(signers: readonly string[]): string {
  return signers.map((signer) => signer.slice(-64).toLowerCase()).join(' ');
}

function compare(field: string, found: number | string, wanted: number | string): void {
  if (found !== wanted) throw new NodeError('GENESIS_MISMATCH', { field, found, wanted });
}
