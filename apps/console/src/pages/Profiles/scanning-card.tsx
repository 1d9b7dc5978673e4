import { Button, Stack, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { newTarget, type TargetDraft } from './profile-draft.ts';
import type { ProfilePartProps } from './profile-form.tsx';
import { ScanTargetDialog } from './scan-target-dialog.tsx';
import { ScanTargetRows } from './scan-target-rows.tsx';

/** Where scans can go without the print server. */
export function ScanningCard({ draft, errors, onChange }: ProfilePartProps) {
  const { t } = useTexts();
  const [editing, setEditing] = useState<TargetDraft | null>(null);
  const { scanTargets } = draft;
  const at = scanTargets.findIndex(({ key }) => key === editing?.key);
  const take = (target: TargetDraft): void => {
    onChange({ scanTargets: at === -1 ? [...scanTargets, target] : scanTargets.with(at, target) });
    setEditing(null);
  };
  return (
    <Card title={t('console.profiles.scanning')}>
      <Stack>
        <Switch
          label={t('console.profiles.usb')}
          description={t('console.profiles.usbHint')}
          checked={draft.scanToUsb}
          onChange={(event) => onChange({ scanToUsb: event.currentTarget.checked })}
        />
        <div role="group" aria-label={t('console.profiles.targets')}>
          <h3>{t('console.profiles.targets')}</h3>
          <p className={kit['hint']}>{t('console.profiles.targetsHint')}</p>
          <ScanTargetRows
            targets={scanTargets}
            errors={errors}
            onChange={(targets) => onChange({ scanTargets: targets })}
            onEdit={setEditing}
          />
          <Button
            variant="light"
            leftSection={<IconPlus size={17} aria-hidden />}
            disabled={scanTargets.length >= 20}
            onClick={() => setEditing(newTarget(crypto.randomUUID()))}
          >
            {t('console.scanTargets.add')}
          </Button>
        </div>
      </Stack>
      {editing === null ? null : (
        <ScanTargetDialog
          key={editing.key}
          target={editing}
          isNew={at === -1}
          errors={at === -1 ? {} : errors}
          at={at}
          onClose={() => setEditing(null)}
          onTake={take}
        />
      )}
    </Card>
  );
}
