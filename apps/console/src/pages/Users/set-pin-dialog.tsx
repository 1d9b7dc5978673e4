import { createPin, type User } from '@holdover/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { SecretInput } from '../../kit/secret-input.tsx';

interface SetPinDialogProps {
  user: User;
  opened: boolean;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

export function SetPinDialog({ user, opened, onClose, onDone }: SetPinDialogProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const [pin, setPin] = useState('');
  const set = useMutation({
    mutationFn: () => api.call(createPin, { params: { id: user.id }, body: { pin } }),
    onSuccess: async () => {
      await onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      opened={opened}
      title={t('console.users.setPin')}
      submit={t('console.users.setPin')}
      busy={set.isPending}
      error={set.error}
      names={['pin']}
      request={() => copied(createPin, { params: { id: user.id }, body: { pin } })}
      onClose={onClose}
      onSubmit={() => set.mutate()}
    >
      <SecretInput
        label="PIN"
        description={t('console.users.setPinHint')}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        value={pin}
        error={fieldProblems(set.error, ['pin']).fields['pin']}
        toggle={t('console.users.showPin')}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
