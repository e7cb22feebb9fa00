/** Values that say what was wrong: ids, limits, names of fields. Never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | bigint | boolean | undefined>>;

/** The one error of the product: a stable code for programs and tests, details for people. */
export class NodeError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, details: ErrorDetails = {}, cause?: unknown) {
    super(`${code} ${describe(details)}`.trim(), cause === undefined ? undefined : { cause });
    this.name = 'NodeError';
    this.code = code;
    this.details = details;
  }
}

/** Whether an unknown thrown value is a NodeError, with that code where one is given. */
export function isNodeError(error: unknown, code?: string): error is NodeError {
  return error instanceof NodeError && (code === undefined || error.code === code);
}

function describe(details: ErrorDetails): string {
  return Object.entries(details)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}
