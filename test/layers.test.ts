import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '..');

/** Who may import whom: a folder's own files always, and these. A new arrow is a commit of its own that says why. */
const arrows: Record<string, string[]> = {
  'node/protocol': [],
  'node/chain': ['node/protocol'],
  'node/content': ['node/protocol'],
  'node/twin': ['node/protocol'],
  'node/governance': ['node/protocol', 'node/chain', 'node/content', 'node/twin'],
  // The connector asks the policies for verdicts, keeps documents as content and reads what the chain says.
  'node/dataspace': ['node/protocol', 'node/chain', 'node/content', 'node/governance'],
  // The index of decisions is the index of everything; and a public decision may not use contracted data.
  'node/decisions': ['node/protocol', 'node/chain', 'node/content', 'node/twin', 'node/governance', 'node/dataspace'],
  'node/gateway': [
    'node/protocol',
    'node/chain',
    'node/content',
    'node/twin',
    'node/governance',
    'node/dataspace',
    'node/decisions',
    'node/dataspace',
    'node/config.ts',
  ],
  'node/client': ['node/protocol', 'type node/gateway/schemas'],
  // "Beat this" searches in the tab with the operators' own annealer: pure functions of the protocol, without Node (see below).
  'node/web': ['node/protocol', 'node/client', 'type node/gateway/schemas', 'oracle/samplers'],
  'node/config.ts': ['node/protocol'],
  'node/node.ts': [
    'node/protocol',
    'node/chain',
    'node/content',
    'node/twin',
    'node/governance',
    'node/dataspace',
    'node/decisions',
    'node/dataspace',
    'node/gateway',
    'node/config.ts',
  ],
  oracle: ['node/protocol', 'node/client'],
  scripts: ['node', 'oracle', 'scripts'],
  // A bench measures on the tests' fixtures, so that a figure and a test mean the same thing.
  'scripts/bench': ['scripts', 'node', 'oracle', 'test'],
};

const importPattern =
  /^\s*(import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|import\s*\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm;

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

describe('the layers', () => {
  const files = globSync(['node/**/*.{ts,tsx}', 'oracle/**/*.ts', 'scripts/**/*.ts'], {
    cwd: root,
    exclude: (path) => path.includes('node_modules') || path.includes('dist'),
  }).sort();
  const imports = files.flatMap(importsOf);

  it('reads the whole tree', () => {
    expect(files.length).to.be.greaterThan(40);
    expect(imports.length).to.be.greaterThan(100);
  });

  it('are imported one way only', () => {
    const wrong = imports.filter((one) => !isInside(one) && !isAllowed(one));
    expect(wrong.map((one) => `${one.file} -> ${one.target}`)).to.deep.equal([]);
  });

  const isNative = (path: string): boolean => path.startsWith('node/protocol/signatures/native');

  it('keep the protocol free of Node, but for the native signature engines', () => {
    const guilty = files
      .filter((file) => file.startsWith('node/protocol/') && !isNative(file))
      .filter((file) => /from 'node:|from 'fs'|from 'crypto'/.test(readFileSync(join(root, file), 'utf8')));
    expect(guilty).to.deep.equal([]);
  });

  it('keep the samplers free of Node: they also run in the page', () => {
    const samplers = files.filter((file) => file.startsWith('oracle/samplers/'));
    expect(samplers.length).to.be.greaterThan(10);
    expect(samplers.filter((file) => /from 'node:/.test(readFileSync(join(root, file), 'utf8')))).to.deep.equal([]);
  });

  it('keep those engines out of the page', () => {
    const guilty = imports.filter((one) => isNative(one.target) && one.file.startsWith('node/web/'));
    expect(guilty).to.deep.equal([]);
  });
});

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found: Import[] = [];
  for (const match of text.matchAll(importPattern)) {
    const path = match[3] ?? match[4] ?? match[5];
    if (path === undefined || !path.startsWith('.')) continue;
    found.push({ file, target: relative(root, join(root, dirname(file), path)), typeOnly: match[2] !== undefined });
  }
  return found;
}

function layerOf(path: string): string | undefined {
  const around = Object.keys(arrows).filter((layer) => path === layer || path.startsWith(`${layer}/`));
  return around.sort((a, b) => b.length - a.length)[0];
}

function isInside({ file, target }: Import): boolean {
  return layerOf(file) !== undefined && layerOf(file) === layerOf(target);
}

function isAllowed({ file, target, typeOnly }: Import): boolean {
  const layer = layerOf(file);
  if (layer === undefined) return false;
  return (arrows[layer] ?? []).some((arrow) => {
    const path = arrow.replace(/^type /, '');
    if (arrow.startsWith('type ') && !typeOnly) return false;
    return target === path || target.startsWith(`${path}/`);
  });
}
