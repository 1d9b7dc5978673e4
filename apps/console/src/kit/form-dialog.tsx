import { Button, Modal, Stack } from '@mantine/core';
import { useRef, type FormEvent, type ReactNode } from 'react';
import { useTexts } from '../app/texts.tsx';
import { CopyCurl, type RequestToCopy } from './copy-curl.tsx';
import { FormProblem, useFocusOnError } from './form-problem.tsx';
import classes from './kit.module.css';

interface FormDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** Fields that show their own errors. */
  readonly names?: readonly string[];
  readonly size?: string;
  readonly danger?: boolean;
  /** What the submit sends, to be copied as a command. */
  readonly request?: RequestToCopy;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}

/** A dialog that sends something: errors beside fields, the rest on top, focus on the first wrong field. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  useFocusOnError(form, props.error);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation(); // A dialog may be drawn inside another form.
    if (!props.busy) props.onSubmit();
  };
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'md'}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      <form ref={form} onSubmit={send} noValidate>
        <Stack gap="md">
          <FormProblem error={props.error} names={props.names ?? []} />
          {props.children}
        </Stack>
        <div className={classes['formActions']}>
          {props.request === undefined ? null : <CopyCurl request={props.request} />}
          <Button variant="default" onClick={props.onClose}>
            {t('fixed.cancel')}
          </Button>
          <Button type="submit" loading={props.busy} color={props.danger === true ? 'red' : 'petrol'}>
            {props.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
