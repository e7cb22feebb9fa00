import type { FastifyError, FastifyRequest } from 'fastify';
import { type ErrorType, errorObject } from '../../dataspace/dsp/error-object.ts';
import { NodeError } from '../../protocol/errors.ts';
import { parseStrictJson } from '../../protocol/policy/strict-json.ts';
import type { App } from '../app.ts';
import { problemOf } from '../problem-details.ts';

/** No message is longer: an offer is a page of text. */
export const dspBodyLimit = 64 * 1024;

const absent = new Set(['NEGOTIATION_UNKNOWN', 'TRANSFER_UNKNOWN', 'CATALOG_DATASET_UNKNOWN']);

/**
 * Messages are read strictly (each key once, at most 16 levels), also as application/ld+json, and refusals are told as the protocol's error
 * objects: 400 for whatever breaks a rule, 404 only for what is not there or not for whoever asks.
 */
export function speakDsp(app: App, errorType: (path: string) => ErrorType): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/ld+json'],
    { parseAs: 'string', bodyLimit: dspBodyLimit },
    (_request, body, done) => {
      try {
        done(null, parseStrictJson(String(body)));
      } catch {
        done(new NodeError('BODY_INVALID', { rule: 'is JSON of at most 16 levels, with each key once' }));
      }
    },
  );
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const { code, detail, status } = problemOf(error.validation === undefined ? error : new NodeError('INPUT_INVALID'));
    const told = errorObject({ type: errorType(request.url), code, reason: detail, ...pidsIn(request) });
    await reply.code(statusOf(code, status)).type('application/json').send(told);
  });
}

function statusOf(code: string, status: number): number {
  if (absent.has(code)) return 404;
  return status >= 500 || status === 401 || status === 413 || status === 415 || status === 429 ? status : 400;
}

function pidsIn({ body }: FastifyRequest): { consumerPid?: string; providerPid?: string } {
  if (typeof body !== 'object' || body === null) return {};
  const { consumerPid, providerPid }: { consumerPid?: unknown; providerPid?: unknown } = body;
  return {
    ...(typeof consumerPid === 'string' ? { consumerPid } : {}),
    ...(typeof providerPid === 'string' ? { providerPid } : {}),
  };
}
