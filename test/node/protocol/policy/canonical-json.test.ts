import { expect } from 'chai';
import { canonicalJson } from '../../../../node/protocol/policy/canonical-json.ts';
import { parseStrictJson } from '../../../../node/protocol/policy/strict-json.ts';
import { expectCode } from '../../../expect-code.ts';

const textOf = (json: string) => new TextDecoder().decode(canonicalJson(parseStrictJson(json)));

describe('canonical JSON', () => {
  it('writes the sample of RFC 8785, section 3.2.4', () => {
    const sample = `{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`;
    const expected =
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    expect(textOf(sample)).to.equal(expected);
  });

  it('sorts keys by UTF-16 code units, as in section 3.2.3', () => {
    const sample =
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",' +
      '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}';
    const values = textOf(sample).match(/:"[^"]+/g);
    expect(values?.map((value) => value.slice(2).split(' ')[0])).to.deep.equal([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji:',
      'Hebrew',
    ]);
  });

  it('does not depend on the order or the white space of the source', () => {
    expect(textOf('{"b":1,"a":[1,2]}')).to.equal(textOf(' { "a" : [ 1 , 2 ] , "b" : 1.0 } '));
    expect(textOf('[-0]')).to.equal('[0]');
  });

  it('refuses half a surrogate pair and numbers that are not finite', () => {
    expectCode('POLICY_JSON_INVALID', () => textOf('"\\ud800"'));
    expectCode('POLICY_JSON_INVALID', () => textOf('[1e999]'));
  });
});
