import { useEffect } from 'react';
import { fieldProblems } from '../client/problem-fields.ts';
import { ProblemAlert } from './problem-alert.tsx';

/** The part of a refusal that no field of the form shows. */
export function FormProblem({ error, names }: { error: unknown; names: readonly string[] }) {
  if (error === null || error === undefined) return null;
  const { fields, others } = fieldProblems(error, names);
  if (Object.keys(fields).length > 0 && others.length === 0) return null;
  return <ProblemAlert error={error} others={others} sent />;
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
