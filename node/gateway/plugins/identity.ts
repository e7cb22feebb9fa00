import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Address } from 'viem';
import type { Identities, Identity } from '../../governance/identities.ts';
import { NodeError } from '../../protocol/errors.ts';
import { matchesContentDigest } from '../../protocol/http-signature/content-digest.ts';
import { identityProfile } from '../../protocol/http-signature/identity.ts';
import { type HttpMessage, targetParts } from '../../protocol/http-signature/message.ts';
import type { App } from '../app.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who signed this request (RFC 9421), in lower case; undefined for an unsigned one, which is everybody's. */
    participant: Address | undefined;
  }
}

/** What a 401 says it wants (RFC 9421, section 5.1). */
const acceptSignature = `${identityProfile.label}=(${[...identityProfile.components, identityProfile.bodyComponent]
  .map((name) => `"${name}"`)
  .join(' ')});created;expires;nonce;keyid;alg="${identityProfile.algorithm}";tag="${identityProfile.tag}"`;

/**
 * Sets `request.participant` from a request's signature, over the body too. A wrong signature is refused, also where nobody need
 * sign; nothing of it is logged.
 */
export function registerIdentity(app: App, identities: Identities, bodyLimitBytes: number): void {
  app.decorateRequest('participant', undefined);
  // After every onRequest hook: the rate limit comes before the work of verifying.
  app.addHook('preParsing', async (request, _reply, payload) => {
    const message = messageOf(request);
    const identity = await identities.identify(message);
    request.participant = identity?.account;
    if (identity === undefined || ['GET', 'HEAD'].includes(request.method)) return payload;
    const body = await readAll(payload, bodyLimitBytes);
    if (body.length > 0) requireSignedBody(identity, message, body);
    return Object.assign(Readable.from(body.length === 0 ? [] : [body]), { receivedEncodedLength: body.length });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode !== 401) return;
    reply.header('www-authenticate', 'Signature').header('accept-signature', acceptSignature);
  });
}

/** The account that signed the request; 'IDENTITY_REQUIRED' where none did. */
export function requireParticipant({ participant }: FastifyRequest): Address {
  if (participant === undefined)
    throw new NodeError('IDENTITY_REQUIRED', { rule: 'a request signed by an enrolled participant (RFC 9421)' });
  return participant;
}

function requireSignedBody({ coversBody }: Identity, message: HttpMessage, body: Uint8Array): void {
  const component = identityProfile.bodyComponent;
  if (!coversBody) throw new NodeError('IDENTITY_COMPONENT_MISSING', { component });
  if (!matchesContentDigest(message, body)) throw new NodeError('IDENTITY_BODY_DIFFERS', { component });
}

async function readAll(payload: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of payload) {
    length += chunk.length;
    if (length > limit) throw new NodeError('BODY_TOO_LARGE', { rule: 'within the body limit' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function messageOf(request: FastifyRequest): HttpMessage {
  const { method, raw } = request;
  const authority = raw.headers.host ?? '';
  return { method, authority, ...targetParts(raw.url ?? ''), fields: linesOf(raw.rawHeaders) };
}

/** Header lines by name: Node joins or drops repeated ones. */
function linesOf(rawHeaders: readonly string[]): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const lines = Object.hasOwn(fields, name) ? fields[name] : undefined;
    fields[name] = [...(lines ?? []), rawHeaders[index + 1] ?? ''];
  }
  return fields;
}
