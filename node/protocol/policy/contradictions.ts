import { type Assignee, every, type Rule, type Target } from './rules.ts';

/** A permission and a prohibition of one policy that meet. */
export interface Conflict {
  /** dead: the permission never permits · narrowed: it sometimes does · evadable: who hides who they are escapes. */
  kind: 'dead' | 'narrowed' | 'evadable';
  permission: number;
  prohibition: number;
}

/** Every permission with every prohibition that overlaps it, by their indexes. */
export function findConflicts(rules: readonly Rule[]): Conflict[] {
  return rules.flatMap((permission, one) =>
    rules.flatMap((prohibition, other) => {
      if (permission.effect !== 'permission' || prohibition.effect !== 'prohibition') return [];
      const kind = conflictOf(permission, prohibition);
      return kind === undefined ? [] : [{ kind, permission: one, prohibition: other }];
    }),
  );
}

/** Indexes of rules that say the same as an earlier one; a second count would double the first. */
export function findRepeated(rules: readonly Rule[]): number[] {
  const seen = new Set<string>();
  return rules.flatMap((rule, index) => {
    const text = JSON.stringify(rule, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    const isRepeated = seen.has(text);
    seen.add(text);
    return isRepeated ? [index] : [];
  });
}

function conflictOf(permission: Rule, prohibition: Rule): Conflict['kind'] | undefined {
  if (!overlap(permission, prohibition)) return undefined;
  if (covers(prohibition, permission)) return 'dead';
  const isHidden = permission.assignee.kind === 'ANYONE' && prohibition.assignee.kind !== 'ANYONE';
  return isHidden ? 'evadable' : 'narrowed';
}

function overlap(a: Rule, b: Rule): boolean {
  const purposesMeet =
    a.purposes.length === 0 || b.purposes.length === 0 || a.purposes.some((one) => b.purposes.includes(one));
  const timesMeet = (a.until === 0 || b.from < a.until) && (b.until === 0 || a.from < b.until);
  const actionsMeet = a.actions.some((action) => b.actions.includes(action));
  return purposesMeet && timesMeet && actionsMeet && meets(a.target, b.target) && assigneesMeet(a.assignee, b.assignee);
}

/** Whether the wide rule applies wherever the narrow one does. */
function covers(wide: Rule, narrow: Rule): boolean {
  const purposes =
    wide.purposes.length === 0 ||
    (narrow.purposes.length > 0 && narrow.purposes.every((one) => wide.purposes.includes(one)));
  const times = wide.from <= narrow.from && (wide.until === 0 || (narrow.until !== 0 && narrow.until <= wide.until));
  const actions = narrow.actions.every((action) => wide.actions.includes(action));
  const target =
    wide.target.kind === narrow.target.kind &&
    [every, narrow.target.name].includes(wide.target.name) &&
    [every, narrow.target.part].includes(wide.target.part);
  return purposes && times && actions && target && includes(wide.assignee, narrow.assignee);
}

function includes(wide: Assignee, narrow: Assignee): boolean {
  if (wide.kind === 'ANYONE' || isSame(wide, narrow)) return true;
  return wide.kind === 'ENROLLED' && narrow.kind === 'KIND';
}

/** A dataset may be in any collection. */
function meets(a: Target, b: Target): boolean {
  if (a.kind !== b.kind) return new Set([a.kind, b.kind, 'DATASET', 'COLLECTION']).size === 2;
  const same = (one: string, other: string) => one === every || other === every || one === other;
  return same(a.name, b.name) && same(a.part, b.part);
}

/** Two kinds never meet, nor do two accounts; an account may have any kind and role. */
function assigneesMeet(a: Assignee, b: Assignee): boolean {
  return a.kind !== b.kind || a.kind === 'ROLE' || isSame(a, b);
}

function isSame(a: Assignee, b: Assignee): boolean {
  if (a.kind === 'KIND') return b.kind === 'KIND' && a.participantKind === b.participantKind;
  if (a.kind === 'ROLE') return b.kind === 'ROLE' && a.role === b.role;
  if (a.kind === 'ACCOUNT') return b.kind === 'ACCOUNT' && a.account === b.account;
  return a.kind === b.kind;
}
