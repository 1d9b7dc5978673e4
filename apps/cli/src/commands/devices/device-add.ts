import { createDevice, createEnrolment, deviceModelField, listProfiles, type DeviceModel } from '@holdover/api';
import { isId } from '@holdover/kernel';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { option } from '../../options.ts';
import { findDevice } from '../../remote/find.ts';
import { findNamed } from '../../remote/find-named.ts';
import { remoteCommand } from '../../remote/remote-command.ts';
import type { Session } from '../../remote/session.ts';
import { timeText } from '../../text/words.ts';

interface DeviceAddOptions {
  readonly model: DeviceModel;
  readonly profile?: string;
  readonly address?: string;
}

export const deviceAddCommand = (context: Context): Command =>
  remoteCommand<DeviceAddOptions>(context, {
    name: 'add <name>',
    summary: 'add a device; its terminal is enrolled afterwards',
    options: [
      option('--model <model>', 'which device it is').choices(deviceModelField.options).makeOptionMandatory(),
      option('--profile <profile>', 'configuration profile by name or id; the default one unless given'),
      option('--address <address>', 'where it is in the network, for people'),
    ],
    examples: ['holdover devices add "2nd floor" --model kyocera', 'holdover devices enrol "2nd floor"'],
    run: async (session, [name = ''], { model, profile, address }) => {
      const profileId = profile === undefined ? undefined : await profileOf(session, profile);
      const device = await session.api.call(createDevice, {
        body: {
          name,
          model,
          ...(profileId === undefined ? {} : { profileId }),
          ...(address === undefined ? {} : { address }),
        },
      });
      session.output.result(device, `${device.name} is added. Its terminal: holdover devices enrol "${device.name}"`);
    },
  });

async function profileOf({ api }: Session, text: string) {
  if (isId('profile', text)) return text;
  const profile = await findNamed(text, {
    noun: 'profile',
    listedBy: 'console › Profiles',
    search: () => api.items(listProfiles, {}),
    names: ({ name }) => [name],
    id: ({ id }) => id,
  });
  return profile.id;
}

export const deviceEnrolCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'enrol <device>',
    summary: 'make the one-time code by which a terminal becomes the one of this device; printed this once',
    more: 'Whoever has the code can enrol in the place of the terminal, once, within 24 hours.',
    examples: [
      'holdover devices enrol "2nd floor"',
      'holdover terminal enrol --data DIR   # at the device, asks for the code',
    ],
    run: async ({ api, output }, [text = '']) => {
      const { id, name } = await findDevice(api, text);
      const { code, expiresAt } = await api.call(createEnrolment, { params: { id } });
      output.result(
        { deviceId: id, deviceName: name, code, expiresAt },
        `Enrolment code for ${name}, shown only now, good until ${timeText(expiresAt)}:\n${code}`,
      );
    },
  });
