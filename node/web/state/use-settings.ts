import { useEffect, useState } from 'preact/hooks';
import { type Language, readLanguage, readTheme, type Theme, writeSetting } from '../settings.ts';
import { store } from './store.ts';

interface Settings {
  language: Language;
  theme: Theme;
  chooseLanguage: (language: Language) => void;
  chooseTheme: (theme: Theme) => void;
}

/** Language and theme: stored in this browser, written on the document's root element. */
export function useSettings(): Settings {
  const [language, setLanguage] = useState<Language>(() => readLanguage(store(), navigator.languages));
  const [theme, setTheme] = useState<Theme>(() => readTheme(store()));
  useEffect(() => {
    document.documentElement.lang = language;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [language, theme]);
  return {
    language,
    theme,
    chooseLanguage: (chosen) => {
      writeSetting(store(), 'language', chosen);
      setLanguage(chosen);
    },
    chooseTheme: (chosen) => {
      writeSetting(store(), 'theme', chosen);
      setTheme(chosen);
    },
  };
}
