import { Select, Stack, TextInput } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { ATTRIBUTES, GROUPS_HOW } from './source-draft.ts';
import type { PartProps } from './source-form.tsx';
import classes from './sources.module.css';

export function AttributesCard({ draft, errors, change }: PartProps) {
  const { t } = useTexts();
  return (
    <Card title={t('console.sources.attributes')}>
      <Stack>
        <p className={kit['hint']}>{t('console.sources.attributesHint')}</p>
        <div className={classes['pairs']}>
          {ATTRIBUTES.map((name) => (
            <TextInput
              key={name}
              label={t(`console.sources.attribute.${name}`)}
              {...(name === 'externalId' ? { description: t('console.sources.externalIdHint') } : {})}
              placeholder={name === 'userName' || name === 'externalId' ? '' : t('console.sources.leaveOut')}
              autoComplete="off"
              spellCheck={false}
              value={draft.attributes[name]}
              error={errors[`attributes.${name}`]}
              onChange={(event) => change({ attributes: { ...draft.attributes, [name]: event.currentTarget.value } })}
            />
          ))}
        </div>
      </Stack>
    </Card>
  );
}

export function GroupsCard({ draft, errors, change }: PartProps) {
  const { t } = useTexts();
  const { groups } = draft;
  const field = (name: 'baseDn' | 'filter' | 'name', label: string) => (
    <TextInput
      label={label}
      autoComplete="off"
      spellCheck={false}
      value={groups[name]}
      error={errors[`groups.${name}`]}
      onChange={(event) => change({ groups: { ...groups, [name]: event.currentTarget.value } })}
    />
  );
  return (
    <Card title={t('console.sources.groups')}>
      <Stack>
        <Select
          label={t('console.sources.groupsHowTitle')}
          allowDeselect={false}
          data={GROUPS_HOW.map((value) => ({ value, label: t(`console.sources.groupsHow.${value}`) }))}
          value={groups.how}
          error={errors['groups.how']}
          onChange={(value) => {
            const how = GROUPS_HOW.find((one) => one === value);
            if (how !== undefined) change({ groups: { ...groups, how } });
          }}
        />
        {groups.how === 'none' ? null : (
          <>
            {field('baseDn', t('console.sources.groupBaseDn'))}
            {field('filter', t('console.sources.groupFilter'))}
            {field('name', t('console.sources.groupName'))}
          </>
        )}
      </Stack>
    </Card>
  );
}
