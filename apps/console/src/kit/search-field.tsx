import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../app/texts.tsx';

/** After the last key, in milliseconds: shorter asks for words nobody meant. */
const PAUSE = 250;

/** Searches as one types; `/` goes here from anywhere on the page, Escape empties. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  // What was reported comes back as `value` later, when one may have typed on: only what others set is followed.
  const reported = useRef<string[]>([]);
  const report = useDebouncedCallback((next: string) => {
    reported.current.push(next);
    onChange(next);
  }, PAUSE);
  useEffect(() => {
    const own = reported.current.lastIndexOf(value);
    reported.current = own < 0 ? [] : reported.current.slice(own + 1);
    if (own < 0) setText((typed) => (typed.trim() === value ? typed : value));
  }, [value]);
  useHotkeys([['/', () => input.current?.focus()]]);
  const change = (next: string): void => {
    setText(next);
    report(next.trim());
  };
  return (
    <TextInput
      ref={input}
      aria-label={label}
      placeholder={label}
      value={text}
      miw="min(12rem, 100%)"
      leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
      rightSection={
        text === '' ? null : <CloseButton size="sm" aria-label={t('console.common.clear')} onClick={() => change('')} />
      }
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => (event.key === 'Escape' ? change('') : undefined)}
    />
  );
}
