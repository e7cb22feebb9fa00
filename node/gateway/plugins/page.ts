import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { prefersHtml } from '../accept.ts';
import type { App } from '../app.ts';

/** Addresses that are files or interfaces whatever the browser would like. */
const neverPages = /^\/(docs|content|events|rpc|health|ready|assets)(\/|$)|^\/decisions\/\d+\/receipt$|\.[a-z0-9]+$/;

/**
 * Serves the built page: every address that a browser asks for as HTML is the page (it finds its place itself), the rest
 * are files. Hashed assets never change; everything else, the service worker too, is asked for again.
 */
export async function registerPage(app: App, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return;
    reply.header('vary', 'Accept');
    const [path = '/'] = request.url.split('?');
    if (neverPages.test(path) || !prefersHtml(request.headers.accept) || !existsSync(index)) return;
    await reply.header('cache-control', 'no-cache').sendFile('index.html', folder);
  });
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    wildcard: true,
    preCompressed: true,
    dotfiles: 'ignore',
    schemaHide: true,
    cacheControl: false,
    suppressWarning: true,
    setHeaders: (reply, path) => {
      const isAsset = path.includes('/assets/');
      reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
