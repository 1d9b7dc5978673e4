import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** A hidden field. `toggle` names the eye; the library's own part does not say when the field is wrong. */
export function SecretInput({
  toggle,
  ...props
}: Omit<PasswordInputProps, 'visibilityToggleButtonProps'> & { toggle: string }) {
  const wrong = props.error !== undefined && props.error !== null && props.error !== false;
  return (
    <PasswordInput
      {...props}
      {...(wrong ? { 'aria-invalid': true } : {})}
      visibilityToggleButtonProps={{ 'aria-label': toggle }}
    />
  );
}
