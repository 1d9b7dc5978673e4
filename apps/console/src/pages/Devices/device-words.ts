import type { Terminal } from '@holdover/api';
import type { Translator } from '@holdover/phrases';
import type { TextKey } from '../../app/texts.tsx';

const PROTECTORS: Readonly<Record<Terminal['keyProtector'], TextKey>> = {
  tpm2: 'console.devices.protectorName.tpm2',
  'systemd-credential': 'console.devices.protectorName.systemd',
  keyfile: 'console.devices.protectorName.keyfile',
};

export function protectorName(t: Translator<TextKey>, protector: Terminal['keyProtector']): string {
  return t(PROTECTORS[protector]);
}
