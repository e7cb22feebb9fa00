import { fileInvalid } from '../instance.ts';

/** value = digits x 10^-places, exact. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

export const one: Decimal = { digits: 1n, places: 0 };
const mostPlaces = 30;

/** A number as it is written: 0.025, 1e-3, 12. Throws FILE_INVALID for one beyond 30 places. */
export function parseDecimal(text: string, line: number): Decimal {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  if (Math.abs(places) > mostPlaces) throw fileInvalid(line, `'${text}' has more than ${mostPlaces} places`);
  const digits = BigInt(`${whole}${fraction}` || '0');
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

export function negate({ digits, places }: Decimal): Decimal {
  return { digits: -digits, places };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { digits: atPlaces(a, places) + atPlaces(b, places), places };
}

/** value x 10^places, where the value has no more places. */
export function atPlaces(value: Decimal, places: number): bigint {
  return value.digits * 10n ** BigInt(places - value.places);
}

/** The fewest places that hold all values. */
export function commonPlaces(values: readonly Decimal[]): number {
  return values.reduce((most, { digits, places }) => {
    let needed = places;
    for (let rest = digits; needed > 0 && rest % 10n === 0n; needed--) rest /= 10n;
    return Math.max(most, needed);
  }, 0);
}

/** value x 10^places as a whole number, whatever places it is written with; the value has no more significant ones. */
export function scaleDecimal({ digits, places: own }: Decimal, places: number): bigint {
  return own <= places ? digits * 10n ** BigInt(places - own) : digits / 10n ** BigInt(own - places);
}
