import { bytesToHex, hexToBytes } from 'viem';
import { ByteReader } from '../byte-reader.ts';
import { ByteWriter } from '../byte-writer.ts';
import { NodeError } from '../errors.ts';
import { assigneeOfNumber, numberOfAssignee } from './assignee-number.ts';
import { bytesOfName, nameOfBytes } from './names.ts';
import {
  actions,
  assigneeKinds,
  effects,
  every,
  mostPurposes,
  mostRoles,
  mostRules,
  type Rule,
  targetKinds,
} from './rules.ts';

/**
 * The rules as the contract keeps them (contracts/policy/PolicyRules.sol describes the bytes): a table of purposes, then
 * 128 bytes a rule. Equal rules have equal bytes.
 */
export function encodeRules(rules: readonly Rule[]): Uint8Array {
  const purposes = [...new Set(rules.flatMap((rule) => rule.purposes))].sort(byBytes);
  if (rules.length === 0 || rules.length > mostRules)
    throw new NodeError('POLICY_TOO_MANY_RULES', { rules: rules.length, rule: `1 to ${mostRules} rules` });
  if (purposes.length > mostPurposes)
    throw new NodeError('POLICY_TOO_MANY_PURPOSES', { purposes: purposes.length, rule: `at most ${mostPurposes}` });
  const roles = new Set(rules.flatMap(({ assignee }) => (assignee.kind === 'ROLE' ? [assignee.role] : [])));
  if (roles.size > mostRoles)
    throw new NodeError('POLICY_TOO_MANY_ROLES', { roles: roles.size, rule: `at most ${mostRoles}` });
  const writer = new ByteWriter().uint8(purposes.length);
  for (const purpose of purposes) writer.bytes(hexToBytes(bytesOfName(purpose)));
  for (const rule of rules) writeRule(writer, rule, purposes);
  return writer.finish();
}

/** Reads what the contract keeps; POLICY_RULES_INVALID for bytes that {@link encodeRules} would not have written. */
export function decodeRules(bytes: Uint8Array): Rule[] {
  const rules = readRules(bytes);
  if (bytesToHex(encodeRules(rules)) !== bytesToHex(bytes)) throw invalid('re-encode to themselves');
  return rules;
}

/** The rules as the contract reads them, also where their table names purposes that no rule uses. */
export function readRules(bytes: Uint8Array): Rule[] {
  const reader = new ByteReader(bytes);
  const rules: Rule[] = [];
  const count = reader.uint8();
  const purposes = Array.from({ length: count }, () => nameOfBytes(bytesToHex(reader.bytes(32))));
  while (!reader.isAtEnd) rules.push(readRule(reader, purposes));
  return rules;
}

function writeRule(writer: ByteWriter, rule: Rule, purposes: readonly string[]): void {
  const mask = (bits: readonly number[]) => bits.reduce((sum, bit) => sum + 2 ** bit, 0);
  writer
    .uint8(effects.indexOf(rule.effect))
    .uint8(assigneeKinds.indexOf(rule.assignee.kind))
    .bytes(hexToBytes(`0x${numberOfAssignee(rule.assignee).toString(16).padStart(40, '0')}`))
    .uint8(targetKinds.indexOf(rule.target.kind))
    .uint8(mask(rule.actions.map((action) => actions.indexOf(action))))
    .uint8(rule.needsVote ? 1 : 0)
    .uint16(mask(rule.purposes.map((purpose) => purposes.indexOf(purpose))))
    .uint32(rule.count)
    .uint8(0)
    .bytes(hexToBytes(bytesOfName(rule.target.name)))
    .bytes(hexToBytes(bytesOfName(rule.target.part)))
    .bytes(new Uint8Array(20));
  for (const time of [rule.from, rule.until]) writer.uint16(Math.floor(time / 2 ** 32)).uint32(time % 2 ** 32);
}

function readRule(reader: ByteReader, purposes: readonly string[]): Rule {
  const effect = wordOf(effects, reader.uint8());
  const assigneeKind = wordOf(assigneeKinds, reader.uint8());
  const assignee = assigneeOfNumber(assigneeKind, BigInt(bytesToHex(reader.bytes(20))));
  const kind = wordOf(targetKinds, reader.uint8());
  const actionBits = reader.uint8();
  const needsVote = reader.uint8() === 1;
  const purposeBits = reader.uint16();
  const count = reader.uint32();
  reader.uint8();
  const name = nameOfBytes(bytesToHex(reader.bytes(32)));
  const part = nameOfBytes(bytesToHex(reader.bytes(32)));
  reader.bytes(20);
  const [from, until] = [readTime(reader), readTime(reader)];
  if (kind === 'NONE') throw invalid('name a target');
  if (part !== every && kind !== 'ENTITY') throw invalid('name parts of entities only');
  return {
    effect,
    assignee,
    target: { kind, name, part },
    actions: actions.filter((_, index) => (actionBits >> index) & 1),
    purposes: purposes.filter((_, index) => (purposeBits >> index) & 1),
    from,
    until,
    count,
    needsVote,
  };
}

function readTime(reader: ByteReader): number {
  return reader.uint16() * 2 ** 32 + reader.uint32();
}

function wordOf<T>(words: readonly T[], index: number): T {
  const word = words[index];
  if (word === undefined) throw invalid('use known words');
  return word;
}

function byBytes(a: string, b: string): number {
  return bytesOfName(a) < bytesOfName(b) ? -1 : 1;
}

function invalid(rule: string): NodeError {
  return new NodeError('POLICY_RULES_INVALID', { rule });
}
