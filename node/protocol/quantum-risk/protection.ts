import {
  authenticates,
  establishesKeys,
  type NamedAlgorithm,
  type Strength,
  strengthOf,
} from './algorithm-strength.ts';
import type { Channel } from './channels.ts';

/** How one side of a channel stands, and which algorithms make it so. */
export interface Protection {
  readonly strength: Strength;
  readonly because: readonly string[];
}

/** Protocols that always agree keys and tell who is there, whether or not the inventory says how. */
const agreeing = new Set(['tls', 'dtls', 'quic', 'ssh', 'ike', 'ipsec', 'sstp']);
/** The worst first: whoever attacks chooses the weakest that is offered. */
const order: readonly Strength[] = ['weak', 'broken', 'unknown', 'resists'];

/** Against reading later what was recorded. */
export function confidentialityOf(channel: Channel): Protection {
  const isCipher = ({ primitive = '' }: NamedAlgorithm) => ['ae', 'block-cipher', 'stream-cipher'].includes(primitive);
  const weakCiphers = channel.algorithms.filter((one) => isCipher(one) && strengthOf(one) === 'weak');
  return worstOf(channel, [...channel.algorithms.filter(establishesKeys), ...weakCiphers]);
}

/** Against forging, once keys can be broken. */
export function authenticityOf(channel: Channel): Protection {
  return worstOf(channel, channel.algorithms.filter(authenticates));
}

/** What an inventory does not say is unknown, and counts as broken until its owner says more. */
export function isBroken({ strength }: Protection): boolean {
  return strength !== 'resists';
}

function worstOf({ type }: Channel, algorithms: readonly NamedAlgorithm[]): Protection {
  if (algorithms.length === 0) return { strength: agreeing.has(type) ? 'unknown' : 'resists', because: [] };
  const told = algorithms.map((algorithm) => ({ name: algorithm.name, strength: strengthOf(algorithm) }));
  const strength = order.find((one) => told.some((algorithm) => algorithm.strength === one)) ?? 'unknown';
  const because = told.filter((one) => one.strength === strength).map(({ name }) => name);
  return { strength, because: [...new Set(because)].sort() };
}
