import type { Device } from '@holdover/api';
import type { Translator } from '@holdover/phrases';
import { Link } from '@tanstack/react-router';
import type { TextKey } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import kit from '../../kit/kit.module.css';
import { LinkState } from '../../kit/link-state.tsx';
import { RelativeTime } from '../../kit/times.tsx';

/** Which device it is and how it stands: what every table of devices begins with. */
export function deviceColumns(t: Translator<TextKey>): Column<Device>[] {
  return [
    {
      id: 'name',
      title: t('console.devices.name'),
      sort: 'name',
      cell: (device) => (
        <Link to="/devices/$id" params={{ id: device.id }} className={kit['link']} data-row-link>
          {device.name}
        </Link>
      ),
    },
    { id: 'link', title: t('console.devices.linkState'), cell: (device) => <LinkState device={device} /> },
    {
      id: 'model',
      title: t('console.devices.model'),
      sort: 'model',
      optional: true,
      cell: (device) => t(`console.devices.modelName.${device.model}`),
    },
  ];
}

export const contactColumn = (t: Translator<TextKey>): Column<Device> => ({
  id: 'contact',
  title: t('console.devices.lastContact'),
  optional: true,
  cell: ({ terminal }) =>
    terminal === null || terminal.lastContactAt === null ? '–' : <RelativeTime at={terminal.lastContactAt} />,
});
