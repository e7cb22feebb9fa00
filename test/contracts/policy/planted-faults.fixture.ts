/** A change of one line that makes an evaluator wrong. `was` stands exactly once in the file. */
export interface Fault {
  about: string;
  file: string;
  was: string;
  becomes: string;
}

function faultsOf(file: string, rows: readonly (readonly [about: string, was: string, becomes: string])[]): Fault[] {
  return rows.map(([about, was, becomes]) => ({ about, file, was, becomes }));
}

export const typeScriptFaults = faultsOf('node/protocol/policy/evaluate.ts', [
  ['forgets suspensions', "if (facts.participant.isSuspended) return verdict('SUSPENDED');", ''],
  ['takes every purpose for voted', "request.purpose !== '' && !facts", "request.purpose === '?' && !facts"],
  ['asks for a purpose always', "if (request.purpose !== '' && !facts", 'if (!facts'],
  [
    'overlooks rules for every target',
    'keyOf(target.kind, target.name), keyOf(target.kind, every)]',
    'keyOf(target.kind, target.name)]',
  ],
  [
    'overlooks collections',
    "target.kind !== 'DATASET' || collections.length === 0) return",
    "target.kind !== 'ENTITY') return",
  ],
  ['overlooks rules for every collection', ", keyOf('COLLECTION', every)];", '];'],
  ['says that no policy is no rule', "best.reason === 'NO_POLICY' ? verdict('NO_RULE') : best", 'best'],
  [
    'lets the last rule decide',
    'weightOf(reason) > weightOf(found.reason)',
    'weightOf(reason) >= weightOf(found.reason)',
  ],
  ['lets the later policy decide', 'policy.id < found.policyId', 'policy.id > found.policyId'],
  ['ignores the action', '!rule.actions.includes(request.action) || ', ''],
  [
    'takes a prohibition for a permission',
    "return reason === 'PERMITTED' ? 'PROHIBITED' : 'NO_RULE';",
    'return reason;',
  ],
  ['counts one use too many', 'used >= rule.count', 'used > rule.count'],
  [
    'does not wait for the vote',
    'if (rule.needsVote && request.time >= approvedUntil)',
    'if (rule.needsVote && approvedUntil === 0)',
  ],
  ['lets an approval last a second longer', 'request.time >= approvedUntil', 'request.time > approvedUntil'],
  [
    'lets a permission of a part permit the whole',
    "return effect === 'prohibition' && request.target.part === every;",
    'return request.target.part === every;',
  ],
  [
    'lets a prohibition of a part spare the whole',
    "return effect === 'prohibition' && request.target.part === every;",
    'return false;',
  ],
  ['begins a second late', 'request.time < rule.from', 'request.time <= rule.from'],
  ['ends a second late', 'request.time >= rule.until', 'request.time > rule.until'],
  ['takes who is not enrolled for enrolled', "return participant.kind !== 'NONE';", 'return true;'],
  ['lets who states no purpose escape', "return effect === 'prohibition' && purpose === '';", 'return false;'],
]);

const registry = 'contracts/policy/PolicyRegistry.sol';
const rules = 'contracts/policy/PolicyRules.sol';

export const solidityFaults = [
  ...faultsOf(registry, [
    [
      'forgets suspensions',
      'if (status == IParticipantRegistry.Status.SUSPENDED) return Finding(Reason.SUSPENDED, 0, 0);',
      '',
    ],
    [
      'takes every purpose for voted',
      'question.purpose != 0 && !_isVotedPurpose',
      'question.purpose == "?" && !_isVotedPurpose',
    ],
    ['overlooks rules for every target', '_consult(question, best, question.target.kind, 0);', ''],
    ['overlooks rules for every collection', '_consult(question, best, TargetKind.COLLECTION, 0);', ''],
    ['looks at the first collection only', 'index < question.collections.length; ++index', 'index < 1; ++index'],
    ['says that no policy is no rule', 'if (best.reason == Reason.NO_POLICY) best.reason = Reason.NO_RULE;', ''],
    ['lets the later policy decide', 'policyId < best.policyId', 'policyId > best.policyId'],
    ['lets the last rule decide', 'reason <= best.reason && !isEarlier', 'reason < best.reason && !isEarlier'],
    ['ignores the action', 'if (!PolicyRules.hasAction(rules, offset, question.actionBit)) continue;', ''],
    [
      'takes a prohibition for a permission',
      'reason == Reason.PERMITTED ? Reason.PROHIBITED : Reason.NO_RULE;',
      'reason;',
    ],
    ['counts one use too many', 'used >= rule.count', 'used > rule.count'],
    [
      'does not wait for the vote',
      'if (rule.needsVote != 0 && question.time >= approvedUntil) return Reason.VOTE_NEEDED;',
      '',
    ],
    ['lets an approval last a second longer', 'question.time >= approvedUntil', 'question.time > approvedUntil'],
    ['begins a second late', 'question.time < rule.from', 'question.time <= rule.from'],
    ['ends a second late', 'question.time >= rule.until', 'question.time > rule.until'],
    [
      'takes who is not enrolled for enrolled',
      'if (kind == uint256(PolicyRules.Assignee.ENROLLED)) return question.kind != 0;',
      'if (kind == uint256(PolicyRules.Assignee.ENROLLED)) return true;',
    ],
  ]),
  ...faultsOf(rules, [
    [
      'lets a permission of a part permit the whole',
      'return rule.effect == PROHIBITION && target.part == 0;',
      'return target.part == 0;',
    ],
    [
      'lets a prohibition of a part spare the whole',
      'return rule.effect == PROHIBITION && target.part == 0;',
      'return false;',
    ],
    ['lets who states no purpose escape', 'return rule.effect == PROHIBITION && purpose == 0;', 'return false;'],
    ['reads the purposes one bit off', 'return 1 << index;', 'return 2 << index;'],
  ]),
];

/** The file's text with the fault in it. */
export function plant(text: string, { about, was, becomes }: Fault): string {
  if (text.split(was).length !== 2) throw new RangeError(`${about}: found ${text.split(was).length - 1} times`);
  return text.replace(was, () => becomes);
}
