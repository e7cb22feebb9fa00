import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Versions of the direct dependencies as the lock file has them, and the product's own. */
export function packageVersions(root: string): { packages: Record<string, string>; product: string } {
  const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(fieldsOf(fieldsOf(lock).packages));
  const found = entries.flatMap(([path, entry]) => {
    const { version } = fieldsOf(entry);
    return typeof version === 'string' ? [[path.replace(/^node_modules\//, ''), version] as const] : [];
  });
  const packages = Object.fromEntries(found.filter(([name]) => !name.includes('node_modules/')));
  return { packages, product: packages[''] ?? '' };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
