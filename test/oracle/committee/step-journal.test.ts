import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { isNodeError } from '../../../node/protocol/errors.ts';
import { openStepJournal, type StepKey } from '../../../oracle/committee/step-journal.ts';
import { withFolder } from './committee.fixture.ts';

const noted: StepKey = { decisionId: 3, step: 'noted', subject: '' };

describe('step journal', () => {
  it('remembers steps over a restart and knows which decisions are open', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'steps.jsonl');
      const first = openStepJournal(file);
      first.note(noted, { at: '1' });
      first.note({ ...noted, decisionId: 4 }, { at: '2' });
      first.note({ ...noted, step: 'closed' }, { state: 'RECORDED' });
      first.close();
      const second = openStepJournal(file);
      expect(second.find(noted)).to.deep.equal({ at: '1' });
      expect(second.openDecisions()).to.deep.equal([4]);
      second.close();
    }));

  it('cuts off an unfinished last line and goes on behind the whole ones', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'steps.jsonl');
      const first = openStepJournal(file);
      first.note(noted, { at: '1' });
      first.close();
      appendFileSync(file, '[4,"noted","",{"a');
      const second = openStepJournal(file);
      second.note({ ...noted, decisionId: 5 }, { at: '5' });
      second.close();
      expect(readFileSync(file, 'utf8')).to.equal('[3,"noted","",{"at":"1"}]\n[5,"noted","",{"at":"5"}]\n');
    }));

  it('refuses a damaged line and names it', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'steps.jsonl');
      writeFileSync(file, '[3,"noted","",{"at":"1"}]\n[3,"unheard-of","",{}]\n');
      try {
        openStepJournal(file);
        expect.fail('opened');
      } catch (error) {
        expect(isNodeError(error, 'STEPS_DAMAGED') && error.details.line).to.equal(2);
      }
    }));
});
