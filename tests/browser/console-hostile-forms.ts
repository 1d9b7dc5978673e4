import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { hostileTexts } from './console-hostile-texts.ts';

/** A form of the console, by what its buttons are called in English. */
export interface HostileForm {
  readonly tag: string;
  readonly path: string;
  /** Pressed one after the other until the form is there; none: it is the page's own. */
  readonly open?: readonly string[];
  readonly submit: string;
  /** Before texts are typed. */
  readonly prepare?: (form: Locator) => Promise<void>;
  /** By label: what is typed where nothing hostile is let in. */
  readonly harmless?: Readonly<Record<string, string>>;
}

/** Any that takes typed text; what is chosen from a list is not typed. */
const FIELDS =
  ':is(input:not([type=checkbox], [type=radio], [type=file], [type=hidden], [type=datetime-local], [role=combobox]), textarea):visible:enabled';
const MOST_ROUNDS = 10;

/** @returns the texts that were let in, by label; secrets are no part of it. */
export async function fillHostile(page: Page, form: HostileForm): Promise<ReadonlyMap<string, string>> {
  for (const name of form.open ?? []) await pressable(page, name).click();
  const scope = form.open === undefined ? page.locator('#main form').first() : page.locator('[role=dialog]').last();
  await scope.waitFor();
  await form.prepare?.(scope);
  const fields = await Promise.all((await scope.locator(FIELDS).all()).map((field) => describeField(form, field)));
  for (const field of fields) await field.next();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await scope.getByRole('button', { name: form.submit, exact: true }).click();
    if ((await outcome(page, scope, form)) === 'taken') return readTaken(page, fields);
    const refused = scope.locator('[aria-invalid=true]');
    // All of them first: a changed field may take back what was said of the others.
    const wrong = await Promise.all(fields.map(async ({ input }) => (await input.and(refused).count()) > 0));
    for (const [index, field] of fields.entries()) if (wrong[index] === true) await field.next();
  }
  return expect.unreachable(`${form.tag}: ${await scope.innerText()}`);
}

async function readTaken(page: Page, fields: readonly Field[]): Promise<ReadonlyMap<string, string>> {
  await leaveDialogs(page);
  return new Map(
    fields.filter(({ hostile, secret }) => hostile() && !secret).map(({ label, text }) => [label, text()]),
  );
}

/** What came of it may be shown once, in another dialog. */
async function leaveDialogs(page: Page): Promise<void> {
  const dialog = page.locator('[role=dialog]').last();
  const away = dialog.getByRole('button', { name: /^(Done|Close)$/ }).last();
  while ((await dialog.count()) > 0) {
    if ((await away.count()) > 0) await away.click({ timeout: 1_000 }).catch(() => undefined);
    await dialog.waitFor({ state: 'hidden', timeout: 3_000 }).catch(() => undefined);
  }
}

const pressable = (page: Page, name: string): Locator =>
  page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('menuitem', { name, exact: true }))
    .first();

interface Field {
  readonly input: Locator;
  readonly label: string;
  readonly secret: boolean;
  next(): Promise<void>;
  text(): string;
  hostile(): boolean;
}

async function describeField(form: HostileForm, input: Locator): Promise<Field> {
  const { label, value, secret, most } = await input.evaluate((element: HTMLInputElement) => ({
    label: element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? '',
    value: element.value,
    secret: element.type === 'password',
    most: element.maxLength,
  }));
  const [named = ''] = label.split('*');
  const tried = hostileTexts(form.tag, named).map((text) => (most > 0 ? text.slice(0, most) : text));
  const texts = [...tried, form.harmless?.[named.trim()] ?? value];
  let place = -1;
  const text = (): string => texts[Math.max(place, 0)] ?? '';
  return {
    input,
    label: named.trim(),
    secret,
    text,
    hostile: () => place < tried.length,
    async next() {
      place = Math.min(place + 1, texts.length - 1);
      await input.fill(text());
    },
  };
}

/** A dialog that took its texts goes, or gives way to another; a form of a page has nothing more to save. */
async function outcome(page: Page, scope: Locator, form: HostileForm): Promise<'taken' | 'refused'> {
  const before = page.url();
  const refused = scope.locator('[aria-invalid=true]');
  const button = scope.getByRole('button', { name: form.submit, exact: true });
  const atRest = scope.locator('button[type=submit]:disabled:not([data-loading])');
  const asking = scope.locator('button[data-loading]');
  const look = async (): Promise<'taken' | 'refused' | undefined> => {
    if (page.url() !== before || (await button.count()) === 0) return 'taken';
    // What was said of an earlier try stands until the next answer.
    if ((await asking.count()) > 0) return undefined;
    if ((await refused.count()) > 0) return 'refused';
    return form.open === undefined && (await atRest.count()) > 0 ? 'taken' : undefined;
  };
  let answer: 'taken' | 'refused' | undefined;
  await expect
    .poll(async () => (answer = await look()), { timeout: 10_000, interval: 50, message: `${form.tag}: no outcome` })
    .toBeDefined();
  return answer ?? 'refused';
}
