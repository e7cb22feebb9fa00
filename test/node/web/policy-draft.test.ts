import { expect } from 'chai';
import { compilePolicy } from '../../../node/protocol/policy/compile.ts';
import { templateNames } from '../../../node/protocol/policy/templates.ts';
import { type DraftFields, draftDocument } from '../../../node/web/policy-draft.ts';

const fields: DraftFields = {
  template: 'internal',
  name: 'parking',
  owner: `0x${'ab'.repeat(20)}`,
  targetKind: 'dataset',
  target: 'parking',
  reviewBy: 1_900_000_000,
  purposes: [],
};
const voted = new Set(['research', 'audit', 'emergency-response']);
const compiled = (changed: Partial<DraftFields>) =>
  compilePolicy(JSON.stringify(draftDocument({ ...fields, ...changed })), voted);

describe('draft of a policy', () => {
  it('compiles from every template as it is', () => {
    for (const template of templateNames) expect(compiled({ template }).rules, template).not.to.have.length(0);
    expect(templateNames).to.have.length(4);
  });

  it('carries purposes, an end and a count into every permission, and into no prohibition', () => {
    const { rules } = compiled({ purposes: ['audit', 'research'], until: 1_850_000_000, count: 5 });
    const permissions = rules.filter(({ effect }) => effect === 'permission');
    expect(permissions.length).to.be.above(1);
    for (const { purposes, until, count } of permissions)
      expect({ purposes, until, count }).to.deep.equal({
        purposes: ['audit', 'research'],
        until: 1_850_000_000,
        count: 5,
      });
    const [prohibition] = rules.filter(({ effect }) => effect === 'prohibition');
    expect(prohibition).to.include({ until: 0, count: 0 });
  });

  it('puts the chosen purposes in the place of the template’s own', () => {
    const [rule] = compiled({ template: 'emergency', purposes: ['audit'] }).rules;
    expect(rule?.purposes).to.deep.equal(['audit']);
    expect(compiled({ template: 'emergency' }).rules[0]?.purposes).to.deep.equal(['emergency-response']);
  });

  it('writes an attribute of the twin as the URN has it', () => {
    const [rule] = compiled({ targetKind: 'entity', target: 'TrafficFlowObserved/intensity' }).rules;
    expect(rule?.target).to.deep.equal({ kind: 'ENTITY', name: 'TrafficFlowObserved', part: 'intensity' });
  });
});
