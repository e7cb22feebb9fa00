import { argumentInvalid } from './run-command.ts';

/** The algorithms of a key file that signs calls. */
export const signingAlgorithms = ['SLH-DSA-SHA2-128s', 'ML-DSA-65'] as const;
export type SigningAlgorithmName = (typeof signingAlgorithms)[number];

/** Every command that signs takes it. */
export const algorithmOption = { algorithm: { type: 'string', default: signingAlgorithms[0] } } as const;

export const algorithmUsage = `  --algorithm NAME  which of your key file's keys signs: ${signingAlgorithms.join(' (as without this) or ')}`;

/** The algorithm asked for; any case. Throws ARGUMENT_INVALID. */
export function algorithmFrom(value: string): SigningAlgorithmName {
  const found = signingAlgorithms.find((name) => name.toLowerCase() === value.toLowerCase());
  if (found === undefined) throw argumentInvalid(`is ${signingAlgorithms.join(' or ')}`, 'algorithm');
  return found;
}
