import { NodeError } from '../errors.ts';
import type { Channel } from './channels.ts';
import type { ChannelFacts, DataClasses, OwnedClass } from './data-classes.ts';
import { type Exposable, exposureOf } from './exposure.ts';
import { authenticityOf, confidentialityOf, isBroken, type Protection } from './protection.ts';

/** One channel by Mosca's theorem: at risk where X + Y > Z. Times in months. */
export interface ChannelRisk extends Exposable {
  readonly system: string;
  readonly systemName: string;
  readonly channel: string;
  readonly channelName: string;
  readonly confidentiality: Protection;
  readonly authenticity: Protection;
  readonly classes: readonly OwnedClass[];
  /** X: the longest shelf life among what it carries. */
  readonly shelfLifeMonths: number;
  /** Y. */
  readonly migrationMonths: number;
  readonly cost: number | undefined;
  /** X + Y - Z; what is sent within so many months before the migration is done will be read while it must be secret. */
  readonly lateMonths: number;
  readonly verdict: 'at risk' | 'in time' | 'resists';
  /** Whether X > Z: what is sent today is lost already, however quick the migration. */
  readonly isLateAlready: boolean;
  /** Weighted months (exposure.ts) if the migration starts now. */
  readonly exposure: number;
}

export interface Assessment {
  /** Z. */
  readonly quantumMonths: number;
  /** The most exposed first. */
  readonly risks: readonly ChannelRisk[];
  /** Nobody has said what they carry. */
  readonly unclassified: readonly Channel[];
}

/**
 * Harvest now, decrypt later: each channel by its owner's X and Y and the user's Z. Throws QUANTUM_YEARS_MISSING without a Z,
 * CHANNEL_UNKNOWN for facts about a channel that is in no inventory, CHANNEL_AMBIGUOUS for one that is in two.
 */
export function assess(
  channels: readonly Channel[],
  { classes, channels: facts }: DataClasses,
  quantumMonths: number | undefined,
): Assessment {
  if (quantumMonths === undefined)
    throw new NodeError('QUANTUM_YEARS_MISSING', { field: 'z', rule: 'is for you to say; none is assumed' });
  const byKey = new Map<string, Channel>();
  for (const channel of channels) {
    if (byKey.has(keyOf(channel)))
      throw new NodeError('CHANNEL_AMBIGUOUS', { system: channel.system, channel: channel.channel });
    byKey.set(keyOf(channel), channel);
  }
  const risks = facts.map((fact) => {
    const channel = byKey.get(keyOf(fact));
    if (channel === undefined) throw new NodeError('CHANNEL_UNKNOWN', { system: fact.system, channel: fact.channel });
    byKey.delete(keyOf(fact));
    return riskOf(
      channel,
      fact,
      classes.filter(({ name }) => fact.carries.includes(name)),
      quantumMonths,
    );
  });
  risks.sort(byExposure);
  return { quantumMonths, risks, unclassified: [...byKey.values()] };
}

/** The most exposed first, then who has least time, then what resists; by name where all that is equal. */
function byExposure(a: ChannelRisk, b: ChannelRisk): number {
  const resisting = (risk: ChannelRisk) => Number(risk.verdict === 'resists');
  return (
    b.exposure - a.exposure ||
    resisting(a) - resisting(b) ||
    b.lateMonths - a.lateMonths ||
    (keyOf(a) < keyOf(b) ? -1 : 1)
  );
}

function keyOf({ system, channel }: { readonly system: string; readonly channel: string }): string {
  return JSON.stringify([system, channel]);
}

function riskOf(
  channel: Channel,
  fact: ChannelFacts,
  classes: readonly OwnedClass[],
  quantumMonths: number,
): ChannelRisk {
  const { migrationMonths, cost } = fact;
  const { system, systemName, channel: ref, channelName } = channel;
  const confidentiality = confidentialityOf(channel);
  const authenticity = authenticityOf(channel);
  const exposable = { classes, isReadable: isBroken(confidentiality), isForgeable: isBroken(authenticity) };
  const shelfLifeMonths = Math.max(...classes.map((one) => one.shelfLifeMonths));
  const exposure = exposureOf(exposable, migrationMonths, quantumMonths);
  const isSafe = !exposable.isReadable && !exposable.isForgeable;
  const lateMonths = (exposable.isReadable ? shelfLifeMonths : 0) + migrationMonths - quantumMonths;
  return {
    system,
    systemName,
    channel: ref,
    channelName,
    confidentiality,
    authenticity,
    ...exposable,
    shelfLifeMonths,
    migrationMonths,
    cost,
    lateMonths,
    verdict: isSafe ? 'resists' : lateMonths > 0 ? 'at risk' : 'in time',
    isLateAlready: exposable.isReadable && shelfLifeMonths > quantumMonths,
    exposure,
  };
}
