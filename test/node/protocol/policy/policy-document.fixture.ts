import { foundingPurposes } from '../../../../node/protocol/policy/purposes.ts';
import type { Json } from '../../../../node/protocol/policy/strict-json.ts';
import { policyTemplate } from '../../../../node/protocol/policy/templates.ts';

export const owner = '0x00000000000000000000000000000000000000aa';
export const voted: ReadonlySet<string> = new Set(foundingPurposes);
export const target = 'urn:qdt:dataset:road-counts';

export const permission = { assignee: 'urn:qdt:kind:AGENCY', target, action: 'read' };

/** A valid policy with one permission, its parts replaced by those given. */
export function policyWith(parts: { [key: string]: Json }): { [key: string]: Json } {
  const template = policyTemplate('internal', { name: 'counts', owner, target, reviewBy: 1_830_000_000 });
  return { ...template, permission: [permission], prohibition: [], ...parts };
}

export function textWith(parts: { [key: string]: Json }): string {
  return JSON.stringify(policyWith(parts));
}
