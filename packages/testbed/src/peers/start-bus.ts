import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from './find-tool.ts';
import { startForeignProcess, type ForeignProcess } from './foreign-process.ts';

/** A message bus for programs that insist on one; never the machine's own. */
export async function startBus(dir: string): Promise<{ bus: ForeignProcess; address: string }> {
  const socket = join(dir, 'bus');
  const address = `unix:path=${socket}`;
  const config = join(dir, 'bus.conf');
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`,
  );
  const bus = startForeignProcess(findTool('dbus-daemon'), [`--config-file=${config}`, '--nofork']);
  await bus.ready('the private bus', () => existsSync(socket));
  return { bus, address };
}
