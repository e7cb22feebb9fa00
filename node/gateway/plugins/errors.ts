import type { FastifyError } from 'fastify';
import type { ChainLog } from '../../chain/chain.ts';
import { isNodeError, NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';
import { problemOf } from '../problem-details.ts';

/** Every error leaves as application/problem+json (RFC 9457); the node's own faults are logged with their cause. */
export function registerErrors(app: App, log: ChainLog): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(validationError(error) ?? error);
    if (problem.status >= 500)
      log('request-failed', { path: request.url.split('?')[0] ?? '', cause: describeCause(error) });
    await reply.code(problem.status).type('application/problem+json').send(problem);
  });
}

/** The first broken rule of a schema, by the name of its field. */
function validationError(error: FastifyError): NodeError | undefined {
  const first = error.validation?.[0];
  if (first === undefined) return undefined;
  const part = error.validationContext ?? 'body';
  const path = first.instancePath.replaceAll('/', '.').replace(/^\./, '');
  const field = [path, missingName(first.params)].filter((name) => name !== '').join('.');
  return new NodeError('INPUT_INVALID', {
    field: field === '' ? part : field,
    rule: first.message ?? first.keyword,
    part,
  });
}

function missingName(params: Record<string, unknown>): string {
  const names = params.requiredProperties ?? params.additionalProperties ?? params.missingProperty;
  return Array.isArray(names) ? String(names[0] ?? '') : '';
}

function describeCause(error: unknown): string {
  if (isNodeError(error)) return error.message;
  return error instanceof Error
    ? `${error.name}: ${error.message} ${error.stack?.split('\n')[1]?.trim() ?? ''}`
    : 'unknown';
}
