import { Button } from '@mantine/core';
import { SecretInput } from './secret-input.tsx';

/** As a draft has it. `password` null: as it is stored. */
interface KeptPassword {
  readonly password: string | null;
  readonly hasPassword: boolean;
}

interface KeptSecretProps {
  draft: KeptPassword;
  label: string;
  /** While the stored one stays, and otherwise. */
  kept: string;
  none?: string;
  /** Of the eye, and of the button that forgets what is stored. */
  show: string;
  remove: string;
  error: string | undefined;
  readonly onChange: (part: Partial<KeptPassword>) => void;
}

/** A password that the server keeps and never shows: it stays, is typed anew, or goes. */
export function KeptSecret({ draft, label, kept, none, show, remove, error, onChange }: KeptSecretProps) {
  const { hasPassword, password } = draft;
  const keeps = hasPassword && password === null;
  return (
    <div>
      <SecretInput
        label={label}
        description={keeps ? kept : none}
        toggle={show}
        autoComplete="new-password"
        value={password ?? ''}
        error={error}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ password: value === '' && hasPassword ? null : value });
        }}
      />
      {keeps ? (
        <Button mt="xs" size="xs" variant="subtle" onClick={() => onChange({ password: '', hasPassword: false })}>
          {remove}
        </Button>
      ) : null}
    </div>
  );
}
