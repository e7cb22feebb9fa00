import { NodeError } from './errors.ts';

/** The environment (QDT_ENV) in which public secrets and the short challenge window are allowed. */
export const demonstrationEnvironment = 'demo';

/** Opens every key file of the demonstration city. Known to everybody, so worth nothing anywhere else. */
export const demonstrationPassphrase = 'sioux-falls-demonstration';

/** Throws DEMO_ONLY for the public passphrase outside the demonstration. */
export function checkPassphrase(passphrase: string, environment: string | undefined): void {
  if (passphrase === demonstrationPassphrase && environment !== demonstrationEnvironment)
    throw new NodeError('DEMO_ONLY', {
      field: 'passphrase',
      environment: environment ?? 'none',
      needs: 'QDT_ENV=demo',
    });
}
