/** Keeps a number and its unit on one line. */
const GLUE = '\u00a0';

/** What stands where a number is missing or not finite. */
export const NOTHING = '–';

/** A number in the reader's notation, with at most `digits` decimals. */
export function formatNumber(locale: string, value: number, digits = 0): string {
  if (!Number.isFinite(value)) return NOTHING;
  const minimumFractionDigits = Number.isInteger(value) ? 0 : digits;
  return new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits: digits }).format(value);
}

/** A share (0.018) as a percentage (1.8 %). */
export function formatPercent(locale: string, share: number, digits = 1): string {
  if (!Number.isFinite(share * 100)) return NOTHING;
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${number.format(share * 100)}${GLUE}%`;
}

/** A length of time in the two largest units that fit: "5 s", "3 min", "72 h". */
export function formatDuration(locale: string, seconds: number): string {
  if (!Number.isFinite(seconds)) return NOTHING;
  if (seconds < 120)
    return `${formatNumber(locale, seconds, seconds < 10 && !Number.isInteger(seconds) ? 1 : 0)}${GLUE}s`;
  if (seconds < 7200) return `${formatNumber(locale, seconds / 60, 0)}${GLUE}min`;
  return `${formatNumber(locale, seconds / 3600, 0)}${GLUE}h`;
}

/** A size in bytes, decimal prefixes (SI). */
export function formatBytes(locale: string, bytes: number): string {
  if (!Number.isFinite(bytes)) return NOTHING;
  if (bytes < 1000) return `${formatNumber(locale, bytes)}${GLUE}B`;
  if (bytes < 1e6) return `${formatNumber(locale, bytes / 1e3, 1)}${GLUE}kB`;
  return `${formatNumber(locale, bytes / 1e6, 1)}${GLUE}MB`;
}

/** A moment (unix seconds) in the reader's time zone and in UTC, with the date where it is another one there. */
export function formatMoment(locale: string, seconds: number): { local: string; utc: string; iso: string } {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return { local: NOTHING, utc: NOTHING, iso: '' };
  const local = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
  const isSameDay = date.getUTCDate() === date.getDate();
  const utc = new Intl.DateTimeFormat(locale, {
    timeStyle: 'short',
    timeZone: 'UTC',
    ...(isSameDay ? {} : { dateStyle: 'medium' }),
  });
  return { local, utc: `${utc.format(date)}${GLUE}UTC`, iso: date.toISOString() };
}

/** The same in one text: local time, UTC in brackets. */
export function momentText(locale: string, seconds: number): string {
  const { local, utc } = formatMoment(locale, seconds);
  return `${local} (${utc})`;
}

/** Shortens a hash, CID or key for reading: first and last characters. The whole text stays in the copy button. */
export function shorten(text: string): string {
  return text.length <= 18 ? text : `${text.slice(0, 10)}…${text.slice(-6)}`;
}

/** A quotient of two big integers as a number with about nine correct digits; `undefined` where the divisor is 0. */
export function ratio(numerator: bigint, denominator: bigint): number | undefined {
  if (denominator === 0n) return undefined;
  return Number((numerator * 1_000_000_000n) / denominator) / 1e9;
}
