import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { buildPage } from '../../../scripts/build-page.ts';

const dist = join(import.meta.dirname, '..', '..', '..', 'node', 'web', 'dist');
const limitBytes = 250_000;

describe('built page', () => {
  before(async function () {
    this.timeout(120_000);
    await buildPage();
  });

  it('loads at most 250 KB compressed before it can be read', () => {
    const files = ['index.html', ...ownFilesOf('index.html')];
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
    expect(files).to.have.length.above(2);
    expect(bytes).to.be.lessThan(limitBytes);
  });

  it('has no inline script or style and no outside host', () => {
    const html = readFileSync(join(dist, 'index.html'), 'utf8');
    expect(html).not.to.match(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
    expect(html).not.to.match(/(src|href)="(https?:)?\/\//);
  });

  it('keeps every built file in the shell of the service worker', () => {
    const worker = readFileSync(join(dist, 'service-worker.js'), 'utf8');
    const assets = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css)$/.test(name));
    for (const name of assets) expect(worker).to.contain(`/assets/${name}`);
    expect(assets).to.have.length.above(4);
    expect(worker).not.to.match(/__BUILD__|__SHELL__/);
  });

  it('is not built again while no source changed', async () => {
    expect(await buildPage()).to.equal(false);
  });
});

/** Addresses of our own that a document or module loads at once, and what those load; each once, as a browser loads it. */
function ownFilesOf(file: string, known = new Set<string>()): Set<string> {
  const text = readFileSync(join(dist, file), 'utf8');
  const loaded = [...text.matchAll(/(?:src|href)="\/([^"]+)"|import(?:[^"'`()]*from)?["'`]\.\/([^"'`]+)["'`]/g)];
  for (const [, absolute, relative] of loaded) {
    const name = absolute ?? `assets/${relative}`;
    if (known.has(name)) continue;
    known.add(name);
    if (name.endsWith('.js')) ownFilesOf(name, known);
  }
  return known;
}
