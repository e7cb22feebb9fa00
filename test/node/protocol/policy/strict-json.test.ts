import { expect } from 'chai';
import { parseStrictJson } from '../../../../node/protocol/policy/strict-json.ts';
import { expectCode } from '../../../expect-code.ts';

describe('strict JSON', () => {
  it('reads what JSON.parse reads', () => {
    const texts = [
      '{}',
      ' [ ] ',
      '[1,-2.5e3,0,true,false,null,"a\\u0041\\n\\"\\\\"]',
      '{"a":{"b":[{"c":""}]},"__proto__":1,"constructor":2}',
      '"text"',
    ];
    for (const text of texts) expect(JSON.stringify(parseStrictJson(text))).to.equal(JSON.stringify(JSON.parse(text)));
    expect(texts).to.have.length(5);
  });

  it('refuses what JSON.parse refuses', () => {
    const texts = [
      '',
      '{',
      '[1,]',
      '{"a":1,}',
      '{a:1}',
      '01',
      '+1',
      '"\n"',
      '"\\x"',
      '[1 2]',
      '{} {}',
      'nul',
      ',',
      '{"a"}',
    ];
    for (const text of texts) {
      expect(() => JSON.parse(text), text).to.throw();
      expectCode('POLICY_JSON_INVALID', () => parseStrictJson(text));
    }
    expect(texts).to.have.length(14);
  });

  it('refuses a key twice in one object, also when it is escaped, and says where', () => {
    expectCode('POLICY_DUPLICATE_KEY', () => parseStrictJson('{"a":1,"a":1}'));
    expectCode('POLICY_DUPLICATE_KEY', () => parseStrictJson('{"a":1,"\\u0061":2}'));
    expect(() => parseStrictJson('{"x":[{},{"b":1,"b":2}]}')).to.throw('x[1].b');
    expect(parseStrictJson('[{"a":1},{"a":2}]')).to.have.length(2);
  });

  it('refuses more than 16 levels without reading further, 10,000 of them too', () => {
    expect(parseStrictJson(`${'['.repeat(16)}${']'.repeat(16)}`)).to.be.an('array');
    expectCode('POLICY_TOO_DEEP', () => parseStrictJson(`${'['.repeat(17)}${']'.repeat(17)}`));
    expectCode('POLICY_TOO_DEEP', () => parseStrictJson('['.repeat(10_000)));
    expectCode('POLICY_TOO_DEEP', () => parseStrictJson('{"a":'.repeat(10_000)));
  });
});
