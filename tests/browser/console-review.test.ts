import { createPin, listReview, listSessions, patchUser, putOrganisation, type ReviewItem } from '@holdover/api';
import { waitUntil } from '@holdover/testbed/peers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findersOn, openConsoleStage, type ConsoleStage } from './console-stage.ts';

const ADA = { userName: 'ada', pin: '730186' };

let stage: ConsoleStage;
/** One decides, the other looks on. */
let deciding: Page;
let looking: Page;
let item: ReviewItem;
const here = findersOn(() => deciding);
const there = findersOn(() => looking);
beforeAll(async () => {
  stage = await openConsoleStage('console-review', [ADA]);
  [deciding, looking] = await Promise.all([stage.open(), stage.open()]);
  await Promise.all([stage.signIn(deciding, '/review'), stage.signIn(looking, '/review')]);
});
afterAll(() => stage.close());

/** Whoever was disabled while the device was away logged in there all the same: it could not know. */
async function logInAfterTheEnd(): Promise<ReviewItem> {
  const { api, cable } = stage.fleet;
  const { panel } = stage.station;
  const params = { id: stage.userOf(ADA.userName).id };
  cable.set(false);
  await api.call(patchUser, { params, body: { enabled: false } });
  await panel.login({ method: 'pin', pin: ADA.pin });
  await panel.logout();
  cable.set(true);
  return waitUntil('the journal is in', async () => (await api.call(listReview, {})).items[0]);
}

test('[F5d] [F3u] a login after the end of somebody’s right appears in consoles that are open, and in their navigation', async () => {
  await there.button('Select all shown').waitFor({ state: 'hidden' });
  item = await logInAfterTheEnd();
  expect(item.kind).toBe('user-not-entitled');
  for (const { row } of [here, there]) await row('No longer allowed at that time').waitFor();
  await looking.getByRole('link', { name: /Review queue.*1 item waits/ }).waitFor();
});

test('[F3r] [F3s] decided by name and with a note, it is shown so elsewhere, and counts no more', async () => {
  await there
    .row('No longer allowed')
    .getByRole('link', { name: /No longer allowed/ })
    .click();
  await here
    .row('No longer allowed')
    .getByRole('link', { name: /No longer allowed/ })
    .click();
  await deciding.getByText('Person ada (ada)').waitFor();
  await here.button('Show the text').click();
  await deciding.getByText('"type": "session-begin"').waitFor();
  await deciding.getByLabel('Note').fill('Ada had left');
  await here.button('Discard').click();
  for (const page of [deciding, looking]) {
    await page.getByText('Ada had left').waitFor();
    expect(await page.getByRole('button', { name: 'Discard', exact: true }).count()).toBe(0);
  }
  await looking.getByRole('link', { name: 'Review queue', exact: true }).first().waitFor();
  const sessions = await stage.fleet.api.call(listSessions, { query: { sessionId: item.sessionId ?? undefined } });
  expect(sessions.items).toMatchObject([{ discarded: true, mode: 'offline' }]);
  await deciding.getByRole('link', { name: 'Show the session' }).click();
  await here.row('Discarded in review').waitFor();
});

test('records are narrowed by days of the organisation’s time zone, which the address keeps', async () => {
  await stage.fleet.api.call(putOrganisation, { body: { name: '', language: 'en', timeZone: 'Pacific/Kiritimati' } });
  await deciding.goto(stage.at('/sessions'));
  await here.row('offline mode').waitFor();
  await deciding.getByRole('combobox', { name: 'Time' }).click();
  await deciding.getByRole('option', { name: 'Today' }).click();
  await here.row('offline mode').waitFor();
  expect(new URL(deciding.url()).search).toBe('?time=today');
  const yesterday = dayThere(Date.now() - 86_400_000);
  await deciding.goto(stage.at(`/sessions?from=${yesterday}&until=${yesterday}`));
  await deciding.getByText('No session matches these filters.').waitFor();
});

/** There it is tomorrow for most of a day here. */
function dayThere(at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' }).format(at);
}

test('what another administrator changes is there without being asked for', async () => {
  await looking.goto(stage.at(`/users/${stage.userOf(ADA.userName).id}?tab=pins`));
  await there.button('Set PIN').waitFor();
  const before = await there.button('Delete this PIN').count();
  await stage.fleet.api.call(createPin, { params: { id: stage.userOf(ADA.userName).id }, body: { pin: '918264' } });
  await expect.poll(() => there.button('Delete this PIN').count()).toBe(before + 1);
  await Promise.all([stage.closePage(deciding), stage.closePage(looking)]);
});
