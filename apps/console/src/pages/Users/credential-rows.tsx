import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTrash, type Icon } from '@tabler/icons-react';
import kit from '../../kit/kit.module.css';
import { CredentialDates } from './credential-dates.tsx';

interface CredentialRow {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

interface CredentialRowsProps<C extends CredentialRow> {
  readonly label: string;
  readonly icon: Icon;
  readonly credentials: readonly C[];
  readonly name: (credential: C) => string;
  /** Says which one goes: it is all a screen reader hears of the button. */
  readonly removal: (credential: C) => string;
  /** Null: who looks may not. */
  readonly onRemove: ((credential: C) => void) | null;
}

/** Somebody's PINs, or their ID cards: when each was made and ends, and a way to remove it. */
export function CredentialRows<C extends CredentialRow>(props: CredentialRowsProps<C>) {
  const { label, icon: Kind, credentials, name, removal, onRemove } = props;
  return (
    <ul className={kit['rows']} aria-label={label}>
      {credentials.map((credential) => (
        <li key={credential.id}>
          <Kind size={20} stroke={1.6} aria-hidden />
          <div className={kit['grow']}>
            <strong>{name(credential)}</strong>
            <CredentialDates credential={credential} />
          </div>
          {onRemove === null ? null : (
            <Tooltip label={removal(credential)}>
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                aria-label={removal(credential)}
                onClick={() => onRemove(credential)}
              >
                <IconTrash size={18} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          )}
        </li>
      ))}
    </ul>
  );
}
