import type { Reason } from '../protocol/policy/reasons.ts';
import type { Rule } from '../protocol/policy/rules.ts';
import { roleName } from '../protocol/roles.ts';
import type { AccessTables } from './access-facts.ts';
import type { ApprovalRow, PolicyRow } from './policies-table.ts';

interface SpanOptions {
  policy: PolicyRow;
  rule: Rule;
  approval: ApprovalRow | undefined;
  tables: AccessTables;
  participant: string;
  /** Unix seconds. */
  at: number;
}

/** Since and until when (unix seconds, exclusive) a verdict of this rule holds, as far as votes and the rule itself say. */
export function spanOf(reason: Reason, options: SpanOptions): { since?: number; until?: number } {
  const { policy, rule } = options;
  const retired = policy.retiredAt ?? 0;
  if (reason === 'TOO_EARLY') return endsWith({ since: policy.publishedAt }, [rule.from, retired]);
  if (reason === 'TOO_LATE') return endsWith({ since: Math.max(rule.until, policy.publishedAt) }, [retired]);
  if (reason !== 'PERMITTED' && reason !== 'PROHIBITED') return {};
  const who = spanOfAssignee(options);
  const approval = reason === 'PERMITTED' ? options.approval : undefined;
  const since = Math.max(policy.publishedAt, rule.from, who.since, approval?.at ?? 0);
  return endsWith({ since }, [rule.until, retired, ...who.ends, approval?.until ?? 0]);
}

/** How long the participant has been, and will be, one of those whom the rule is for. */
function spanOfAssignee({ rule: { assignee }, tables, participant, at }: SpanOptions): {
  since: number;
  ends: number[];
} {
  if (assignee.kind === 'ROLE') {
    const grant = tables.seats.rolesAt(participant, at).find(({ role }) => role === roleName(assignee.role));
    return { since: grant?.grantedAt ?? 0, ends: [grant?.until ?? 0, grant?.revokedAt ?? 0] };
  }
  if (assignee.kind !== 'KIND' && assignee.kind !== 'ENROLLED') return { since: 0, ends: [] };
  return { since: tables.standing.at(participant, at)?.since ?? 0, ends: [] };
}

/** The earliest of the ends; 0 is none. */
function endsWith(span: { since: number }, ends: readonly number[]): { since: number; until?: number } {
  const known = ends.filter((end) => end > 0);
  return known.length === 0 ? span : { ...span, until: Math.min(...known) };
}
