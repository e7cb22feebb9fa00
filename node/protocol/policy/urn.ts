import { isAddress } from 'viem';
import { participantKinds } from '../abi.ts';
import { NodeError } from '../errors.ts';
import { roleName, roles } from '../roles.ts';
import { requireName } from './names.ts';
import { type Assignee, every, type Target, type TargetKind } from './rules.ts';

const kindWords: Readonly<Record<string, TargetKind>> = {
  dataset: 'DATASET',
  collection: 'COLLECTION',
  entity: 'ENTITY',
  decision: 'DECISION',
};
const mostRole = 255n;

/** `urn:qdt:dataset:NAME`, `collection:NAME`, `entity:TYPE[:ATTRIBUTE]` or `decision:KIND`; NAME `*` stands for every one. */
export function parseTarget(urn: string, field: string): Target {
  const [word = '', name = '', part, ...rest] = partsOf(urn, field);
  const kind = kindWords[word];
  if (kind === undefined || rest.length > 0 || (part !== undefined && (kind !== 'ENTITY' || name === every)))
    throw invalid(field, 'is urn:qdt:dataset|collection|decision:NAME or urn:qdt:entity:TYPE[:ATTRIBUTE]');
  return {
    kind,
    name: name === every ? every : requireName(name, field),
    part: part === undefined ? every : requireName(part, field),
  };
}

export function targetUrn({ kind, name, part }: Target): string {
  return `urn:qdt:${kind.toLowerCase()}:${name}${part === every ? '' : `:${part}`}`;
}

/** `urn:qdt:anyone`, `enrolled`, `kind:AGENCY`, `role:GUARDIAN` (or a number) or `participant:0x…`. */
export function parseAssignee(urn: string, field: string): Assignee {
  const [word, value, ...rest] = partsOf(urn, field);
  if (rest.length === 0 && value === undefined) {
    if (word === 'anyone') return { kind: 'ANYONE' };
    if (word === 'enrolled') return { kind: 'ENROLLED' };
  } else if (rest.length === 0 && value !== undefined) {
    const participantKind = participantKinds.find((kind) => kind === value && kind !== 'NONE');
    if (word === 'kind' && participantKind !== undefined) return { kind: 'KIND', participantKind };
    const role = parseRole(value);
    if (word === 'role' && role !== undefined) return { kind: 'ROLE', role };
    if (word === 'participant') return { kind: 'ACCOUNT', account: parseAccount(value, field) };
  }
  throw invalid(field, 'is urn:qdt:anyone|enrolled|kind:KIND|role:ROLE|participant:0x…');
}

export function assigneeUrn(assignee: Assignee): string {
  switch (assignee.kind) {
    case 'KIND':
      return `urn:qdt:kind:${assignee.participantKind}`;
    case 'ROLE':
      return `urn:qdt:role:${roleName(assignee.role).replace('role ', '')}`;
    case 'ACCOUNT':
      return `urn:qdt:participant:${assignee.account}`;
    default:
      return `urn:qdt:${assignee.kind.toLowerCase()}`;
  }
}

export function parsePurpose(urn: string, field: string): string {
  const [word, name, ...rest] = partsOf(urn, field);
  if (word !== 'purpose' || name === undefined || rest.length > 0) throw invalid(field, 'is urn:qdt:purpose:NAME');
  return requireName(name, field);
}

/** The account of `urn:qdt:participant:0x…`, lower case. */
export function parseParticipant(urn: string, field: string): `0x${string}` {
  const [word, value, ...rest] = partsOf(urn, field);
  if (word !== 'participant' || value === undefined || rest.length > 0)
    throw invalid(field, 'is urn:qdt:participant:0x…');
  return parseAccount(value, field);
}

/** A name, or a number below 256 as canonical decimal text: the contract keeps a bit for each. */
function parseRole(value: string): bigint | undefined {
  const named = Object.entries(roles).find(([name]) => name === value)?.[1];
  if (named !== undefined) return named;
  const number = /^(0|[1-9][0-9]{0,2})$/.test(value) ? BigInt(value) : undefined;
  return number !== undefined && number <= mostRole ? number : undefined;
}

function parseAccount(value: string, field: string): `0x${string}` {
  if (!isAddress(value) || /^0x0{40}$/.test(value)) throw invalid(field, 'is an account (0x and 40 hex digits)');
  return `0x${value.slice(2).toLowerCase()}`;
}

function partsOf(urn: string, field: string): string[] {
  const [scheme, namespace, ...parts] = urn.split(':');
  if (scheme !== 'urn' || namespace !== 'qdt') throw invalid(field, 'begins with urn:qdt:');
  return parts;
}

function invalid(field: string, rule: string): NodeError {
  return new NodeError('POLICY_INVALID', { field, rule });
}
