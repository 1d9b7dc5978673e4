import { createPin, type User } from '@holdover/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { copied } from '../../kit/curl-command.ts';
import { EndField } from '../../kit/end-field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { comingInstant, localInput } from '../../kit/local-time.ts';

/** What is proposed, in milliseconds: until this time tomorrow. */
const PROPOSED = 24 * 60 * 60 * 1_000;

interface TemporaryPinProps {
  user: User;
  readonly onClose: () => void;
  readonly onMade: (pin: string | null) => Promise<void>;
}

/** B9: a PIN that ends by itself. */
export function TemporaryPinDialog({ user, onClose, onMade }: TemporaryPinProps) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const [end, setEnd] = useState(() => localInput(Date.now() + PROPOSED, format.timeZone));
  const [missing, setMissing] = useState(false);
  const make = useMutation({
    mutationFn: (expiresAt: string) => api.call(createPin, { params: { id: user.id }, body: { expiresAt } }),
    onSuccess: async (made) => {
      onClose();
      await onMade(made.pin ?? null);
    },
  });
  const send = (): void => {
    const expiresAt = comingInstant(end, Date.now(), format.timeZone);
    setMissing(expiresAt === null);
    if (expiresAt !== null) make.mutate(expiresAt);
  };
  return (
    <FormDialog
      opened
      title={t('console.person.temporaryPin')}
      submit={t('console.users.generatePin')}
      busy={make.isPending}
      error={make.error}
      names={['expiresAt']}
      request={() =>
        copied(createPin, {
          params: { id: user.id },
          body: { expiresAt: comingInstant(end, Date.now(), format.timeZone) ?? '' },
        })
      }
      onClose={onClose}
      onSubmit={send}
    >
      <p>{t('console.person.temporaryPinText')}</p>
      <EndField
        label={t('console.person.ends')}
        value={end}
        error={missing ? t('console.person.endsMissing') : fieldProblems(make.error, ['expiresAt']).fields['expiresAt']}
        onChange={setEnd}
      />
    </FormDialog>
  );
}
