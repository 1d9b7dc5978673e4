import { appendRecord, hashRecord, type RecordDraft } from '@holdover/journal';
import { instant, makeId } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { describeStore } from '../../testing/describe-store.ts';
import {
  NOW,
  activityId,
  addTerminal,
  createJournal,
  digest,
  entropy,
  logout,
  otherActivity,
  prepareIntake,
  print,
  printed,
  session,
  sessionId,
  signer,
  userId,
} from '../../testing/intake-world.ts';
import { createSqlReviewStore } from '../review/review-store-sql.ts';
import { createSqlEntitlementStore } from '../sessions/entitlement-store.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';

describeStore('what deviates in a journal', (open) => {
  const prepare = async () => prepareIntake(await open());

  test('[F3h] a text that is no record is kept as it came, once; the rest is booked and acknowledged', async () => {
    const { database, accept, state, items } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2)]) journal.add(draft);
    const rubbish = ['no record', '', '{"v":1}', 'with \u0000 and \ud800', 'x'.repeat(16_384)];
    const [first = '', ...rest] = journal.texts();
    const answer = await accept(terminal, [first, ...rubbish, ...rest]);
    expect(answer.acknowledgements).toMatchObject([{ upTo: 4, headHash: journal.head()?.hash }]);
    expect(answer.kept.map(({ keptHash }) => keptHash)).toEqual(rubbish.map((text) => hashRecord(text, digest)));
    expect(await state()).toMatchObject({
      activities: [{ impressions: 2 }],
      reviews: rubbish.map(() => 'unreadable'),
    });
    expect(new Set((await items()).map(({ text }) => text))).toEqual(new Set(rubbish));
    await accept(terminal, rubbish);
    expect(await items()).toHaveLength(rubbish.length);
  });

  test('[F3h] a record that follows a text that is none is no gap', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    const start = journal.texts();
    const spoilt = 'spoilt on its disk';
    const after = journal.head();
    if (after === null) return expect.unreachable();
    const next = { ...after, sequence: after.sequence + 1, hash: hashRecord(spoilt, digest) };
    await accept(terminal, [...start, spoilt]);
    await accept(terminal, [appendRecord(next, session, digest).text]);
    expect(await state()).toMatchObject({ sessions: [{ id: sessionId }], reviews: ['unreadable'] });
  });

  test('[F3m] a record of a newer version refuses the batch whole, until it can be read', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    journal.add(session);
    const newer = (journal.texts().at(-1) ?? '').replace('"v":1', '"v":2');
    await expect(accept(terminal, [...journal.texts(), newer])).rejects.toMatchObject({ code: 'protocol-too-new' });
    expect(await state()).toEqual({ sessions: [], activities: [], reviews: [] });
  });

  test('[F3n] a contradiction is acknowledged by its own hash, and uploads go on', async () => {
    const { database, accept, state, items } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    journal.add(session);
    const fromHere = journal.head();
    for (const draft of [print, printed(2)]) journal.add(draft);
    await accept(terminal, journal.texts());
    if (fromHere === null) return expect.unreachable();
    // A machine put back to an earlier moment while it ran goes on in the same epoch.
    const other = appendRecord(
      fromHere,
      { ...print, activityId: otherActivity, jobName: otherActivity } as RecordDraft,
      digest,
    );
    const end = appendRecord(other.head, { ...printed(9), activityId: otherActivity } as RecordDraft, digest);
    const more = appendRecord(end.head, logout, digest);
    const { acknowledgements } = await accept(terminal, [other.text, end.text]);
    expect(acknowledgements).toMatchObject([{ upTo: 4, headHash: end.head.hash }]);
    expect((await accept(terminal, [more.text])).acknowledgements).toMatchObject([{ upTo: 5 }]);
    expect(await state()).toMatchObject({
      sessions: [{ endReason: 'logout' }],
      activities: [{ id: activityId, impressions: 2 }],
      reviews: ['changed-record', 'changed-record', 'changed-record'],
    });
    expect((await items()).filter(({ booked }) => booked)).toHaveLength(1);
  });

  test('[F3b] a missing record that comes later ends the gap by itself', async () => {
    const { database, accept, state, items } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, logout, session]) journal.add(draft);
    const texts = journal.texts();
    await accept(terminal, texts.toSpliced(1, 1).slice(0, 1));
    await accept(terminal, texts.slice(2, 3));
    expect((await state()).reviews).toEqual(['gap']);
    await accept(terminal, texts);
    expect((await items('open')).map(({ kind }) => kind)).toEqual(['changed-record']);
  });

  test('[F3u] what is put to review is told once it is true, and again when it is over by itself', async () => {
    const { database, accept, reviewed } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2), logout]) journal.add(draft);
    const texts = journal.texts();
    await accept(terminal, texts.toSpliced(1, 2));
    const raised = reviewed();
    expect(raised.map(({ kind, decision }) => [kind, decision])).toEqual([
      ['gap', null],
      ['gap', null],
    ]);
    await accept(terminal, texts);
    const over = reviewed().slice(raised.length);
    expect(over.map(({ id }) => id).toSorted()).toEqual(raised.map(({ id }) => id).toSorted());
    expect(over.map(({ decision }) => decision?.decision)).toEqual(['book', 'book']);
    await accept(terminal, texts);
    expect(reviewed()).toHaveLength(raised.length + over.length);
  });

  test('[F5b] an end that waited is booked as soon as its beginning comes', async () => {
    const { database, accept, state, items } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2), logout]) journal.add(draft);
    const texts = journal.texts();
    await accept(terminal, [...texts.slice(0, 1), ...texts.slice(3)]);
    expect(await state()).toMatchObject({ sessions: [], activities: [], reviews: ['gap', 'gap'] });
    await accept(terminal, texts);
    expect(await state()).toMatchObject({
      sessions: [{ endReason: 'logout' }],
      activities: [{ outcome: 'completed', impressions: 2 }],
      reviews: [],
    });
    expect((await items('decided')).map(({ decision }) => decision?.decidedBy)).toEqual([null, null]);
  });

  test('[F3d] [F3g] the fork raises an alert once, and what follows a decision is put to review again', async () => {
    const { database, accept, items, alerts } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    const common = journal.head();
    await accept(terminal, [...journal.texts(), ...createJournal(terminal.id, common).texts()]);
    const clone = createJournal(terminal.id, common);
    clone.add(session);
    await accept(terminal, clone.texts());
    expect(alerts()).toEqual(['identity-forked']);
    const open = await items('open');
    expect(open).toMatchObject([{ kind: 'fork', booked: true }]);
    const decision = { decision: 'discard', note: '', decidedBy: 'ada', decidedAt: NOW, booked: false } as const;
    for (const { id } of open) await createSqlReviewStore(database.queries).decide(id, decision);
    clone.add(print);
    await accept(terminal, clone.texts());
    expect(await items('open')).toMatchObject([{ kind: 'fork', sequence: 3 }]);
  });

  test('[F3o] an identity enrolled anew hands in the journal of the one before it, verified by its own chain', async () => {
    const { database, accept, state } = await prepare();
    const earlier = await addTerminal(database);
    const journal = createJournal(earlier.id);
    for (const draft of [session, print]) journal.add(draft);
    await accept(earlier, journal.texts().slice(0, 2));
    await createSqlTerminalStore(database.queries).revoke(earlier.id, NOW);
    const anew = await addTerminal(database, earlier.deviceId);
    const own = createJournal(anew.id);
    own.add(printed(2));
    own.add(logout);
    const { acknowledgements } = await accept(anew, [...journal.texts().slice(2), ...own.texts()]);
    expect(acknowledgements.map(({ terminalId, upTo }) => [terminalId, upTo])).toEqual([
      [earlier.id, 3],
      [anew.id, 3],
    ]);
    expect(await state()).toMatchObject({
      sessions: [{ endReason: 'logout' }],
      activities: [{ impressions: 2 }],
      reviews: [],
    });
  });

  test('[F3o] records of a terminal that is another’s, or still there, are kept for review', async () => {
    const { database, accept, state } = await prepare();
    const other = await addTerminal(database);
    const journal = createJournal(other.id);
    journal.add(session);
    const terminal = await addTerminal(database, other.deviceId);
    expect((await accept(terminal, journal.texts())).kept).toHaveLength(2);
    await createSqlTerminalStore(database.queries).revoke(other.id, NOW);
    expect((await accept(await addTerminal(database), journal.texts())).kept).toHaveLength(2);
    expect(await state()).toMatchObject({ sessions: [], reviews: Array(4).fill('unreadable') });
  });

  test('[F3p] an acknowledgement of what this server does not have is noticed once; another’s signature is not', async () => {
    const { database, accept, state, alerts } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    const [acknowledged] = (await accept(terminal, journal.texts())).acknowledgements;
    if (acknowledged === undefined) return expect.unreachable();
    await accept(terminal, journal.texts(), acknowledged);
    await accept(terminal, journal.texts(), { ...acknowledged, upTo: 9 });
    expect((await state()).reviews).toEqual([]);
    const { signature: _signature, ...signed } = { ...acknowledged, upTo: 9 };
    const later = { ...signed, signature: signer.sign(signed) };
    await accept(terminal, journal.texts(), later);
    await accept(terminal, journal.texts(), later);
    expect((await state()).reviews).toEqual(['server-restored']);
    expect(alerts()).toEqual(['server-restored']);
  });

  test.each([
    ['the user was disabled before', [{ of: 'user', at: -1, granted: false }], true],
    ['the user was disabled after', [{ of: 'user', at: 1, granted: false }], false],
    [
      'the user was disabled before and enabled again since',
      [
        { of: 'user', at: -2, granted: false },
        { of: 'user', at: 1, granted: true },
      ],
      true,
    ],
    ['the credential was taken away before', [{ of: 'credential', at: 0, granted: false }], true],
  ] as const)('[F5d] a session offline: %s', async (_, changes, flagged) => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const entitlements = createSqlEntitlementStore(database.queries);
    const pin = makeId('pin', NOW, entropy);
    for (const { of, at: offset, granted } of changes)
      await entitlements.note(of === 'user' ? userId : pin, { at: instant(NOW + offset), granted });
    const journal = createJournal(terminal.id);
    journal.add({ ...session, credentialIds: [pin] } as RecordDraft);
    journal.add(print);
    await accept(terminal, journal.texts());
    expect(await state()).toMatchObject({
      sessions: [{ id: sessionId }],
      activities: [{ id: activityId }],
      reviews: flagged ? ['user-not-entitled'] : [],
    });
  });

  test('[F5d] a session online was decided by the server itself', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    await createSqlEntitlementStore(database.queries).note(userId, { at: instant(0), granted: false });
    const journal = createJournal(terminal.id);
    journal.add({ ...session, mode: 'online' });
    await accept(terminal, journal.texts());
    expect((await state()).reviews).toEqual([]);
  });
});
