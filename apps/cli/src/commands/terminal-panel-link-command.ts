import { Command } from 'commander';
import { runs, type Context } from '../context.ts';
import { terminalDataOption } from '../data-option.ts';
import { hostPortOption, jsonOption, option, type HostPort } from '../options.ts';
import { createOutput } from '../output.ts';

interface PanelLinkCommandOptions {
  readonly data: string;
  readonly panel: HostPort;
  readonly new?: boolean;
  readonly json?: boolean;
}

/** `holdover terminal panel-link`: the way in for a panel that is another machine's browser. */
export function terminalPanelLinkCommand(context: Context): Command {
  return new Command('panel-link')
    .description('show the link that lets a browser on another machine be the panel; it is as secret as a password')
    .addOption(terminalDataOption(context.environment))
    .addOption(hostPortOption('--panel <host:port>', 'the panel, as the terminal is started with', '127.0.0.1:8480'))
    .addOption(option('--new', 'make another one; browsers let in before are shut out'))
    .addOption(jsonOption())
    .action(runs(context, (options: PanelLinkCommandOptions) => showLink(context, options)));
}

async function showLink({ environment }: Context, options: PanelLinkCommandOptions): Promise<number> {
  const { panelLink } = await import('@holdover/terminal');
  const { data: dataDir, panel } = options;
  const { url, fingerprint } = await panelLink({ dataDir, panel, anew: options.new === true });
  const lines = [
    url,
    ...(fingerprint === null
      ? []
      : [`The browser asks about a certificate; its SHA-256 fingerprint is\n${fingerprint}`]),
  ];
  createOutput(environment, options.json === true).result({ url, fingerprint }, lines.join('\n'));
  return 0;
}
