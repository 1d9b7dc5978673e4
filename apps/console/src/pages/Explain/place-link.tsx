import type { Device } from '@holdover/api';
import type { UserId } from '@holdover/kernel';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import type { Place } from './change-places.ts';

interface PlaceLinkProps {
  place: Place;
  device: Device;
  userId: UserId;
}

/** Leads to where the answer is changed; nowhere for who may not read it there. */
export function PlaceLink({ place, device, userId }: PlaceLinkProps) {
  const { t } = useTexts();
  const may = useMay();
  const text = t(`console.explanation.to.${place}`);
  const look = { className: kit['link'] };
  switch (place) {
    case 'device':
      return (
        <Link to="/devices/$id" params={{ id: device.id }} {...look}>
          {text}
        </Link>
      );
    case 'profile':
      return (
        <Link to="/profiles/$id" params={{ id: device.profileId }} {...look}>
          {text}
        </Link>
      );
    case 'offlineLogin':
      return may('settings:read') ? (
        <Link to="/settings/printers-and-terminals" {...look}>
          {text}
        </Link>
      ) : null;
    case 'user':
    case 'userPins':
    case 'userCards':
      return may('users:read') ? (
        <Link to="/users/$id" params={{ id: userId }} search={USER_TAB[place]} {...look}>
          {text}
        </Link>
      ) : null;
  }
}

const USER_TAB = { user: {}, userPins: { tab: 'pins' }, userCards: { tab: 'cards' } } as const;
