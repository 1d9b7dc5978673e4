import { ApiFault, createCard, type User } from '@holdover/api';
import { Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { copied } from '../../kit/curl-command.ts';
import { EndField } from '../../kit/end-field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { comingInstant, localInput } from '../../kit/local-time.ts';
import { SecretInput } from '../../kit/secret-input.tsx';

interface AddCardDialogProps {
  user: User;
  opened: boolean;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** What is proposed, in milliseconds: until this time next week. */
const PROPOSED = 7 * 24 * 60 * 60 * 1_000;

/** B9: somebody has the card, or terminals still open them with it. It moves once that was read. */
const MOVABLE: ReadonlySet<string> = new Set(['card-taken', 'card-still-opens']);

/** The number comes from a keyboard-wedge reader as readily as from the keyboard: both end in Enter. */
export function AddCardDialog({ user, opened, onClose, onDone }: AddCardDialogProps) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const [number, setNumber] = useState('');
  const [end, setEnd] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const save = useMutation({
    mutationFn: (move: 'true' | 'false') =>
      api.call(createCard, {
        params: { id: user.id },
        query: { move },
        body: { number, ...(end === null ? {} : { expiresAt: comingInstant(end, Date.now(), format.timeZone) }) },
      }),
    onSuccess: async () => {
      await onDone();
      onClose();
    },
  });
  const send = (): void => {
    const past = end !== null && comingInstant(end, Date.now(), format.timeZone) === null;
    setMissing(past);
    if (!past) save.mutate(movable ? 'true' : 'false');
  };
  const movable = save.error instanceof ApiFault && MOVABLE.has(save.error.code);
  return (
    <FormDialog
      opened={opened}
      title={t('console.users.addCard')}
      submit={t(movable ? 'console.users.moveCard' : 'console.users.addCard')}
      busy={save.isPending}
      error={save.error}
      // Every terminal is named above, not the first alone beside the field.
      names={movable ? [] : ['number', 'expiresAt']}
      request={() => copied(createCard, { params: { id: user.id }, body: { number } })}
      onClose={onClose}
      onSubmit={send}
    >
      <SecretInput
        label={t('console.users.cardNumber')}
        description={t('console.users.cardNumberHint')}
        autoComplete="off"
        data-autofocus
        value={number}
        error={movable ? undefined : fieldProblems(save.error, ['number']).fields['number']}
        toggle={t('console.users.showCardNumber')}
        onChange={(event) => {
          save.reset();
          setNumber(event.currentTarget.value);
        }}
      />
      <Switch
        label={t('console.person.temporaryCard')}
        description={t('console.person.temporaryCardHint')}
        checked={end !== null}
        onChange={(event) =>
          setEnd(event.currentTarget.checked ? localInput(Date.now() + PROPOSED, format.timeZone) : null)
        }
      />
      {end === null ? null : (
        <EndField
          label={t('console.person.ends')}
          value={end}
          error={missing ? t('console.person.endsMissing') : undefined}
          onChange={setEnd}
        />
      )}
    </FormDialog>
  );
}
