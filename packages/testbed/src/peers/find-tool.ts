import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { Fault } from '@holdover/kernel';

/** The Debian package each foreign program comes in; the same list as tools/debian-packages.json by package. */
const PACKAGES = {
  'avahi-browse': 'avahi-utils',
  'avahi-daemon': 'avahi-daemon',
  cancel: 'cups-client',
  chromium: 'chromium',
  cupsd: 'cups-daemon',
  'dbus-daemon': 'dbus-daemon',
  exim4: 'exim4-daemon-light',
  initdb: 'postgresql',
  ip: 'iproute2',
  ippeveprinter: 'cups-ipp-utils',
  ippfind: 'cups-ipp-utils',
  ipptool: 'cups-ipp-utils',
  ldapmodify: 'ldap-utils',
  lighttpd: 'lighttpd-mod-webdav',
  lp: 'cups-client',
  lpadmin: 'cups-client',
  lpstat: 'cups-client',
  nft: 'nftables',
  openssl: 'openssl',
  pcscd: 'pcscd',
  pg_dump: 'postgresql',
  postgres: 'postgresql',
  samba: 'samba',
  'samba-tool': 'samba',
  scanimage: 'sane-utils',
  slapadd: 'slapd',
  slapd: 'slapd',
  smbclient: 'smbclient',
  smbd: 'samba',
  smbpasswd: 'samba-common-bin',
  snmpd: 'snmpd',
  snmpget: 'snmp',
  snmpset: 'snmp',
  snmpsimd: 'snmpsim',
  snmpwalk: 'snmp',
  'ssh-keygen': 'openssh-client',
  sshd: 'openssh-server',
  strace: 'strace',
} as const;

export type ForeignTool = keyof typeof PACKAGES;

/** An ordinary user's PATH names neither of the first two. */
const FIXED_FOLDERS = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'];
const LIBRARIES = '/usr/lib';
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** The absolute path of a foreign program, or a fault that names the Debian package it comes in. */
export function findTool(name: ForeignTool): string {
  const found = candidateFolders()
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Fault({
    owner: 'environment',
    code: 'tool-missing',
    message: `${name} is not installed; on Debian it comes in the package ${PACKAGES[name]}`,
  });
}

/** The absolute path of a library that is preloaded, or a fault that names the Debian package it comes in. */
export function findLibrary(name: 'libnss_wrapper.so'): string {
  const folders = existsSync(LIBRARIES) ? readdirSync(LIBRARIES).map((folder) => join(LIBRARIES, folder)) : [];
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Fault({
    owner: 'environment',
    code: 'tool-missing',
    message: `${name} is not installed; on Debian it comes in the package libnss-wrapper`,
  });
}

/** Whether it is there, for what can do without. */
export function hasTool(name: ForeignTool): boolean {
  return candidateFolders().some((folder) => existsSync(join(folder, name)));
}

/** Newest PostgreSQL first: Debian keeps its server programs off every PATH. */
function candidateFolders(): string[] {
  const versions = existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  return [
    ...FIXED_FOLDERS,
    ...newestFirst.map((version) => join(POSTGRES_VERSIONS, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
  ];
}
