import { Fault } from '@holdover/kernel';
import type { ScannedDocument } from './delivery.ts';
import type { Folder } from './folder.ts';
import { refused } from './target-refusal.ts';

/** Files of this shape are ours, and of a delivery that is under way or broke off. */
const TEMPORARY = /^\.holdover-[A-Za-z0-9_-]{1,80}\.part$/;

export const temporaryName = (id: string): string => `.holdover-${id}.part`;
export const isTemporary = (name: string): boolean => TEMPORARY.test(name);

/** Without folders, and none that is hidden. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$/;
const MOST_OF_ONE_NAME = 100;

/** `a.pdf`, `a-2.pdf`, `a-3.pdf` … @throws Fault for a name that is none */
export function* freeNames(fileName: string): Generator<string, void> {
  const [, base, ending] = /^(.*?)(\.[A-Za-z0-9]{1,5})?$/.exec(fileName) ?? [];
  if (!NAME.test(fileName) || base === undefined) {
    throw new Fault({ owner: 'ours', code: 'invariant-broken', message: 'A scan has no usable file name' });
  }
  yield fileName;
  for (let number = 2; number <= MOST_OF_ONE_NAME; number++) yield `${base}-${number}${ending ?? ''}`;
}

/**
 * Invariant: under a name without `.part` only whole documents are found, and nothing that was there is replaced.
 * @returns the name it was given. @throws Fault of `refused`, with nothing left of it as far as the folder still answers
 */
export async function putInFolder(
  folder: Folder,
  document: Pick<ScannedDocument, 'activityId' | 'fileName' | 'bytes' | 'open'>,
  signal: AbortSignal,
): Promise<string> {
  const temporary = temporaryName(document.activityId);
  await folder.ensure();
  try {
    await folder.write(temporary, chunksOf(document, signal), document.bytes);
    for (const name of freeNames(document.fileName)) {
      if (await folder.rename(temporary, name)) return name;
    }
    throw refused('target-refused', `There are ${MOST_OF_ONE_NAME} files of that name`);
  } catch (error) {
    await folder.remove(temporary).catch(() => undefined);
    throw error;
  }
}

/** @throws Fault `cancelled`; and where the document ends before its length: half a document is none */
async function* chunksOf(
  { open, bytes }: Pick<ScannedDocument, 'bytes' | 'open'>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const document = await open();
  let given = 0;
  try {
    for await (const chunk of document.chunks()) {
      expectWanted(signal);
      given += chunk.length;
      yield chunk;
    }
  } finally {
    await document.close();
  }
  expectWanted(signal);
  if (given !== bytes) {
    throw new Fault({ owner: 'ours', code: 'invariant-broken', message: `A scan of ${bytes} bytes has ${given}` });
  }
}

export function expectWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new Fault({ owner: 'cancelled', code: 'cancelled', message: 'The delivery was cancelled' });
}
