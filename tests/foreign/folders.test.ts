import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant, makeId } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import {
  createRemoteFolders,
  openDelivery,
  openTerminalStores,
  stickFinder,
  tidyStick,
  watchUsbSticks,
  type Delivered,
  type Delivery,
  type DeliveryOptions,
  type ScannedDocument,
} from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import {
  findTool,
  runForeignProcess,
  scratchFolder,
  startLighttpd,
  startSmbd,
  startSshd,
  waitUntil,
} from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBreakingRelay, type BreakingRelay } from '../support/breaking-relay.ts';
import { createClosers } from '../support/closers.ts';

type ScanTarget = NonNullable<ReturnType<DeliveryOptions['profile']>>['scanTargets'][number];

const PASSWORD = 'correct horse %;" battery';
/** More than the buffers on the way. */
const BYTES = 2_000_000;
const DAMAGED = new RangeError('cannot be read on');

const clock = createSystemClock();
const entropy = createSystemEntropy();
const logger = createMemoryLogger();
const scratch = scratchFolder('to');
const closers = createClosers();
closers.add(() => scratch.remove());

/** Where a target's files are seen by somebody else. */
interface Place {
  readonly target: ScanTarget;
  readonly folder: string;
  readonly relay: BreakingRelay;
}

const places = new Map<string, Place>();
let profile: readonly ScanTarget[] = [];
let delivery: Delivery;
let usb: string;

beforeAll(async () => {
  await openPlaces();
  usb = join(scratch.path, 'usb');
  mkdirSync(join(usb, 'stick'), { recursive: true });
  const sticks = watchUsbSticks({ clock, find: stickFinder(usb), tidy: tidyStick });
  mkdirSync(join(scratch.path, 'terminal'));
  const stores = await openTerminalStores(join(scratch.path, 'terminal'), entropy.bytes(32));
  delivery = await openDelivery({
    stores,
    profile: () => ({ scanToUsb: true, scanTargets: [...profile] }),
    server: { sendScan: () => new Promise(() => undefined), isConnected: () => false },
    asksServer: () => false,
    onLink: () => undefined,
    sticks,
    folders: createRemoteFolders({ clock, logger }),
    clock,
    entropy,
    logger,
  });
  closers.add(async () => {
    await delivery.close();
    stores.close();
  });
  await waitUntil('the stick to be seen', () => sticks.current() !== undefined);
});
afterAll(() => closers.closeAll());

async function openPlaces(): Promise<void> {
  const dir = (name: string): string => {
    const path = join(scratch.path, name);
    mkdirSync(path, { mode: 0o755 });
    return path;
  };
  const { pem, pin } = await selfSigned(scratch.path);
  const smbd = await startSmbd(dir('smb'), { password: PASSWORD });
  const sshd = await startSshd(dir('ssh'), PASSWORD);
  const lighttpd = await startLighttpd(dir('dav'), { password: PASSWORD, certificate: pem });
  for (const peer of [smbd, sshd, lighttpd]) closers.add(() => peer.stop());
  await addPlace('smb', { ...smbd, folder: smbd.share, trust: null });
  await addPlace('sftp', { ...sshd, folder: sshd.home, trust: sshd.hostKey });
  await addPlace('webdav', { ...lighttpd, trust: pin });
}

interface Peer extends Pick<ScanTarget, 'url' | 'userName' | 'trust'> {
  readonly port: number;
  readonly folder: string;
}

async function addPlace(kind: ScanTarget['kind'], { url, port, userName, trust, folder }: Peer): Promise<void> {
  const relay = await createBreakingRelay(port);
  closers.add(() => relay.close());
  const id = makeId('scanTarget', clock.wall(), entropy);
  const through = `${url.replace(`:${port}`, `:${relay.port}`)}/in%20box/Gr%C3%BC%C3%9Fe`;
  const target = { id, kind, name: kind, url: through, userName, password: PASSWORD, trust };
  places.set(kind, { target, relay, folder: join(folder, 'in box', 'Grüße') });
}

async function selfSigned(dir: string): Promise<{ pem: string; pin: string }> {
  const [key, certificate] = [join(dir, 'key.pem'), join(dir, 'certificate.pem')];
  const subject = ['-subj', '/CN=nas.example', '-days', '2', '-nodes', '-keyout', key, '-out', certificate];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  await runForeignProcess(findTool('openssl'), ['req', '-x509', ...kind, ...subject]);
  const spki = new X509Certificate(readFileSync(certificate)).publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(spki).digest('hex');
  return { pem: `${readFileSync(certificate, 'utf8')}${readFileSync(key, 'utf8')}`, pin };
}

const placeOf = (kind: string): Place => places.get(kind) ?? expect.fail(`no ${kind}`);
const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).toSorted() : []);
const content = new Uint8Array(BYTES).map((_, index) => (index * 7 + (index >> 9)) % 256);

function scan(fileName: string, more: { breakAt?: number; onPart?: (given: number) => void } = {}): ScannedDocument {
  const userName = 'ada';
  return {
    activityId: makeId('activity', clock.wall(), entropy),
    user: { id: makeId('user', clock.wall(), entropy), userName, scanToMe: true },
    scannedAt: instant(0),
    fileName,
    format: 'application/pdf',
    pages: 1,
    bytes: BYTES,
    open: async () => ({ chunks: () => parts(more), close: async () => undefined }),
  };
}

async function* parts({ breakAt, onPart }: Parameters<typeof scan>[1] & object): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < BYTES; at += 65_536) {
    if (breakAt !== undefined && at >= breakAt) throw DAMAGED;
    onPart?.(at);
    yield content.subarray(at, at + 65_536);
  }
}

const never = new AbortController().signal;
const send = (target: ScanTarget, document: ScannedDocument, signal = never): Promise<Delivered> => {
  profile = [target];
  return delivery.deliver(target.id, document, signal);
};
const FAILED = (reason: string): object => ({ delivered: 'failed', reason });

describe.each(['smb', 'sftp', 'webdav'])('a folder over %s', (kind) => {
  test('[E17] that is not there is made, and the scan arrives byte for byte', async () => {
    const { target, folder } = placeOf(kind);
    expect(await send(target, scan('scan.pdf'))).toEqual({ delivered: 'delivered' });
    expect(filesIn(folder)).toEqual(['scan.pdf']);
    expect(Buffer.compare(readFileSync(join(folder, 'scan.pdf')), content)).toBe(0);
  });

  test('[E17] a second scan of that name gets another, and the first stays as it was', async () => {
    const { target, folder } = placeOf(kind);
    writeFileSync(join(folder, 'scan.pdf'), 'changed by somebody');
    expect(await send(target, scan('scan.pdf'))).toEqual({ delivered: 'delivered' });
    expect(filesIn(folder)).toEqual(['scan-2.pdf', 'scan.pdf']);
    expect(readFileSync(join(folder, 'scan.pdf'), 'utf8')).toBe('changed by somebody');
  });

  test('a wrong password is said, and nothing is left', async () => {
    const { target, folder } = placeOf(kind);
    const before = filesIn(folder);
    expect(await send({ ...target, password: 'wrong' }, scan('no.pdf'))).toEqual(FAILED('target-sign-in'));
    expect(filesIn(folder)).toEqual(before);
  });

  test('[E17] a connection that breaks in the middle leaves nothing, and the scan can be sent again', async () => {
    const { target, folder, relay } = placeOf(kind);
    const before = filesIn(folder);
    const document = scan('again.pdf');
    relay.breakAfter(BYTES / 2);
    expect(await send(target, document)).toEqual(FAILED('target-unreachable'));
    expect(filesIn(folder)).toEqual(before);
    expect(await send(target, document)).toEqual({ delivered: 'delivered' });
    expect(Buffer.compare(readFileSync(join(folder, 'again.pdf')), content)).toBe(0);
    expect(filesIn(folder)).toEqual([...before, 'again.pdf'].toSorted());
  });

  test('a scan that is cancelled, or cannot be read to its end, leaves nothing', async () => {
    const { target, folder } = placeOf(kind);
    const before = filesIn(folder);
    const cancel = new AbortController();
    const cancelled = scan('cancelled.pdf', { onPart: (given) => void (given > BYTES / 2 && cancel.abort()) });
    expect(await send(target, cancelled, cancel.signal)).toMatchObject({ delivered: 'failed' });
    expect(await send(target, scan('damaged.pdf', { breakAt: BYTES / 2 }))).toMatchObject({ delivered: 'failed' });
    expect(filesIn(folder)).toEqual(before);
  });

  test('where nobody listens the target is unreachable', async () => {
    const { target, relay } = placeOf(kind);
    const elsewhere = { ...target, url: target.url.replace(`:${relay.port}`, ':1') };
    expect(await send(elsewhere, scan('no.pdf'))).toEqual(FAILED('target-unreachable'));
  });

  test('an address that leads out of its folder is refused', async () => {
    const { target } = placeOf(kind);
    const out = { ...target, url: `${target.url}/%5C..%5C..` };
    expect(await send(out, scan('no.pdf'))).toEqual(FAILED('target-refused'));
  });
});

describe('who is trusted', () => {
  test('[E18] a host over SFTP with another key than the trusted one gets no sign-in', async () => {
    const { target } = placeOf('sftp');
    const other = `SHA256:${'A'.repeat(43)}`;
    expect(await send({ ...target, trust: other }, scan('no.pdf'))).toEqual(FAILED('target-not-trusted'));
    expect(await send({ ...target, trust: null }, scan('no.pdf'))).toEqual(FAILED('target-not-trusted'));
  });

  test('[E18] a certificate that is neither the pinned one nor vouched for is refused', async () => {
    const { target } = placeOf('webdav');
    expect(await send({ ...target, trust: '0'.repeat(64) }, scan('no.pdf'))).toEqual(FAILED('target-not-trusted'));
    expect(await send({ ...target, trust: null }, scan('no.pdf'))).toEqual(FAILED('target-not-trusted'));
  });

  test('a share that is not there is refused', async () => {
    const { target } = placeOf('smb');
    const url = target.url.replace('/scans/', '/others/');
    expect(await send({ ...target, url }, scan('no.pdf'))).toEqual(FAILED('target-refused'));
  });
});

test('a full disk is said', async () => {
  const dir = join(scratch.path, 'small');
  mkdirSync(dir);
  const smbd = await startSmbd(dir, { password: PASSWORD, diskSize: '1m' });
  closers.add(() => smbd.stop());
  const target = { ...placeOf('smb').target, url: smbd.url, userName: smbd.userName };
  expect(await send(target, scan('full.pdf'))).toEqual(FAILED('target-full'));
});

describe('a stick', () => {
  test('gets the scan byte for byte, and never over another', async () => {
    for (let count = 0; count < 2; count++) {
      expect(await delivery.deliver('usb', scan('scan.pdf'), never)).toEqual({ delivered: 'delivered' });
    }
    expect(filesIn(join(usb, 'stick'))).toEqual(['scan-2.pdf', 'scan.pdf']);
    expect(Buffer.compare(readFileSync(join(usb, 'stick', 'scan-2.pdf')), content)).toBe(0);
  });
});

test('no password is in any log', () => {
  expect(logger.text()).not.toContain('battery');
});
