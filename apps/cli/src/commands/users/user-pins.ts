import { createPin, deletePin } from '@holdover/api';
import { Fault, isId } from '@holdover/kernel';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { option } from '../../options.ts';
import { expiresOption } from '../../remote/expiry-option.ts';
import { findUser } from '../../remote/find.ts';
import { nounCommand, remoteCommand } from '../../remote/remote-command.ts';
import { readSecretLine } from '../../secret-input.ts';

interface PinAddOptions {
  readonly set?: boolean;
  readonly expires?: string;
}

export const userPinsCommand = (context: Context): Command =>
  nounCommand('pins', 'PINs of a user', [pinAddCommand(context), pinRemoveCommand(context)]);

const pinAddCommand = (context: Context): Command =>
  remoteCommand<PinAddOptions>(context, {
    name: 'add <user>',
    summary: 'give a user a generated PIN, printed this once',
    options: [
      option(
        '--set',
        'take the PIN from a prompt, or from the first line of standard input, instead of generating one',
      ),
      expiresOption('when it ends; never unless given'),
    ],
    more: 'Generated ones are better: "already taken" would tell of a PIN that works for somebody else.',
    examples: ['holdover users pins add ada', 'holdover users pins add ada --expires 2026-12-31'],
    run: async ({ api, output, environment }, [name = ''], { set, expires }) => {
      const { id, userName } = await findUser(api, name);
      const body = {
        ...(set === true ? { pin: (await readSecretLine(environment, 'PIN')).trim() } : {}),
        ...(expires === undefined ? {} : { expiresAt: expires }),
      };
      const made = await api.call(createPin, { params: { id }, body });
      const shown =
        made.pin === undefined
          ? `${userName} has a PIN of ${made.length} digits.`
          : `PIN of ${userName}, shown only now: ${made.pin}`;
      output.result({ userId: id, userName, ...made }, shown);
    },
  });

const pinRemoveCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'remove <user> <pin-id>',
    summary: 'take a PIN away; gone from connected terminals within seconds (B7)',
    examples: ['holdover users show ada', 'holdover users pins remove ada pin_0198c1d2-79b0-7cc3-98c4-dc0c0c07398f'],
    run: async ({ api, output }, [name = '', pinId = '']) => {
      // Before it is sent anywhere: it may be the PIN itself.
      if (!isId('pin', pinId)) {
        const message = 'That is no id of a PIN, pin_…: "holdover users show USER" has it';
        throw new Fault({ owner: 'caller', code: 'not-a-pin-id', message });
      }
      const { id, userName } = await findUser(api, name);
      await api.call(deletePin, { params: { id, pinId } });
      output.result({ userId: id, userName, pinId, removed: true }, `That PIN of ${userName} is gone.`);
    },
  });
