import { isIP } from 'node:net';
import { NodeError } from '../../protocol/errors.ts';
import type { App } from '../app.ts';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Answers only under names this node was given (against DNS rebinding) and takes writes only from its own page:
 * 'HOST_REFUSED' for another Host, 'ORIGIN_REFUSED' for another Origin.
 */
export function registerHosts(app: App, options: { host: string; hostNames: readonly string[] }): void {
  const names = new Set([...loopbackNames, ...options.hostNames.map((name) => name.toLowerCase())]);
  if (isIP(options.host) === 4) names.add(options.host);
  if (isIP(options.host) === 6) names.add(`[${options.host}]`);
  app.addHook('onRequest', async (request) => {
    const host = hostOf(request.headers.host);
    if (host === undefined || !names.has(host.name)) {
      throw new NodeError('HOST_REFUSED', { field: 'host', rule: 'loopback or a configured name' });
    }
    const { origin } = request.headers;
    if (
      origin !== undefined &&
      !isSameOrigin(origin, host.text) &&
      request.method !== 'GET' &&
      request.method !== 'HEAD'
    ) {
      throw new NodeError('ORIGIN_REFUSED', { field: 'origin', rule: 'the same origin' });
    }
    if (request.headers['sec-fetch-site'] === 'cross-site' && request.method === 'POST') {
      throw new NodeError('ORIGIN_REFUSED', { field: 'sec-fetch-site', rule: 'the same origin' });
    }
  });
}

function hostOf(header: string | undefined): { name: string; text: string } | undefined {
  if (header === undefined) return undefined;
  const match = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/.exec(header.toLowerCase());
  return match?.[1] === undefined ? undefined : { name: match[1], text: header.toLowerCase() };
}

function isSameOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host.toLowerCase() === host;
}
