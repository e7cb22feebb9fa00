import { existsSync, readFileSync } from 'node:fs';
import type { Address } from 'viem';
import { canonicalJson } from '../../node/protocol/policy/canonical-json.ts';
import { compilePolicy } from '../../node/protocol/policy/compile.ts';
import { policyTemplate, templateNames } from '../../node/protocol/policy/templates.ts';
import { argumentInvalid } from '../command/run-command.ts';

const yearSeconds = 365 * 86_400;

/** The policy of a dataset: a file, or a template by its name, about this dataset. It must compile with the voted purposes. */
export function readDatasetPolicy(
  given: string,
  { name, owner, now, voted }: { name: string; owner: Address; now: number; voted: readonly string[] },
) {
  const template = templateNames.find((one) => one === given);
  if (template === undefined && !existsSync(given))
    throw argumentInvalid(`is a file or one of ${templateNames.join(', ')}`, 'policy');
  const values = { name, owner, target: `urn:qdt:dataset:${name}`, reviewBy: Math.ceil(now) + yearSeconds };
  const source = template === undefined ? readFileSync(given) : canonicalJson(policyTemplate(template, values));
  const { document, digest, unenforceable } = compilePolicy(source, new Set(voted));
  return { digest, canonical: document.canonical, unenforceable };
}
