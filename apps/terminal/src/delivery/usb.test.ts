import { mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, seconds, utf8 } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createUsbFolder, tidyStick } from './usb-folder.ts';
import { sticksAmong, stickFinder } from './usb-mounts.ts';
import { watchUsbSticks } from './usb-sticks.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdover-usb-'));
});
afterEach(() => rm(root, { recursive: true }));

async function* octets(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text);
}

test('sticks are what is mounted to be written where people plug in', () => {
  const mountinfo = [
    '24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    '91 24 8:17 / /media/ada/BACKUP\\0401 rw,nosuid shared:5 - vfat /dev/sdb1 rw,uid=1000',
    '92 24 8:33 / /run/media/ada/PHOTOS ro,nosuid - vfat /dev/sdc1 rw',
    '93 24 8:49 / /media/ada/LOCKED rw - exfat /dev/sdd1 ro',
    '94 24 0:50 / /media/net rw - autofs systemd-1 rw',
    '95 24 8:65 / /mnt/other rw - ext4 /dev/sde1 rw',
    '',
  ].join('\n');
  expect(sticksAmong(mountinfo)).toEqual(['/media/ada/BACKUP 1']);
});

test('below a root of its own every folder is a stick, and no link', async () => {
  await mkdir(join(root, 'STICK'));
  await writeFile(join(root, 'file'), '');
  await symlink('/tmp', join(root, 'link'));
  expect(await stickFinder(root)()).toEqual([join(root, 'STICK')]);
  expect(await stickFinder(join(root, 'nothing'))()).toEqual([]);
});

test('the stick that came last counts; what was left on it is gone before', async () => {
  const clock = createFakeClock(instant(0));
  let found: readonly string[] = ['/a'];
  const tidied: string[] = [];
  const sticks = watchUsbSticks({
    clock,
    find: async () => found,
    tidy: async (stick) => void tidied.push(stick),
  });
  let told = 0;
  sticks.subscribe(() => (told += 1));
  const look = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await clock.advanceAsync(seconds(2));
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  await look();
  expect(sticks.current()).toBe('/a');
  found = ['/0', '/a'];
  await look();
  expect([sticks.current(), tidied]).toEqual(['/0', ['/a', '/0']]);
  found = ['/a'];
  await look();
  expect([sticks.current(), told]).toEqual(['/a', 3]);
  found = [];
  await look();
  expect(sticks.current()).toBeUndefined();
  sticks.close();
});

test('[E17] a link somebody put on a stick is not written through', async () => {
  const outside = join(root, 'outside');
  const stick = join(root, 'stick');
  await mkdir(stick);
  await writeFile(outside, 'untouched');
  await symlink(outside, join(stick, '.holdover-x.part'));
  const folder = createUsbFolder(stick);
  await folder.write('.holdover-x.part', octets('scan'), 4);
  await symlink(outside, join(stick, 'scan.pdf'));
  expect(await folder.rename('.holdover-x.part', 'scan.pdf')).toBe(false);
  expect(await folder.rename('.holdover-x.part', 'scan-2.pdf')).toBe(true);
  expect([await readFile(outside, 'utf8'), await readFile(join(stick, 'scan-2.pdf'), 'utf8')]).toEqual([
    'untouched',
    'scan',
  ]);
});

test('[E17] a stick that is pulled is said, and what was half on it goes when it is back', async () => {
  const stick = join(root, 'stick');
  const folder = createUsbFolder(stick);
  await expect(folder.ensure()).rejects.toMatchObject({ code: 'no-usb-stick' });
  await expect(folder.write('.holdover-x.part', octets('scan'), 4)).rejects.toMatchObject({ code: 'no-usb-stick' });
  await mkdir(stick);
  for (const name of ['.holdover-x.part', 'mine.part', 'scan.pdf']) await writeFile(join(stick, name), 'half');
  await tidyStick(stick);
  expect((await readdir(stick)).toSorted()).toEqual(['mine.part', 'scan.pdf']);
});
