import { Button, Modal, Stack } from '@mantine/core';
import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { useTexts } from '../app/texts.tsx';
import { fieldProblems } from '../client/problem-fields.ts';
import classes from './kit.module.css';
import { ProblemAlert } from './problem-alert.tsx';

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

/** The part of a refusal that no field of the form shows. */
export function FormProblem({ error, names }: { error: unknown; names: readonly string[] }) {
  if (error === null || error === undefined) return null;
  const { fields, others } = fieldProblems(error, names);
  if (Object.keys(fields).length > 0 && others.length === 0) return null;
  return <ProblemAlert error={error} others={others} />;
}

interface FormRef {
  readonly current: HTMLElement | null;
}

export function useFocusOnError(form: FormRef, error: unknown): void {
  useEffect(() => {
    if (error !== null && error !== undefined) focusFault(form);
  }, [form, error]);
}

/** Once what was found wrong is drawn. */
export function focusFaultSoon(form: FormRef): void {
  requestAnimationFrame(() => focusFault(form));
}

function focusFault(form: FormRef): void {
  form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
