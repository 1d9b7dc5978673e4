export { acceptsConnections } from './accepts-connections.ts';
export { findTool, hasTool, type ForeignTool } from './find-tool.ts';
export {
  runForeignProcess,
  startForeignProcess,
  type ForeignProcess,
  type ForeignProcessOptions,
} from './foreign-process.ts';
export { freePort } from './free-port.ts';
export { freePortRange } from './free-port-range.ts';
export { launchChromium } from './launch-chromium.ts';
export { scratchFolder, type ScratchFolder } from './scratch-folder.ts';
export { startAvahi, type Avahi } from './start-avahi.ts';
export { startCupsd, type Cupsd } from './start-cupsd.ts';
export { startExim, type Exim } from './start-exim.ts';
export { startIppeveprinter, type Ippeveprinter, type IppeveprinterOptions } from './start-ippeveprinter.ts';
export { startLighttpd, type Lighttpd } from './start-lighttpd.ts';
export { startPostgres, type Postgres } from './start-postgres.ts';
export { startSlapd, type Slapd } from './start-slapd.ts';
export { startSmbd, type Smbd } from './start-smbd.ts';
export { startSnmpd, type Snmpd } from './start-snmpd.ts';
export { startSnmpsimd, type Snmpsimd } from './start-snmpsimd.ts';
export { startSshd, type Sshd } from './start-sshd.ts';
export { waitUntil } from './wait-until.ts';
