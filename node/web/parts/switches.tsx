import type { JSX } from 'preact';
import { LANGUAGES, type Language, THEMES, type Theme } from '../settings.ts';
import { useText } from '../text.ts';

interface SwitchesProps {
  language: Language;
  theme: Theme;
  chooseLanguage: (language: Language) => void;
  chooseTheme: (theme: Theme) => void;
}

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', it: 'Italiano' };

/** Language and light or dark. Both are kept in this browser only. */
export function Switches({ language, theme, chooseLanguage, chooseTheme }: SwitchesProps): JSX.Element {
  const { t } = useText();
  return (
    <div class="switches">
      <select
        class="plain"
        aria-label={t('switch.language')}
        value={language}
        onChange={(event) => {
          const chosen = LANGUAGES.find((known) => known === event.currentTarget.value);
          if (chosen !== undefined) chooseLanguage(chosen);
        }}
      >
        {LANGUAGES.map((known) => (
          <option key={known} value={known} lang={known}>
            {LANGUAGE_NAMES[known]}
          </option>
        ))}
      </select>
      <select
        class="plain"
        aria-label={t('switch.theme')}
        value={theme}
        onChange={(event) => {
          const chosen = THEMES.find((known) => known === event.currentTarget.value);
          if (chosen !== undefined) chooseTheme(chosen);
        }}
      >
        {THEMES.map((known) => (
          <option key={known} value={known}>
            {t(`theme.${known}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
