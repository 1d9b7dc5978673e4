import { expect, test } from 'vitest';
import { placeOf } from './target-url.ts';

test.each([
  ['smb', 'smb://nas/scans/in%20box', { host: 'nas', port: 445, path: ['scans', 'in box'] }],
  [
    'webdav',
    'https://[2001:db8::1]:8443/dav/Gr%C3%BC%C3%9Fe/',
    { host: '2001:db8::1', port: 8443, path: ['dav', 'Grüße'] },
  ],
  ['sftp', 'sftp://nas.example', { host: 'nas.example', port: 22, path: [] }],
] as const)('%s: %s is a folder', (kind, url, place) => {
  expect(placeOf({ kind, url })).toEqual(place);
});

test.each([
  ['webdav', 'http://nas/dav'],
  ['smb', 'https://nas/scans'],
  ['sftp', 'sftp://ada:secret@nas/scans'],
  ['sftp', 'sftp:///scans'],
  ['sftp', 'sftp://nas/a/%2E%2E%2Fb'],
  ['webdav', 'https://nas/a%2Fb'],
  ['webdav', 'https://nas/a%00b'],
  ['smb', 'smb://nas/scans/a%5Cb'],
  ['smb', 'smb://nas/scans/%FF'],
  ['smb', 'nas/scans'],
] as const)('%s: %s is none', (kind, url) => {
  expect(() => placeOf({ kind, url })).toThrow(expect.objectContaining({ code: 'target-refused' }));
  try {
    placeOf({ kind, url });
  } catch (error) {
    expect(String(error)).not.toContain('secret');
  }
});
