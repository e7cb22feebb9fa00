import { expect } from 'chai';
import { callSentences } from '../../../node/protocol/descriptions/sentences.ts';
import { seatbeltSentences } from '../../../node/protocol/seatbelt/sentences.ts';
import { en } from '../../../node/web/messages/en.ts';
import { it as italian } from '../../../node/web/messages/it.ts';
import { fill, textIn } from '../../../node/web/text.ts';

describe('messages of the page', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(italian).sort()).to.deep.equal(Object.keys(en).sort());
    expect(Object.keys(en)).to.have.length.above(300);
  });

  it('use the same values in both languages', () => {
    for (const [key, sentence] of Object.entries(en)) {
      const translated = textIn('it').t(isKey(key));
      expect(valuesIn(rawItalian(key)), key).to.deep.equal(valuesIn(sentence));
      expect(translated, key).not.to.equal('');
    }
  });

  it('are translated: hardly a sentence reads the same in both', () => {
    const same = Object.entries(en).filter(([key, sentence]) => hasWords(sentence) && rawItalian(key) === sentence);
    expect(same.map(([key]) => key)).to.deep.equal([]);
  });

  it('have a sentence for every call that can be described', () => {
    for (const key of Object.keys(callSentences)) expect(italian).to.have.property(key);
  });

  it('have a sentence for everything that a proposal can change', () => {
    for (const key of Object.keys(seatbeltSentences)) expect(italian).to.have.property(key);
  });

  it('put a dash where a value is missing', () => {
    expect(fill('{a} and {b}', { a: 1 })).to.equal('1 and –');
  });
});

function isKey(key: string): keyof typeof en {
  const known = Object.keys(en).find((candidate): candidate is keyof typeof en => candidate === key);
  if (known === undefined) throw new Error(key);
  return known;
}

function rawItalian(key: string): string {
  return italian[isKey(key)];
}

/** A sentence of more than units and values. */
function hasWords(sentence: string): boolean {
  return (
    sentence
      .replace(/\{\w+\}/g, '')
      .trim()
      .split(/\s+/).length > 1
  );
}

function valuesIn(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}
