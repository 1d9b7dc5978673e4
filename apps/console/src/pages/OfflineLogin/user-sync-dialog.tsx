import { Button, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { focusFaultSoon } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { AssignmentRows } from './assignment-rows.tsx';
import { hoursFaultText } from './field-fault-text.ts';
import { checkInterval, rowLacks, type DraftRow, type UserSyncDraft } from './offline-login-draft.ts';
import classes from './offline-login.module.css';
import { PlacesPreview } from './places-preview.tsx';

interface UserSyncDialogProps {
  opened: boolean;
  draft: UserSyncDraft;
  cacheHours: string;
  readOnly: boolean;
  readonly onCancel: () => void;
  readonly onOk: (draft: UserSyncDraft) => void;
}

/** *Offline Login – User Synchronization*. OK puts it into the draft of the page; only the page saves. */
export function UserSyncDialog(props: UserSyncDialogProps) {
  const { t } = useTexts();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onCancel}
      size={980}
      title={t('fixed.userSynchronizationDialog')}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      {props.opened ? <UserSyncForm {...props} /> : null}
    </Modal>
  );
}

function UserSyncForm({ draft: given, cacheHours, readOnly, onCancel, onOk }: UserSyncDialogProps) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const made = useRef(0);
  const [draft, setDraft] = useState(given);
  const [checked, setChecked] = useState(false);
  const fault = checkInterval(draft.intervalHours, cacheHours);
  const lacking = draft.assignments.some((row) => rowLacks(row).devices || rowLacks(row).users);
  const setRows = (assignments: readonly DraftRow[]): void => setDraft({ ...draft, assignments });
  const addRow = (): void => {
    const key = `new-${made.current++}`;
    setRows([...draft.assignments, { key, devices: [], deviceGroups: [], users: [], groups: [], rankByUse: false }]);
  };
  const accept = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation(); // React carries events of a dialog up to the form that drew it.
    setChecked(true);
    if (fault === undefined && !lacking) onOk(draft);
    else focusFaultSoon(form);
  };
  return (
    <form ref={form} onSubmit={accept} noValidate>
      <Stack gap="lg">
        <fieldset className={`${kit['plainSet']} ${classes['syncSet']}`} disabled={readOnly}>
          <div className={classes['syncTop']}>
            <Switch
              size="md"
              label={t('fixed.enabled')}
              description={t('console.offlineLogin.syncHint')}
              checked={draft.enabled}
              data-autofocus
              onChange={(event) => setDraft({ ...draft, enabled: event.currentTarget.checked })}
            />
            <TextInput
              label={t('fixed.updateInterval')}
              inputMode="numeric"
              autoComplete="off"
              classNames={{ input: classes['short'] ?? '' }}
              value={draft.intervalHours}
              error={checked ? hoursFaultText(t, fault) : undefined}
              onChange={(event) => setDraft({ ...draft, intervalHours: event.currentTarget.value })}
            />
          </div>
          <section aria-labelledby="sync-rows">
            <div className={kit['toolbar']}>
              <h2 id="sync-rows">{t('fixed.assignments')}</h2>
              <Button variant="light" size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={addRow}>
                {t('console.offlineLogin.addRow')}
              </Button>
            </div>
            <AssignmentRows rows={draft.assignments} checked={checked} onChange={setRows} />
          </section>
        </fieldset>
        <PlacesPreview rows={draft.assignments} />
      </Stack>
      <div className={kit['formActions']}>
        <Button variant="default" onClick={onCancel}>
          {t(readOnly ? 'console.common.close' : 'fixed.cancel')}
        </Button>
        {readOnly ? null : <Button type="submit">{t('fixed.ok')}</Button>}
      </div>
    </form>
  );
}
