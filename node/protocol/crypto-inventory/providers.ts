import type { BomComponent } from './cyclonedx.ts';
import type { UsedAsset } from './evidence.ts';

/** Versions by package name; and of the machine that runs it all. */
export interface Versions {
  readonly packages: Readonly<Record<string, string>>;
  readonly node: string;
  readonly openssl: string;
  readonly product: string;
}

const runtime = 'platform/node';

/** What implements a primitive: bom-ref of a package, of the runtime, or of this product itself for its own contracts. */
export function providerOf(primitive: string): string {
  const [source = ''] = primitive.split('#');
  if (source.startsWith('node:') || source === 'webcrypto') return runtime;
  if (source === 'openzeppelin') return libraryRef('@openzeppelin/contracts');
  if (source === 'solidity' || source === 'precompile') return libraryRef('hardhat');
  if (source.startsWith('contracts/')) return 'qdt-network';
  const [first = '', second = ''] = source.split('/');
  return libraryRef(first.startsWith('@') ? `${first}/${second}` : first);
}

function libraryRef(name: string): string {
  return `library/${name}`;
}

/** A component for each that is asked, this product left out. */
export function providerComponents(used: readonly UsedAsset[], versions: Versions): BomComponent[] {
  const refs = new Set(used.flatMap(({ uses }) => uses.map(({ primitive }) => providerOf(primitive))));
  refs.delete('qdt-network');
  return [...refs].sort().map((ref) => {
    if (ref === runtime) {
      return {
        type: 'platform',
        'bom-ref': ref,
        name: 'Node.js',
        version: versions.node,
        description: `node:crypto and WebCrypto by OpenSSL ${versions.openssl}; in the page, the browser’s WebCrypto`,
      };
    }
    const name = ref.slice('library/'.length);
    const version = versions.packages[name];
    return {
      type: 'library',
      'bom-ref': ref,
      name,
      ...(version === undefined ? {} : { version, purl: `pkg:npm/${name.replace('@', '%40')}@${version}` }),
      ...(name === 'hardhat' ? { description: 'the embedded chain, whose EVM has the precompiled hashes' } : {}),
    };
  });
}
