import { findNodeError } from '../chain/contracts.ts';
import { type ErrorDetails, NodeError } from '../protocol/errors.ts';
import { statusOfCode, titleOfStatus } from './problem-status.ts';
import type { ProblemDetails } from './schemas/problem.ts';

/** An error as RFC 9457 problem details. What the caller did not cause is told without its inside. */
export function problemOf(error: unknown): ProblemDetails {
  const known = knownError(error);
  const status = statusOfCode(known.code);
  if (status === 500) return describe('NODE_FAILED', 500, {});
  return describe(known.code, status, known.details);
}

function describe(code: string, status: number, details: ErrorDetails): ProblemDetails {
  const values = scalars(details);
  const { field, rule } = values;
  return {
    type: `urn:qdt:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: titleOfStatus(status),
    status,
    code,
    detail: sentenceOf(code, values),
    ...(typeof field === 'string' ? { field } : {}),
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(Object.keys(values).length === 0 ? {} : { details: values }),
  };
}

/** Errors of the libraries below get the code of what they mean to a caller. */
function knownError(error: unknown): NodeError {
  const own = findNodeError(error);
  if (own !== undefined) return own;
  if (!(error instanceof Error)) return new NodeError('NODE_FAILED');
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || /database or disk is full/.test(error.message)) return new NodeError('STORAGE_FULL');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new NodeError('BODY_TOO_LARGE', { rule: 'within the body limit' });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new NodeError('MEDIA_TYPE_UNSUPPORTED', { rule: 'application/json' });
  }
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 429) return new NodeError('RATE_LIMITED');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const isAboutBody = error instanceof SyntaxError || (typeof code === 'string' && code.startsWith('FST_ERR_CTP'));
    if (isAboutBody) return new NodeError('BODY_INVALID', { rule: 'well-formed JSON' });
    return new NodeError('PATH_INVALID', { rule: 'a path of this node, percent-encoded' });
  }
  return new NodeError('NODE_FAILED');
}

function scalars(details: ErrorDetails): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(details)) {
    if (value !== undefined) values[name] = typeof value === 'bigint' ? value.toString() : value;
  }
  return values;
}

function sentenceOf(code: string, values: Record<string, string | number | boolean>): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  const said = Object.entries(values).map(([name, value]) => `${name} ${String(value)}`);
  return said.length === 0 ? `${words}.` : `${words}: ${said.join(', ')}.`;
}
