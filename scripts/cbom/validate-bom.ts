import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { NodeError } from '../../node/protocol/errors.ts';

const versions = { '1.6': Spec.Version.v1dot6, '1.7': Spec.Version.v1dot7 } as const;

/** Checks the text of a document by CycloneDX's official JSON schema of that version. Throws BOM_INVALID with the place and the rule. */
export async function validateBom(text: string, version: keyof typeof versions): Promise<void> {
  const found: unknown = await new Validation.JsonStrictValidator(versions[version]).validate(text);
  if (found === null) return;
  const [first] = Array.isArray(found) ? found : [found];
  throw new NodeError('BOM_INVALID', { field: textOf(first, 'instancePath') || '/', rule: textOf(first, 'message') });
}

function textOf(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : '';
}
