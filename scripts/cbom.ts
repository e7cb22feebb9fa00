import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CIPHERS, DEFAULT_MAX_VERSION, DEFAULT_MIN_VERSION } from 'node:tls';
import { cryptoBill, type RegisteredAlgorithm } from '../node/protocol/crypto-inventory/bill.ts';
import { cryptoAssets, dispatchers } from '../node/protocol/crypto-inventory/crypto-assets.ts';
import { usedAssets } from '../node/protocol/crypto-inventory/evidence.ts';
import { tlsEndpoints } from '../node/protocol/crypto-inventory/tls-endpoint.ts';
import { billLines } from './cbom/describe-bill.ts';
import { packageVersions } from './cbom/package-versions.ts';
import { usesInSources } from './cbom/source-files.ts';
import { validateBom } from './cbom/validate-bom.ts';
import { clientFor } from './command/node-option.ts';
import { printOut } from './command/print-out.ts';
import { runCommand } from './command/run-command.ts';

const usage = `npm run cbom -- [--out FILE] [--node URL] [--json]
  This system's cryptography as a CycloneDX 1.6 bill of materials: algorithms with OID, category and every place in the code that
  uses them, libraries with their versions, TLS where a QDT_ setting names an address with it. Refused (CRYPTO_UNLISTED) where the
  code uses a primitive that the table does not have; checked by the official schema before it is written.
  --out FILE    write it there
  --node URL    ask a node what the city's registry of algorithms says of each: status, verifier, what was voted since
  --json        print it; else it is told in words`;

await runCommand({
  usage,
  options: { out: { type: 'string' }, node: { type: 'string' }, json: { type: 'boolean', default: false } },
  run: async ({ out, node, json }) => {
    const ciphers = DEFAULT_CIPHERS.split(':').filter((name) => /^[A-Z]/.test(name) && name !== 'HIGH');
    const root = join(import.meta.dirname, '..');
    const bill = cryptoBill({
      used: usedAssets(cryptoAssets, dispatchers, usesInSources(root)),
      versions: { ...packageVersions(root), node: process.versions.node, openssl: process.versions.openssl },
      tls: tlsEndpoints(process.env),
      tlsOffer: { minimum: DEFAULT_MIN_VERSION, maximum: DEFAULT_MAX_VERSION, ciphers },
      registered: node === undefined ? [] : await registeredAt(node),
      timestamp: new Date().toISOString(),
    });
    const text = `${JSON.stringify(bill, undefined, 2)}\n`;
    await validateBom(text, '1.6');
    if (out !== undefined) writeFileSync(out, text);
    await printOut(json ? text : `${billLines(bill).join('\n')}\n`);
  },
});

async function registeredAt(node: string): Promise<RegisteredAlgorithm[]> {
  const { algorithms } = await clientFor(node).algorithms();
  return algorithms.map(({ code, status, verifier, codeHash }) => ({
    multicodec: Number(code),
    status,
    verifier,
    codeHash,
  }));
}
