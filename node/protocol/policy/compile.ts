import { sha256 } from 'viem';
import { NodeError } from '../errors.ts';
import { type CompiledRules, compileRule, listObligation } from './compile-rule.ts';
import { type Conflict, findConflicts, findRepeated } from './contradictions.ts';
import { type PolicyDocument, readPolicyDocument } from './document.ts';
import { effects, type Rule } from './rules.ts';
import { encodeRules } from './rules-codec.ts';
import type { Unenforceable } from './unenforceable.ts';

/** A policy that may be published: what it enforces, and what it says beyond that. */
export interface CompiledPolicy {
  document: PolicyDocument;
  /** sha2-256 of the canonical bytes, as it stands on chain. */
  digest: `0x${string}`;
  rules: Rule[];
  /** For each rule the place in the document it comes from. */
  origins: string[];
  /** As PolicyRegistry.publish takes them. */
  ruleBytes: Uint8Array;
  unenforceable: Unenforceable[];
  /** Permissions that a prohibition narrows; those it kills are refused. */
  conflicts: Conflict[];
}

/**
 * Compiles an ODRL document. Refuses with a code, the field and the rule what cannot be read in one way only, what contradicts
 * itself (POLICY_CONTRADICTORY) and purposes that are not on the voted list (POLICY_PURPOSE_NOT_VOTED).
 */
export function compilePolicy(source: string | Uint8Array, votedPurposes: ReadonlySet<string>): CompiledPolicy {
  const document = readPolicyDocument(source);
  const compiled = effects.flatMap((effect) =>
    document[effect].map((rule, index) => {
      const origin = `${effect}[${index}]`;
      return { origin, ...compileRule(effect, rule, origin) };
    }),
  );
  const rules = compiled.flatMap((entry) => entry.rules);
  const origins = compiled.flatMap(({ origin, rules }) => rules.map(() => origin));
  const unenforceable = [
    ...compiled.flatMap((entry: CompiledRules) => entry.unenforceable),
    ...document.obligation.map((rule, index) => listObligation(rule, `obligation[${index}]`)),
  ];
  if (rules.length === 0)
    throw new NodeError('POLICY_INVALID', { field: 'policy', rule: 'has a rule that can be enforced' });
  requireVoted(rules, origins, votedPurposes);
  const conflicts = requireConsistent(rules, origins);
  const digest = sha256(document.canonical);
  return { document, digest, rules, origins, ruleBytes: encodeRules(rules), unenforceable, conflicts };
}

function requireVoted(rules: readonly Rule[], origins: readonly string[], voted: ReadonlySet<string>): void {
  rules.forEach(({ purposes }, index) => {
    const purpose = purposes.find((one) => !voted.has(one));
    if (purpose !== undefined) throw new NodeError('POLICY_PURPOSE_NOT_VOTED', { field: origins[index], purpose });
  });
}

function requireConsistent(rules: readonly Rule[], origins: readonly string[]): Conflict[] {
  const conflicts = findConflicts(rules);
  const dead = conflicts.find(({ kind }) => kind === 'dead');
  if (dead !== undefined) {
    const [permission, prohibition] = [origins[dead.permission], origins[dead.prohibition]];
    throw new NodeError('POLICY_CONTRADICTORY', {
      field: permission,
      prohibition,
      rule: 'the prohibition leaves nothing',
    });
  }
  const [repeated] = findRepeated(rules);
  if (repeated !== undefined)
    throw new NodeError('POLICY_CONTRADICTORY', { field: origins[repeated], rule: 'says what another rule says' });
  return conflicts;
}
