import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { nounCommand } from '../../remote/remote-command.ts';
import { deviceActionCommands } from './device-actions.ts';
import { deviceAddCommand, deviceEnrolCommand } from './device-add.ts';
import { deviceListCommand, deviceShowCommand } from './device-list.ts';
import { deviceReadinessCommand } from './device-readiness.ts';
import { deviceReportStolenCommand } from './device-stolen.ts';

/** `holdover devices` and what belongs to it. */
export const devicesCommand = (context: Context): Command =>
  nounCommand('devices', 'printing devices of the fleet and their terminals', [
    deviceListCommand(context),
    deviceShowCommand(context),
    deviceAddCommand(context),
    deviceEnrolCommand(context),
    deviceReadinessCommand(context),
    ...deviceActionCommands(context),
    deviceReportStolenCommand(context),
  ]);
