import { patchUser } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { findUser } from '../../remote/find.ts';
import { remoteCommand } from '../../remote/remote-command.ts';

const SUMMARY = {
  disable: 'lock a user out: connected terminals within seconds, others at their next contact (B7)',
  enable: 'let a disabled user in again',
} as const;

export const userEnabledCommand = (context: Context, what: 'disable' | 'enable'): Command =>
  remoteCommand(context, {
    name: `${what} <user>`,
    summary: SUMMARY[what],
    examples: [`holdover users ${what} ada`],
    run: async ({ api, output }, [name = '']) => {
      const { id } = await findUser(api, name);
      const user = await api.call(patchUser, { params: { id }, body: { enabled: what === 'enable' } });
      const does = what === 'enable' ? 'can log in again' : 'is locked out: connected terminals within seconds';
      output.result(user, `${user.userName} ${does}.`);
    },
  });
