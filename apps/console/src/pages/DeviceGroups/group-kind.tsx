import type { DeviceGroup } from '@holdover/api';
import { IconBoxMultiple, IconMapPin, IconWorld } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';

export function GroupKind({ group }: { group: Pick<DeviceGroup, 'site' | 'builtIn'> }) {
  const { t } = useTexts();
  const kind = group.builtIn ? 'builtIn' : group.site ? 'site' : 'group';
  const Glyph = { builtIn: IconWorld, site: IconMapPin, group: IconBoxMultiple }[kind];
  return (
    <span className={kit['withIcon']}>
      <Glyph size={17} stroke={1.7} aria-hidden />
      {t(`console.deviceGroups.kind.${kind}`)}
    </span>
  );
}
