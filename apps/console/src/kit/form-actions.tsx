import { Button } from '@mantine/core';
import { useTexts } from '../app/texts.tsx';
import { CopyCurl, type RequestToCopy } from './copy-curl.tsx';
import kit from './kit.module.css';

interface SaveButtonsProps {
  changed: boolean;
  saving?: boolean;
  /** What *Save* sends. */
  readonly request?: RequestToCopy;
  readonly onDiscard: () => void;
}

/** *Discard* and *Save* at the end of a form that stays where it is; the form's own submit saves. */
export function FormActions(props: SaveButtonsProps) {
  return (
    <div className={kit['formActions']}>
      <SaveButtons {...props} />
    </div>
  );
}

/** The same in a bar of the form's own. */
export function SaveButtons({ changed, saving = false, request, onDiscard }: SaveButtonsProps) {
  const { t } = useTexts();
  return (
    <>
      {request === undefined ? null : <CopyCurl request={request} />}
      <div className={kit['together']}>
        <Button variant="default" disabled={!changed} onClick={onDiscard}>
          {t('console.common.discard')}
        </Button>
        <Button type="submit" loading={saving} disabled={!changed}>
          {t('console.common.save')}
        </Button>
      </div>
    </>
  );
}
