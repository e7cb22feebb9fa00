import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'mocha';

/** Skips the running test (or, from a before hook, its suite) and keeps the reason for the list at the end of npm test. */
export function skipBecause(context: Context, reason: string): never {
  const runnable = context.test;
  const isHook = runnable !== undefined && 'type' in runnable && runnable.type === 'hook';
  const holder = isHook ? runnable.parent : runnable;
  if (holder !== undefined) Object.assign(holder, { skipReason: reason });
  return context.skip();
}

/** The path of a file of the shared benchmark data or vectors; skips the test where it is absent. */
export function sharedFile(context: Context, path: string): string {
  const file = join(import.meta.dirname, '..', '..', 'shared', path);
  if (!existsSync(file)) skipBecause(context, `../shared/${path} is not here`);
  return file;
}
