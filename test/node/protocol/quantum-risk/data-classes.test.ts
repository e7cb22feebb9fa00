import { expect } from 'chai';
import { readDataClasses } from '../../../../node/protocol/quantum-risk/data-classes.ts';
import { expectCode } from '../../../expect-code.ts';
import { cityClasses } from './city-inventory.fixture.ts';

const { classes, channels } = cityClasses;
const [firstClass, ...otherClasses] = classes;
const [firstChannel, ...otherChannels] = channels;
const withClass = (changes: object) => () =>
  readDataClasses({ ...cityClasses, classes: [{ ...firstClass, ...changes }, ...otherClasses] });
const withChannel = (changes: object) => () =>
  readDataClasses({ ...cityClasses, channels: [{ ...firstChannel, ...changes }, ...otherChannels] });

describe('data classes', () => {
  it('are read in months, what is begun counted whole', () => {
    const read = readDataClasses(cityClasses);
    expect(read.classes[2]).to.include({ name: 'patient records', shelfLifeMonths: 600, enteredBy: 'Health Agency' });
    expect(read.channels[3]).to.include({ migrationMonths: 18, cost: 200 });
    expect(withChannel({ migrationYears: 1.01 })().channels[0]?.migrationMonths).to.equal(13);
    expect(withChannel({ migrationYears: 0.1 })().channels[0]?.migrationMonths).to.equal(2);
    expect(withClass({ shelfLifeYears: 0 })().classes[0]?.shelfLifeMonths).to.equal(0);
  });

  it('need no costs', () => {
    const { cost: _, ...free } = firstChannel ?? { cost: 0 };
    const read = readDataClasses({ ...cityClasses, channels: [free] });
    expect(read.channels[0]?.cost).to.equal(undefined);
  });

  it('are refused with a shelf life that is none', () => {
    for (const shelfLifeYears of [-1, -0.5, '5', Number.NaN, 1e9, undefined])
      expectCode('DOCUMENT_INVALID', withClass({ shelfLifeYears }));
  });

  it('are refused where nobody entered them, or a name is there twice', () => {
    expectCode('DOCUMENT_INVALID', withClass({ enteredBy: ' ' }));
    expectCode('DOCUMENT_INVALID', withClass({ name: 'patient records' }));
    expectCode('DOCUMENT_INVALID', withClass({ importance: 0 }));
    expectCode('DOCUMENT_INVALID', withChannel({ system: 'grid' }));
  });

  it('are refused where a channel carries nothing, an unknown class, or costs no whole number', () => {
    expectCode('DOCUMENT_INVALID', withChannel({ carries: [] }));
    expectCode('DOCUMENT_INVALID', withChannel({ carries: ['weather'] }));
    expectCode('DOCUMENT_INVALID', withChannel({ cost: 1.5 }));
    expectCode('DOCUMENT_INVALID', withChannel({ cost: -1 }));
    expectCode('DOCUMENT_INVALID', withChannel({ migrationYears: -1 }));
    expectCode('DOCUMENT_INVALID', withChannel({ note: 'x' }));
  });
});
