import { roleField, type Role } from '@holdover/api';
import { Radio, Stack } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';

interface RoleChoiceProps {
  readonly value: Role;
  readonly description?: string;
  readonly error: string | undefined;
  readonly onChange: (role: Role) => void;
}

/** One role of the four, each with what it may do. */
export function RoleChoice({ value, description, error, onChange }: RoleChoiceProps) {
  const { t } = useTexts();
  return (
    <Radio.Group
      label={t('console.administrators.role')}
      {...(description === undefined ? {} : { description })}
      value={value}
      error={error}
      onChange={(chosen) => {
        const role = roleField.options.find((one) => one === chosen);
        if (role !== undefined) onChange(role);
      }}
    >
      <Stack gap="sm" mt="xs">
        {roleField.options.map((role) => (
          <Radio
            key={role}
            value={role}
            label={t(`console.administrators.roleName.${role}`)}
            description={t(`console.administrators.roleHint.${role}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
