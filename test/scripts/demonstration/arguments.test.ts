import { expect } from 'chai';
import { readStartArguments, startUsage } from '../../../scripts/demonstration/arguments.ts';
import { expectCode } from '../../expect-code.ts';

describe('arguments of npm start', () => {
  it('have defaults: a fifth of the drivers, seed 7, port 4100', () => {
    expect(readStartArguments([])).to.deep.equal({
      dataFolder: 'data',
      port: 4100,
      sharePermille: 200,
      seed: 7,
      once: false,
      json: false,
    });
  });

  it('read share as a part and seed as a number', () => {
    const args = ['--once', '--json', '--data', 'd', '--port', '0', '--share', '0.35', '--seed', '4294967295'];
    expect(readStartArguments(args)).to.deep.equal({
      ...{ dataFolder: 'd', port: 0, sharePermille: 350, seed: 4_294_967_295, once: true, json: true },
    });
    expect(readStartArguments(['--share', '1'])?.sharePermille).to.equal(1000);
  });

  it('are refused by name and rule', () => {
    const wrong = [
      ['--share', '0'],
      ['--share', '1.5'],
      ['--share', 'a half'],
      ['--share', '0.0001'],
      ['--seed', '-1'],
      ['--seed', '4294967296'],
      ['--port', '65536'],
      ['--nonsense'],
      ['word'],
    ];
    for (const args of wrong) expectCode('ARGUMENT_INVALID', () => readStartArguments(args));
    expect(wrong).to.have.length(9);
  });

  it('are explained when asked', () => {
    expect(readStartArguments(['--help'])).to.equal(undefined);
    expect(startUsage).to.contain('--share');
  });
});
