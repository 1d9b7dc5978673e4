import type { Overview } from '@holdover/api';
import type { LinkProps } from '@tanstack/react-router';
import type { TextKey } from '../../app/texts.tsx';

export interface Step {
  readonly done: boolean;
  readonly title: TextKey;
  readonly text: TextKey;
  readonly to: NonNullable<LinkProps['to']>;
}

/** What is left until the first offline login has worked, in the order one does it; nothing once it has. */
export function stepsOf(setUp: Overview['setUp']): readonly Step[] {
  if (setUp.hasOfflineLogin) return [];
  return [
    { done: setUp.hasUsers, title: 'console.checklist.users', text: 'console.checklist.usersText', to: '/users' },
    {
      done: setUp.hasCredentials,
      title: 'console.checklist.credentials',
      text: 'console.checklist.credentialsText',
      to: '/users',
    },
    { done: setUp.hasDevices, title: 'console.checklist.device', text: 'console.checklist.deviceText', to: '/devices' },
    {
      done: setUp.hasTerminals,
      title: 'console.checklist.terminal',
      text: 'console.checklist.terminalText',
      to: '/devices',
    },
    {
      done: setUp.synchronizes,
      title: 'console.checklist.sync',
      text: 'console.checklist.syncText',
      to: '/settings/printers-and-terminals',
    },
    { done: false, title: 'console.checklist.login', text: 'console.checklist.loginText', to: '/devices' },
  ];
}
