import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { nounCommand } from '../../remote/remote-command.ts';
import { userAddCommand, userChangeCommand } from './user-change.ts';
import { userCardsCommand } from './user-cards.ts';
import { userDeleteCommand } from './user-delete.ts';
import { userImportCommand } from './user-import.ts';
import { userListCommand, userOfflineDevicesCommand, userShowCommand } from './user-list.ts';
import { userPinsCommand } from './user-pins.ts';
import { userEnabledCommand } from './user-enabled.ts';

/** `holdover users` and what belongs to it. */
export const usersCommand = (context: Context): Command =>
  nounCommand('users', 'people who log in at devices, with their PINs and ID cards', [
    userListCommand(context),
    userShowCommand(context),
    userAddCommand(context),
    userChangeCommand(context),
    userEnabledCommand(context, 'disable'),
    userEnabledCommand(context, 'enable'),
    userDeleteCommand(context),
    userImportCommand(context),
    userPinsCommand(context),
    userCardsCommand(context),
    userOfflineDevicesCommand(context),
  ]);
