import { createSeededEntropy } from '@holdover/testbed';
import { instant, makeId, utf8 } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import type { Folder } from './folder.ts';
import { freeNames, isTemporary, putInFolder, temporaryName } from './put-in-folder.ts';
import { refused } from './target-refusal.ts';

const CONTENT = 'the whole scan';
const never = new AbortController().signal;
const activityId = makeId('activity', instant(1), createSeededEntropy(1));

const scan = (parts: readonly string[] = ['the whole', ' scan'], bytes = CONTENT.length) => ({
  activityId,
  fileName: 'scan.pdf',
  bytes,
  open: async () => ({ chunks: () => chunksOf(parts), close: async () => undefined }),
});

async function* chunksOf(parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield utf8(part);
}

/** `fails` at the named step. */
function memoryFolder(files: Map<string, string>, fails?: 'write' | 'rename'): Folder {
  const full = refused('target-full', 'no room');
  return {
    ensure: async () => undefined,
    async write(name, data) {
      let text = '';
      for await (const part of data) {
        text += new TextDecoder().decode(part);
        files.set(name, text);
        if (fails === 'write') throw full;
      }
    },
    async rename(from, to) {
      if (fails === 'rename') throw full;
      if (files.has(to)) return false;
      files.set(to, files.get(from) ?? '');
      files.delete(from);
      return true;
    },
    remove: async (name) => void files.delete(name),
    close: async () => undefined,
  };
}

describe('a scan is put', () => {
  test('[E17] under a name of its own, and replaces nothing', async () => {
    const files = new Map([
      ['scan.pdf', 'of somebody'],
      ['scan-2.pdf', 'of somebody else'],
    ]);
    expect(await putInFolder(memoryFolder(files), scan(), never)).toBe('scan-3.pdf');
    expect([...files]).toEqual([
      ['scan.pdf', 'of somebody'],
      ['scan-2.pdf', 'of somebody else'],
      ['scan-3.pdf', CONTENT],
    ]);
  });

  test.each(['write', 'rename'] as const)('[E17] whole or not at all: %s fails', async (step) => {
    const files = new Map<string, string>();
    await expect(putInFolder(memoryFolder(files, step), scan(), never)).rejects.toMatchObject({ code: 'target-full' });
    expect(files.size).toBe(0);
  });

  test.each([
    ['shorter', 99],
    ['longer', 3],
  ])('[E17] whole or not at all: it is %s than it should be', async (_, bytes) => {
    const files = new Map<string, string>();
    await expect(putInFolder(memoryFolder(files), scan(undefined, bytes), never)).rejects.toThrow();
    expect(files.size).toBe(0);
  });

  test('[E17] whole or not at all: somebody cancels', async () => {
    const files = new Map<string, string>();
    const cancel = new AbortController();
    cancel.abort();
    await expect(putInFolder(memoryFolder(files), scan(), cancel.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(files.size).toBe(0);
  });

  test('with a hundred of its name it is refused', async () => {
    const names = [...freeNames('scan.pdf')];
    expect([names.length, names[1], names.at(-1)]).toEqual([100, 'scan-2.pdf', 'scan-100.pdf']);
    const files = new Map(names.map((name) => [name, '']));
    const putting = putInFolder(memoryFolder(files), scan(), never);
    await expect(putting).rejects.toMatchObject({ code: 'target-refused' });
    expect(files.size).toBe(100);
  });
});

test.each(['../x.pdf', '.hidden', 'a/b', '', 'ä.pdf'])('a name that leads elsewhere is none: %j', (name) => {
  expect(() => [...freeNames(name)]).toThrow();
});

test('what a delivery leaves is told from what others have', () => {
  expect(isTemporary(temporaryName(activityId))).toBe(true);
  for (const name of ['scan.pdf', '.holdover-.part', '.holdover-x.pdf', 'x.part'])
    expect(isTemporary(name)).toBe(false);
});
