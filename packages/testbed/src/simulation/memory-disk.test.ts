import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@holdover/kernel';
import { openSealedDatabase, type SealedDatabase } from '@holdover/sealed-store';
import { describe, expect, test } from 'vitest';
import { describeSealedDatabase } from '../contracts/describe-sealed-database.ts';
import { createMemoryDisk } from './memory-disk.ts';
import { createSimulatedTime } from './simulated-time.ts';

describeSealedDatabase('a disk in memory', () => {
  const machine = createSimulatedTime(instant(0)).machine();
  const disk = createMemoryDisk();
  return {
    open: () => disk.open('file', machine.life ?? machine.start()),
    crash: machine.kill,
    fill: disk.fill,
    free: disk.free,
    end: machine.kill,
  };
});

describeSealedDatabase('SQLite3 Multiple Ciphers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdover-contract-'));
  const key = new Uint8Array(32).fill(9);
  let programs = 0;
  let handle: SealedDatabase | undefined;
  const fileOf = (program: number): string => join(folder, `${program}.db`);
  return {
    open: () => (handle = openSealedDatabase({ file: fileOf(programs), key })),
    // The next program gets the files as the killed one left them: not closed, nothing written back.
    crash: () => {
      programs += 1;
      for (const part of ['', '-wal']) {
        if (existsSync(fileOf(programs - 1) + part)) copyFileSync(fileOf(programs - 1) + part, fileOf(programs) + part);
      }
      handle?.close();
    },
    fill: (database) =>
      void database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`),
    free: (database) => void database.pragma('max_page_count = 1000000'),
    end: () => {
      handle?.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('a disk in memory', () => {
  const scene = () => {
    const machine = createSimulatedTime(instant(0)).machine();
    const disk = createMemoryDisk();
    const boot = (name = 'a'): SealedDatabase => {
      const database = disk.open(name, machine.life ?? machine.start());
      database.exec('CREATE TABLE IF NOT EXISTS t (a INTEGER)');
      return database;
    };
    const put = (database: SealedDatabase, value: number) => database.prepare('INSERT INTO t VALUES (?)').run(value);
    const count = (database: SealedDatabase) =>
      database.prepare<[], { n: number }>('SELECT count(*) AS n FROM t').get()?.n;
    return { machine, disk, boot, put, count };
  };

  test('counts what it made last: statements, transactions and texts alike, over all files, and nothing else', () => {
    const { disk, boot, put, count } = scene();
    const [a, b] = [boot('a'), boot('b')];
    expect(disk.commits).toBe(2);
    put(a, 1);
    expect(() => a.exec('INSERT INTO nowhere VALUES (1)')).toThrow('no such table');
    a.transaction(() => [1, 2].forEach((value) => put(b, value)))();
    expect(disk.commits).toBe(5);
    for (const text of ['begin', 'insert into t values (3)', 'insert into t values (4)', 'commit'])
      a.prepare(text).run();
    a.transaction(() => a.transaction(() => put(a, 5))())();
    a.transaction(() => count(a))();
    for (const text of ['begin', 'insert into t values (6)', 'rollback']) a.prepare(text).run();
    expect([disk.commits, count(a), count(b)]).toEqual([7, 4, 2]);
  });

  test.each([
    ['before', 1],
    ['after', 2],
  ] as const)('a crash %s the second commit leaves %i of three, whichever way they were written', (moment, left) => {
    for (const way of ['statements', 'transactions', 'texts'] as const) {
      const { machine, disk, boot, put, count } = scene();
      const database = boot();
      disk.crashAtCommit(2, moment, machine.powerOff);
      const write = (value: number): void => {
        if (way === 'statements') put(database, value);
        else if (way === 'transactions') database.transaction(() => put(database, value))();
        else ['begin', `insert into t values (${value})`, 'commit'].forEach((text) => database.prepare(text).run());
      };
      expect(() => [1, 2, 3].forEach(write)).toThrow('power-is-off');
      expect(() => count(database)).toThrow('power-is-off');
      expect(() => database.close()).toThrow('power-is-off');
      machine.powerOn();
      expect(count(boot())).toBe(left);
    }
  });

  test('a crash called off does not come; one that nobody dies of lets the write go on', () => {
    const { machine, disk, boot, put, count } = scene();
    const database = boot();
    disk.crashAtCommit(1, 'before', machine.kill)();
    let heard = 0;
    disk.crashAtCommit(2, 'after', () => (heard += 1));
    [1, 2, 3].forEach((value) => put(database, value));
    expect([count(database), heard]).toEqual([3, 1]);
  });

  test('is restored from an older image, and read for what lies on it', () => {
    const { machine, disk, boot, put, count } = scene();
    const first = boot();
    put(first, 1);
    const older = disk.image();
    first.exec("CREATE TABLE note AS SELECT 'canary' AS text");
    expect(Buffer.from(disk.bytes()).includes('canary')).toBe(true);
    expect(() => disk.restore(older)).toThrow('disk-busy');
    expect(first.transaction(() => disk.image())).toThrow('disk-busy');
    machine.kill();
    disk.restore(older);
    expect([count(boot()), Buffer.from(disk.bytes()).includes('canary')]).toEqual([1, false]);
  });

  test('full stays full over a crash, for a new file too', () => {
    const { machine, disk, boot, put } = scene();
    put(boot(), 1);
    disk.fill();
    machine.kill();
    expect(() => boot('new')).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    expect(() => boot('a').exec('CREATE TABLE more (a)')).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    disk.free();
    expect(() => boot('newer')).not.toThrow();
  });

  test('a file opens once at a time', () => {
    const { boot } = scene();
    const first = boot();
    expect(() => boot()).toThrow('already-open');
    first.close();
    const second = boot();
    expect(() => first.close()).not.toThrow();
    expect(() => boot()).toThrow('already-open');
    second.close();
  });
});
