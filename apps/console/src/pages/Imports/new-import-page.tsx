import type { UserImport } from '@holdover/api';
import type { ImportId } from '@holdover/kernel';
import { Button, Checkbox, Progress, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { currentLanguage, useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { uploadUsers } from '../../client/upload-file.ts';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { ColumnHelp } from './column-help.tsx';
import { FilePick } from './file-pick.tsx';
import { ImportResult } from './import-result.tsx';

/** A file of users: first a preview that stores nothing, then the import. */
export function NewImportPage() {
  const { t } = useTexts();
  const [file, setFile] = useState<File | null>(null);
  const [deactivateMissing, setDeactivateMissing] = useState(false);
  const [preview, setPreview] = useState<ImportId | null>(null);
  const upload = useUpload({ file, deactivateMissing, onPreview: setPreview });
  const change = (act: () => void): void => {
    act();
    setPreview(null);
    upload.reset();
  };
  return (
    <>
      <PageHeader
        title={t('console.import.title')}
        lead={t('console.imports.newLead')}
        back={{ to: '/imports', label: t('console.imports.title') }}
      />
      <Stack gap="lg">
        <Card title={t('console.imports.fileTitle')}>
          <Stack>
            <FilePick file={file} disabled={upload.busy} onPick={(picked) => change(() => setFile(picked))} />
            <Checkbox
              label={t('console.import.deactivateMissing')}
              description={t('console.import.deactivateMissingHint')}
              checked={deactivateMissing}
              disabled={upload.busy}
              onChange={({ currentTarget: { checked } }) => change(() => setDeactivateMissing(checked))}
            />
            {upload.error === null ? null : <ProblemAlert error={upload.error} />}
            {upload.busy ? <Uploading share={upload.share} onCancel={upload.cancel} /> : null}
          </Stack>
          <div className={kit['formActions']}>
            <Button
              variant={preview === null ? 'filled' : 'default'}
              disabled={file === null || upload.busy}
              onClick={() => upload.send(true)}
            >
              {t('console.imports.preview')}
            </Button>
          </div>
        </Card>
        {preview === null ? (
          <ColumnHelp />
        ) : (
          <Preview key={preview} id={preview} busy={upload.busy} onApply={() => upload.send(false)} />
        )}
      </Stack>
    </>
  );
}

function Preview({ id, busy, onApply }: { id: ImportId; busy: boolean; onApply: () => void }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const { data: current } = useQuery(resources.import(id));
  if (current === undefined) return null;
  const ready = current.state === 'done';
  const nothing = current.added + current.changed + current.deactivated === 0;
  return (
    <>
      {ready ? (
        <Card title={t('console.imports.previewReady')}>
          <p>{t(nothing ? 'console.imports.nothingToDo' : 'console.imports.previewText')}</p>
          <div className={kit['formActions']}>
            <Button disabled={busy || nothing} onClick={onApply}>
              {t('console.imports.apply')}
            </Button>
          </div>
        </Card>
      ) : null}
      <ImportResult current={current} />
    </>
  );
}

function Uploading({ share, onCancel }: { share: number; onCancel: () => void }) {
  const { t, format } = useTexts();
  return (
    <div>
      <Progress value={share * 100} aria-label={t('console.imports.uploading')} />
      <div className={kit['toolbar']}>
        <p role="status">
          {t('console.imports.uploading')} <span className="tabular">{format.percent(share)}</span>
        </p>
        <Button variant="default" size="xs" onClick={onCancel}>
          {t('fixed.cancel')}
        </Button>
      </div>
    </div>
  );
}

interface UploadOptions {
  readonly file: File | null;
  readonly deactivateMissing: boolean;
  readonly onPreview: (id: ImportId) => void;
}

/** The file is sent for the preview and again for the import: the server keeps none that nobody asked it to apply. */
function useUpload({ file, deactivateMissing, onPreview }: UploadOptions) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const abort = useRef<AbortController | null>(null);
  const send = useMutation({
    mutationFn: (dryRun: boolean): Promise<UserImport | null> => {
      if (file === null) return Promise.resolve(null);
      setShare(0);
      abort.current = new AbortController();
      const { signal } = abort.current;
      return uploadUsers({
        file,
        dryRun,
        deactivateMissing,
        language: currentLanguage(),
        onProgress: setShare,
        signal,
      }).catch((error: unknown) => {
        if (signal.aborted) return null;
        throw error;
      });
    },
    onSuccess: async (started) => {
      if (started === null) return;
      queries.setQueryData(keys.import(started.id), started);
      void queries.invalidateQueries({ queryKey: keys.imports });
      if (started.dryRun) onPreview(started.id);
      else await navigate({ to: '/imports/$id', params: { id: started.id } });
    },
  });
  return {
    share,
    busy: send.isPending,
    error: send.error,
    send: (dryRun: boolean) => send.mutate(dryRun),
    reset: () => send.reset(),
    cancel: () => abort.current?.abort(),
  };
}
