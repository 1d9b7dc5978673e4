import { expect, test } from 'vitest';
import { describeStore } from '../../testing/describe-store.ts';
import {
  NOW,
  activityId,
  addTerminal,
  createJournal,
  logout,
  prepareIntake,
  print,
  printed,
  session,
  sessionId,
  unsigned,
} from '../../testing/intake-world.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';

describeStore('journal intake', (open) => {
  const prepare = async () => prepareIntake(await open());

  test('[F3a] a journal sent twice, whole and in pieces, is booked once', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2), logout]) journal.add(draft);
    const texts = journal.texts();
    const { acknowledgements } = await accept(terminal, texts);
    expect(acknowledgements).toMatchObject([{ terminalId: terminal.id, upTo: 5, headHash: journal.head()?.hash }]);
    const booked = await state();
    expect(booked).toMatchObject({
      sessions: [{ id: sessionId, mode: 'offline', endReason: 'logout', impressions: 2 }],
      activities: [{ id: activityId, outcome: 'completed', impressions: 2 }],
      reviews: [],
    });
    expect(await accept(terminal, texts)).toMatchObject({ acknowledgements: unsigned(acknowledgements), kept: [] });
    for (const text of texts) await accept(terminal, [text]);
    expect(await state()).toEqual(booked);
  });

  test('[F3c] history told differently later changes no book and is reviewed once', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2)]) journal.add(draft);
    const texts = journal.texts();
    await accept(terminal, texts);
    const forged = texts.with(3, texts[3]?.replace('"impressions":2', '"impressions":0') ?? '');
    await accept(terminal, forged);
    await accept(terminal, forged);
    expect(await state()).toMatchObject({ activities: [{ impressions: 2 }], reviews: ['changed-record'] });
  });

  test('[F3c] a second end of an activity changes no book', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2), printed(0), logout, logout]) journal.add(draft);
    await accept(terminal, journal.texts());
    expect(await state()).toMatchObject({ activities: [{ impressions: 2 }], reviews: ['gap', 'gap'] });
  });

  test('[F3c] another terminal can neither begin nor end what is not its own', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print]) journal.add(draft);
    await accept(terminal, journal.texts());
    const before = await state();
    const other = await addTerminal(database);
    const foreign = createJournal(other.id);
    for (const draft of [session, print, printed(0), logout]) foreign.add(draft);
    await accept(other, foreign.texts());
    const after = await state();
    expect({ ...after, reviews: [] }).toEqual(before);
    expect(after.reviews).toEqual(['changed-record', 'changed-record', 'gap', 'gap']);
  });

  test('[F3e] a terminal restored from an older disk hands in what it has, and hears of nothing it lacks', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    journal.add(session);
    const older = { texts: journal.texts(), head: journal.head() };
    for (const draft of [print, printed(2), logout]) journal.add(draft);
    await accept(terminal, journal.texts());
    const restored = createJournal(terminal.id, older.head);
    const { acknowledgements } = await accept(terminal, [...older.texts, ...restored.texts()]);
    expect(acknowledgements.map(({ headHash }) => headHash)).toEqual([older.head?.hash, restored.head()?.hash]);
    expect(await state()).toMatchObject({ activities: [{ impressions: 2 }], reviews: ['rollback'] });
  });

  test('[F3d] a fork is booked to review and suspends the identity', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    const common = journal.head();
    await accept(terminal, [...journal.texts(), ...createJournal(terminal.id, common).texts()]);
    await accept(terminal, createJournal(terminal.id, common).texts());
    expect((await state()).reviews).toEqual(['fork']);
    expect((await createSqlTerminalStore(database.queries).read(terminal.id))?.suspendedAt).toBe(NOW);
  });
});
