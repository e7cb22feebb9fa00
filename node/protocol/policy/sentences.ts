/** Parts of a rule in English; `{name}` stands for a value. The page's message files hold the same keys. */
export const policySentences = {
  'policy.effect.permission': '{who} may {actions} {target}',
  'policy.effect.prohibition': '{who} may not {actions} {target}',
  'policy.who.ANYONE': 'Everybody',
  'policy.who.ENROLLED': 'Every enrolled participant',
  'policy.who.KIND': 'Every {kind}',
  'policy.who.ROLE': 'Whoever has the role {role}',
  'policy.who.ACCOUNT': 'Participant {account}',
  'policy.target.DATASET': 'dataset {name}',
  'policy.target.COLLECTION': 'collection {name} and its datasets',
  'policy.target.ENTITY': '{name} of the twin',
  'policy.target.ENTITY.part': '{part} of {name} of the twin',
  'policy.target.DECISION': 'decisions of kind {name}',
  'policy.target.DATASET.every': 'every dataset',
  'policy.target.COLLECTION.every': 'every collection and its datasets',
  'policy.target.ENTITY.every': 'every entity of the twin',
  'policy.target.DECISION.every': 'decisions of every kind',
  'policy.purposes': 'for {purposes}',
  'policy.from': 'from {time}',
  'policy.until': 'until {time}',
  'policy.count': 'at most {count} times each',
  'policy.vote': 'once the agencies voted for that participant',
  'policy.action.read': 'read',
  'policy.action.aggregate': 'aggregate',
  'policy.action.derive': 'derive from',
  'policy.action.distribute': 'pass on',
  'policy.action.modify': 'change',
  'policy.action.delete': 'delete',
  'policy.action.decide': 'use in decisions',
  'policy.action.enact': 'enact',
} as const;

export type PolicySentence = keyof typeof policySentences;

/** A part of a rule in words. `key` finds the sentence in another language; `text` is the English one. */
export interface PolicyPhrase {
  key: PolicySentence;
  values: Readonly<Record<string, string>>;
  text: string;
}

export function phrase(key: PolicySentence, values: Readonly<Record<string, string>> = {}): PolicyPhrase {
  return {
    key,
    values,
    text: policySentences[key].replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place),
  };
}
