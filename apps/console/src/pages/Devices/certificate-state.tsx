import type { DevicePrinter } from '@holdover/api';
import { IconCertificate, IconShieldCheck, IconShieldX, type Icon } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { Status, type Tone } from '../../kit/status.tsx';

type State = NonNullable<DevicePrinter['certificate']>['state'];

const SHOWN: Readonly<Record<State, { readonly tone: Tone; readonly icon: Icon }>> = {
  pending: { tone: 'warn', icon: IconCertificate },
  approved: { tone: 'ok', icon: IconShieldCheck },
  changed: { tone: 'bad', icon: IconShieldX },
};

export function CertificateState({ state }: { state: State }) {
  const { t } = useTexts();
  return <Status {...SHOWN[state]} word={t(`console.printer.certificateState.${state}`)} />;
}
