import { instantOf } from '../../node/protocol/policy/instant.ts';
import { policyTemplate, templateNames } from '../../node/protocol/policy/templates.ts';
import { argumentInvalid } from '../command/run-command.ts';

interface TemplateOptions {
  name: string;
  owner: string;
  target?: string;
  review?: string;
}

const yearSeconds = 365 * 86_400;

/** Prints a policy to begin with, as JSON. */
export function printTemplate(name: string, { name: uid, owner, target, review }: TemplateOptions): void {
  const template = templateNames.find((one) => one === name);
  if (template === undefined) throw argumentInvalid(`is one of ${templateNames.join(', ')}`, name);
  const nextYear = Math.floor(Date.now() / 1000) + yearSeconds;
  const reviewBy = review === undefined ? nextYear : instantOf(review, 'review');
  const values = { name: uid, owner, target: target ?? 'urn:qdt:dataset:my-dataset', reviewBy };
  console.log(JSON.stringify(policyTemplate(template, values), undefined, 2));
}
