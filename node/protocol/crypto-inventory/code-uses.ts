import { solidityUses } from './solidity-uses.ts';

/** A primitive at a place in the code; the line is counted from 1. */
export interface CodeUse {
  /** `package#name`, `node:crypto#algorithm`, `webcrypto#algorithm`; in contracts see solidity-uses.ts. */
  readonly primitive: string;
  readonly file: string;
  readonly line: number;
}

const packages =
  /^(@noble\/|@hpke\/|@ethereumjs\/mpt$|viem\/accounts$|age-encryption$|jose$|(node:)?(crypto|tls|https|http2)$)/;
/** Others by their names: a package nobody has thought of is seen all the same. */
const likely =
  /(^|[/@-])(crypto|webcrypto|ciphers?|curves?|ecc|elliptic|nacl|tweetnacl|sodium|argon2|bcrypt|scrypt|secp256k1|ed25519|forge|openpgp|jsonwebtoken|keccak|sha\d|hash(es|ing)?|pbkdf2|pkijs|x509|kyber|dilithium|liboqs|pqc)/;
/** Of packages that do much else: the names that are cryptography. */
const names: Readonly<Record<string, RegExp>> = {
  viem: /^(keccak256|sha256|ripemd160|hash[A-Z]\w*|recover[A-Z]\w*|verify[A-Z]\w*|sign[A-Z]\w*|getCreate2Address|getContractAddress|to(Event|Function)(Hash|Selector))$/,
  ethers:
    /^(id|keccak256|sha\w+|ripemd160|Wallet|HDNodeWallet|SigningKey|solidityPackedKeccak256|verify\w+|randomBytes|pbkdf2|scrypt\w*)$/,
};
/** These take the algorithm as an argument. */
const carriers =
  /^(create(Hash|Hmac|Cipheriv|Decipheriv|PrivateKey|PublicKey|Sign|Verify|DiffieHellman|ECDH)|sign|verify|hash|generateKey\w*|encapsulate|decapsulate|diffieHellman|hkdf\w*)$/;
const algorithmLiteral =
  /'((?:ml-dsa|ml-kem|slh-dsa|rsa|ec|dh|ed|x|sha|md|aes|des|chacha|shake|blake|ripemd|secp|prime)[a-z0-9-]*\d[a-z0-9-]*|rsa|ec|dh)'/g;
const webLiteral = /'((?:AES|SHA|RSA|RSASSA|HMAC|HKDF|PBKDF2|ECD|Ed|X|ML)[A-Za-z0-9_-]*)'/g;
const importPattern =
  /^(?:import|export)\s+(type\s+)?(?:\{([^}]*)\}|([^'"{}]+?))\s+from\s+'([^']+)'|\bimport\s*\(\s*'([^']+)'\s*\)/gm;

/** Every use of a cryptographic primitive in one file of TypeScript or Solidity. */
export function usesIn(file: string, text: string): CodeUse[] {
  const code = withoutComments(text);
  if (file.endsWith('.sol')) return solidityUses(file, code);
  return [...importedUses(file, code), ...webUses(file, code)];
}

function importedUses(file: string, code: string): CodeUse[] {
  return [...code.matchAll(importPattern)].flatMap((match) => {
    const [, type, list, whole, from = '', dynamic] = match;
    const source = dynamic ?? from;
    const known = names[source];
    if (type !== undefined || !isCryptographic(source)) return [];
    const at = { file, line: lineOf(code, match.index) };
    const imported = list === undefined ? [`* ${whole ?? ''}`.trim()] : importedNames(list);
    const listed = imported.filter((name) => known === undefined || name.startsWith('*') || known.test(name));
    return isNodeCrypto(source)
      ? nodeUses(listed, code, at)
      : listed.map((name) => ({ primitive: `${source}#${name}`, ...at }));
  });
}

function isCryptographic(source: string): boolean {
  if (source.startsWith('.')) return false;
  return Object.hasOwn(names, source) || packages.test(source) || likely.test(source);
}

/** What is imported, under its own name; types are no use. */
function importedNames(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(/\s+as\s+/)[0] ?? name);
}

function isNodeCrypto(source: string): boolean {
  return source === 'node:crypto' || source === 'crypto';
}

/** A function that takes its algorithm as an argument counts as the algorithms the file names, or as itself where it names none. */
function nodeUses(imported: readonly string[], code: string, at: Omit<CodeUse, 'primitive'>): CodeUse[] {
  const direct = imported
    .filter((name) => !carriers.test(name))
    .map((name) => ({ primitive: `node:crypto#${name}`, ...at }));
  const carrying = imported.filter((name) => carriers.test(name));
  if (carrying.length === 0) return direct;
  const named = [...code.matchAll(algorithmLiteral)].map((match) => ({
    primitive: `node:crypto#${match[1] ?? ''}`,
    file: at.file,
    line: lineOf(code, match.index),
  }));
  return [
    ...direct,
    ...(named.length > 0 ? named : carrying.map((name) => ({ primitive: `node:crypto#${name}`, ...at }))),
  ];
}

function webUses(file: string, code: string): CodeUse[] {
  const at = (match: RegExpExecArray) => ({ file, line: lineOf(code, match.index) });
  const random = [...code.matchAll(/\bcrypto\.(getRandomValues|randomUUID)\b/g)].map((match) => ({
    primitive: `webcrypto#${match[1] ?? ''}`,
    ...at(match),
  }));
  const calls = [...code.matchAll(/\bsubtle\b\.?(\w*)/g)];
  if (calls.length === 0) return random;
  const named = [...code.matchAll(webLiteral)].map((match) => ({
    primitive: `webcrypto#${match[1] ?? ''}`,
    ...at(match),
  }));
  const unnamed = calls.map((match) => ({ primitive: `webcrypto#${match[1] ?? ''}`, ...at(match) }));
  return [...random, ...(named.length > 0 ? named : unnamed)];
}

/** Comments become spaces, so that lines stay. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s;{},()])\/\/[^\n]*/g, '$1');
}

function lineOf(code: string, index: number): number {
  return code.slice(0, index).split('\n').length;
}
