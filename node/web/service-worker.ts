/** The build fills these in (shell-list.ts): one cache per build, named by the hash of its files. */
const BUILD = '__BUILD__';
const SHELL = '__SHELL__'.split(' ');
const CACHE = `shell-${BUILD}`;

/** The part of the service worker's scope that is used here (W3C Service Workers, section 4). */
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  readonly location: { readonly origin: string };
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
}
interface LifeEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends LifeEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
declare const self: WorkerScope;

// A new build waits until every tab of the old one is closed, so a tab never loses the files it was made from.
self.addEventListener('install', (event) => event.waitUntil(keepShell()));
self.addEventListener('activate', (event) => event.waitUntil(dropOldShells().then(() => self.clients.claim())));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(pageFromNetworkOrShell(request));
  else if (url.pathname !== '/' && SHELL.includes(url.pathname)) event.respondWith(fileFromShellOrNetwork(request));
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(
    SHELL.map((path) => new Request(path, { cache: 'reload', headers: { accept: 'text/html, */*' } })),
  );
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

async function pageFromNetworkOrShell(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await (await caches.open(CACHE)).match('/', { ignoreVary: true });
    if (shell === undefined) throw error;
    return shell;
  }
}

async function fileFromShellOrNetwork(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(request, { ignoreVary: true });
  return kept ?? fetch(request);
}
