import { actions, every, type Rule } from '../protocol/policy/rules.ts';
import { TARGET_KINDS, type TargetKindWord } from './policy-draft.ts';

/** What the search asks: may this participant do that to that, for this purpose, at that time? */
export interface WhyQuestion {
  /** An account; '' for somebody nobody knows. */
  participant: string;
  targetKind: TargetKindWord;
  target: string;
  action: (typeof actions)[number];
  /** '' for none. */
  purpose: string;
  /** Unix seconds; none means now. */
  at?: number;
}

/** How the node calls somebody it does not know. */
const anyone = 'anyone';

/** The question as the page's own address and as the node's route have it. */
export function questionQuery({ participant, targetKind, target, action, purpose, at }: WhyQuestion) {
  return {
    participant: participant === '' ? anyone : participant,
    target: `${targetKind}:${target}`,
    action,
    ...(purpose === '' ? {} : { purpose }),
    ...(at === undefined ? {} : { at }),
  };
}

export function questionText(question: WhyQuestion): string {
  const pairs = Object.entries(questionQuery(question)).map(([name, value]) => [name, String(value)]);
  return String(new URLSearchParams(Object.fromEntries(pairs)));
}

/** A question to begin with about what a rule is about: may anybody do the first thing it speaks of? */
export function questionAbout(rule: Rule | undefined): string {
  const { kind, name = '', part = every } = rule?.target ?? {};
  const targetKind = TARGET_KINDS.find((word) => word === kind?.toLowerCase()) ?? 'dataset';
  const target = name === every ? '' : part === every ? name : `${name}/${part}`;
  return questionText({ participant: '', targetKind, target, action: rule?.actions[0] ?? 'read', purpose: '' });
}

/** Reads an address back; undefined where it asks nothing. */
export function readQuestion(query: string): WhyQuestion | undefined {
  const values = new URLSearchParams(query);
  const [word, ...name] = (values.get('target') ?? '').split(':');
  const targetKind = TARGET_KINDS.find((kind) => kind === word);
  const action = actions.find((one) => one === values.get('action'));
  if (targetKind === undefined || action === undefined || name.join(':') === '') return undefined;
  const at = values.get('at');
  const participant = values.get('participant');
  return {
    participant: participant === null || participant === anyone ? '' : participant,
    targetKind,
    target: name.join(':'),
    action,
    purpose: values.get('purpose') ?? '',
    ...(at !== null && /^\d{1,12}$/.test(at) ? { at: Number(at) } : {}),
  };
}
