import { expect } from 'chai';
import { readLanguage, readTheme, type SettingsStore, writeSetting } from '../../../node/web/settings.ts';

function storeOf(values: Record<string, string>): SettingsStore {
  return {
    getItem: (name) => values[name] ?? null,
    setItem: (name, value) => {
      values[name] = value;
    },
  };
}

describe('settings of the page', () => {
  it('follow the browser until the reader chooses', () => {
    expect(readLanguage(storeOf({}), ['de-AT', 'it-CH', 'en'])).to.equal('it');
    expect(readLanguage(storeOf({ 'qdt.language': 'en' }), ['it'])).to.equal('en');
    expect(readLanguage(undefined, ['de'])).to.equal('en');
    expect(readTheme(storeOf({ 'qdt.theme': 'dark' }))).to.equal('dark');
  });

  it('are stored, and a stored word that is none of ours is ignored', () => {
    const store = storeOf({});
    writeSetting(store, 'language', 'it');
    expect(readLanguage(store, ['en'])).to.equal('it');
    expect(readTheme(storeOf({ 'qdt.theme': '<script>' }))).to.equal('system');
  });

  it('do without a store that throws', () => {
    const store: SettingsStore = {
      getItem: () => {
        throw new Error('refused');
      },
      setItem: () => {
        throw new Error('refused');
      },
    };
    expect(() => writeSetting(store, 'theme', 'dark')).not.to.throw();
    expect(readLanguage(store, ['it'])).to.equal('it');
  });
});
