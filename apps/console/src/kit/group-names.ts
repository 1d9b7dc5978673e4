import { ALL_DEVICES, ALL_USERS } from '@holdover/kernel';
import type { Translator } from '@holdover/phrases';
import type { TextKey } from '../app/texts.tsx';

/** The built-in groups are named in the reader's language, all others as somebody called them. */
export function groupName(t: Translator<TextKey>, group: { readonly id: string; readonly name: string }): string {
  if (group.id === ALL_USERS) return t('console.groups.allUsers');
  return group.id === ALL_DEVICES ? t('console.groups.allDevices') : group.name;
}
