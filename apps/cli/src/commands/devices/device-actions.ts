import { resetDevice, synchronizeDevice, unlockPin } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { findDevice } from '../../remote/find.ts';
import { remoteCommand } from '../../remote/remote-command.ts';

const ACTIONS = [
  {
    verb: 'synchronize',
    operation: synchronizeDevice,
    summary: 'have its terminal take users and settings now (A7)',
    done: 'takes users and settings now, or at its next contact',
  },
  {
    verb: 'reset',
    operation: resetDevice,
    summary: 'have its terminal fetch everything afresh under a new key, beside what it has (A5)',
    done: 'fetches everything afresh; it goes on serving people meanwhile',
  },
  {
    verb: 'unlock-pin',
    operation: unlockPin,
    summary: 'unlock PIN login after too many wrong PINs; three times a day (D3)',
    done: 'takes PINs again',
  },
] as const;

export const deviceActionCommands = (context: Context): readonly Command[] =>
  ACTIONS.map(({ verb, operation, summary, done }) =>
    remoteCommand(context, {
      name: `${verb} <device>`,
      summary,
      examples: [`holdover devices ${verb} "2nd floor"`],
      run: async ({ api, output }, [text = '']) => {
        const { id, name } = await findDevice(api, text);
        await api.call(operation, { params: { id } });
        output.result({ deviceId: id, deviceName: name, done: verb }, `${name} ${done}.`);
      },
    }),
  );
