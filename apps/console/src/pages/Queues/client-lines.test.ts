import { expect, test } from 'vitest';
import { clientLines } from './client-lines.ts';

test('every system gets the same queue in its own words', () => {
  expect(clientLines('ipps://print.example.org:8631/ipp/print/find-me', 'find-me')).toEqual({
    windows: 'https://print.example.org:8631/ipp/print/find-me',
    cups: 'lpadmin -p find-me -E -v ipps://print.example.org:8631/ipp/print/find-me -m everywhere',
  });
});
