import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { KeptSecret } from '../../kit/kept-secret.tsx';
import kit from '../../kit/kit.module.css';
import type { TargetDraft, TargetField } from './profile-draft.ts';

const KINDS = ['smb', 'webdav', 'sftp'] as const;
const EXAMPLES = {
  smb: 'smb://server/share/folder',
  webdav: 'https://server/folder',
  sftp: 'sftp://server/folder',
} as const;

interface ScanTargetDialogProps {
  target: TargetDraft;
  isNew: boolean;
  /** What the server said of the profile, and which of its folders this is. */
  errors: Readonly<Record<string, string>>;
  at: number;
  readonly onClose: () => void;
  readonly onTake: (target: TargetDraft) => void;
}

/** One folder. A password that is stored is never shown. */
export function ScanTargetDialog({ target, isNew, errors, at, onClose, onTake }: ScanTargetDialogProps) {
  const { t } = useTexts();
  const [draft, setDraft] = useState(target);
  const [checked, setChecked] = useState(false);
  const change = (part: Partial<TargetDraft>): void => setDraft({ ...draft, ...part });
  const missing = draft.name.trim() === '' || draft.url.trim() === '';
  const fault = (field: TargetField): string | undefined => {
    if (checked && (field === 'name' || field === 'url') && draft[field].trim() === '') {
      return t('console.common.required');
    }
    return draft[field] === target[field] ? errors[`scanTargets.${at}.${field}`] : undefined;
  };
  return (
    <FormDialog
      opened
      title={t(isNew ? 'console.scanTargets.add' : 'console.scanTargets.edit')}
      submit={t('console.scanTargets.take')}
      busy={false}
      error={null}
      onClose={onClose}
      onSubmit={() => (missing ? setChecked(true) : onTake(draft))}
    >
      <TextInput
        label={t('console.scanTargets.name')}
        data-autofocus
        autoComplete="off"
        value={draft.name}
        error={fault('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        label={t('console.scanTargets.kind')}
        allowDeselect={false}
        data={KINDS.map((kind) => ({ value: kind, label: t(`console.scanTargets.kindName.${kind}`) }))}
        value={draft.kind}
        onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? draft.kind })}
      />
      <TextInput
        label={t('console.scanTargets.url')}
        description={t('console.scanTargets.urlHint', { example: EXAMPLES[draft.kind] })}
        autoComplete="off"
        spellCheck={false}
        value={draft.url}
        error={fault('url')}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      {draft.kind === 'smb' ? null : (
        <TextInput
          label={t(draft.kind === 'sftp' ? 'console.scanTargets.hostKey' : 'console.scanTargets.certificatePin')}
          description={t(
            draft.kind === 'sftp' ? 'console.scanTargets.hostKeyHint' : 'console.scanTargets.certificatePinHint',
          )}
          autoComplete="off"
          spellCheck={false}
          value={draft.trust}
          error={fault('trust')}
          onChange={(event) => change({ trust: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t('console.scanTargets.userName')}
        autoComplete="off"
        spellCheck={false}
        value={draft.userName}
        error={fault('userName')}
        onChange={(event) => change({ userName: event.currentTarget.value })}
      />
      <KeptSecret
        draft={draft}
        label={t('console.scanTargets.password')}
        kept={t('console.scanTargets.passwordKept')}
        none={t('console.scanTargets.passwordNone')}
        show={t('console.scanTargets.showPassword')}
        remove={t('console.scanTargets.removePassword')}
        error={fault('password')}
        onChange={change}
      />
      <p className={kit['hint']}>{t('console.scanTargets.takeHint')}</p>
    </FormDialog>
  );
}
