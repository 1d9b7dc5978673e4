import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { LANGUAGES } from '@holdover/phrases';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTexts } from './texts.tsx';

/** Each in itself: whoever looks for theirs cannot read the others. */
export const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const;

/** Plain buttons and no menu: the sign-in page stays light. */
export function LanguageSwitch() {
  const { t, choice, choose } = useTexts();
  return (
    <div role="group" aria-label={t('console.shell.language')}>
      {LANGUAGES.map((language) => (
        <Button
          key={language}
          lang={language}
          variant={choice === language ? 'light' : 'subtle'}
          color={choice === language ? 'petrol' : 'gray'}
          size="compact-sm"
          aria-pressed={choice === language}
          title={LANGUAGE_NAMES[language]}
          aria-label={`${language.toUpperCase()} ${LANGUAGE_NAMES[language]}`}
          onClick={() => choose(language)}
        >
          {language.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}

export function SchemeSwitch() {
  const { t } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const label = t(scheme === 'dark' ? 'console.shell.toLight' : 'console.shell.toDark');
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      {scheme === 'dark' ? <IconSun size={19} stroke={1.7} /> : <IconMoon size={19} stroke={1.7} />}
    </ActionIcon>
  );
}
