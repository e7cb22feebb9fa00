import type { Assessment, ChannelRisk } from '../../node/protocol/quantum-risk/assess.ts';
import type { Protection } from '../../node/protocol/quantum-risk/protection.ts';

/** An assessment in words, the most exposed channel first. */
export function assessmentLines({ quantumMonths, risks, unclassified }: Assessment): string[] {
  const classes = new Map(risks.flatMap(({ classes: carried }) => carried.map((one) => [one.name, one] as const)));
  return [
    `Z = ${years(quantumMonths)} years until a quantum computer breaks today's keys, as you say`,
    ...[...classes.values()].map(
      ({ name, shelfLifeMonths, importance, enteredBy }) =>
        `X = ${years(shelfLifeMonths)} years for ${name}, importance ${importance}, entered by ${enteredBy}`,
    ),
    ...risks.flatMap((risk, index) => riskLines(risk, index + 1)),
    ...unclassified.map(
      ({ systemName, channelName, system, channel }) =>
        `not assessed: ${systemName}, ${channelName} (${system} / ${channel}): nobody has said what it carries`,
    ),
  ];
}

function riskLines(risk: ChannelRisk, place: number): string[] {
  const { shelfLifeMonths, migrationMonths, lateMonths, exposure, verdict, isReadable } = risk;
  const x = isReadable ? years(shelfLifeMonths) : '0';
  const sum = `X ${x} + Y ${years(migrationMonths)} years`;
  const late = lateMonths > 0 ? `${years(lateMonths)} years later than Z` : `${years(-lateMonths)} years before Z`;
  return [
    `${place}. ${risk.systemName}, ${risk.channelName} (${risk.system} / ${risk.channel}): ${verdict}`,
    `   what is recorded today: ${protectionWords(risk.confidentiality)}; who is there: ${protectionWords(risk.authenticity)}`,
    ...(verdict === 'resists' ? [] : [`   ${sum}: ${late}; ${exposure} weighted months of exposure if it starts now`]),
    ...(risk.isLateAlready
      ? ['   X > Z: what is sent today will be read while it must be secret, however quick the migration']
      : []),
  ];
}

function protectionWords({ strength, because }: Protection): string {
  const names = because.slice(0, 4).join(', ');
  if (because.length === 0) {
    return strength === 'resists'
      ? 'nothing that a quantum computer breaks'
      : 'the inventory does not say; counted as broken';
  }
  const words = {
    resists: `resists by ${names}`,
    broken: `broken by a quantum computer: ${names}`,
    weak: `weak even today: ${names}`,
    unknown: `unknown algorithms, counted as broken: ${names}`,
  };
  return words[strength];
}

function years(months: number): string {
  return String(Math.round((months / 12) * 100) / 100);
}
