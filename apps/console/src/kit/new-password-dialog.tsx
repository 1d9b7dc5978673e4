import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldProblems } from '../client/problem-fields.ts';
import type { CopiedRequest } from './curl-command.ts';
import { FormDialog } from './form-dialog.tsx';
import { SecretInput } from './secret-input.tsx';

interface NewPasswordProps {
  readonly title: string;
  readonly submit: string;
  readonly label: string;
  /** What a password must have. */
  readonly hint: string;
  /** Names the eye. */
  readonly show: string;
  readonly send: (password: string) => Promise<unknown>;
  /** The same, to be copied as a command. */
  readonly request: (password: string) => CopiedRequest;
  readonly onDone: () => Promise<void> | void;
  readonly onClose: () => void;
}

/** A password for somebody, typed here alone and gone with the dialog. */
export function NewPasswordDialog({
  title,
  submit,
  label,
  hint,
  show,
  send,
  request,
  onDone,
  onClose,
}: NewPasswordProps) {
  const [password, setPassword] = useState('');
  const put = useMutation({
    mutationFn: () => send(password),
    onSuccess: async () => {
      await onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      opened
      title={title}
      submit={submit}
      busy={put.isPending}
      error={put.error}
      names={['password']}
      request={() => request(password)}
      onClose={onClose}
      onSubmit={() => put.mutate()}
    >
      <SecretInput
        label={label}
        description={hint}
        autoComplete="new-password"
        data-autofocus
        toggle={show}
        value={password}
        error={fieldProblems(put.error, ['password']).fields['password']}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
