import type { LoginMethod } from '@holdover/api';
import type { Translator } from '@holdover/phrases';
import type { TextKey } from '../app/texts.tsx';

const NAMES: Readonly<Record<LoginMethod, TextKey>> = {
  pin: 'console.method.pin',
  card: 'console.method.card',
  'card+pin': 'console.method.cardAndPin',
  password: 'console.method.password',
};

export function methodNames(t: Translator<TextKey>, methods: readonly LoginMethod[]): string[] {
  return methods.map((method) => t(NAMES[method]));
}
