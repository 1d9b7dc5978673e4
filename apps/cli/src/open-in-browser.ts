import { spawn } from 'node:child_process';
import process from 'node:process';
import type { Environment } from './environment.ts';

/** Opens an address in the person's browser where there is a desktop to open it on; says nothing where there is none. */
export function openInBrowser(url: string, { variables, stderr }: Environment): void {
  if (stderr.isTTY !== true) return;
  const opener = openerFor(process.platform, variables);
  if (opener === undefined) return;
  const [command, ...args] = opener;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

function openerFor(
  platform: NodeJS.Platform,
  variables: Environment['variables'],
): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  const hasDesktop = (variables['DISPLAY'] ?? variables['WAYLAND_DISPLAY'] ?? '') !== '';
  return hasDesktop ? ['xdg-open'] : undefined;
}
