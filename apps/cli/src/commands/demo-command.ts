import { Command } from 'commander';
import type { StepReport } from '@holdover/demo';
import { createLogger, type LogLevel } from '@holdover/nodejs';
import { runs, type Context } from '../context.ts';
import { mayColour, type Environment } from '../environment.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { jsonOption, logLevelOption, option, portOption } from '../options.ts';
import { createOutput, type Output } from '../output.ts';
import { serveUntilSignal, workUntilSignal } from '../serve-until-signal.ts';

interface DemoCommandOptions {
  readonly portBase: number;
  readonly data?: string;
  readonly open: boolean;
  readonly once?: boolean;
  readonly json?: boolean;
  readonly logLevel: LogLevel;
}

const DEFAULT_PORT_BASE = 8_400;

/** `holdover demo`: everything at once, to look at, or with `--once` the outage story without a browser. */
export function demoCommand(context: Context): Command {
  return new Command('demo')
    .description('run a server, virtual devices with their terminals and a start page to try an outage on')
    .addOption(portOption('--port-base <port>', 'first of the ports it uses', DEFAULT_PORT_BASE))
    .addOption(option('--data <dir>', 'keep everything there, sample secrets too; thrown away unless given'))
    .addOption(option('--no-open', 'do not open the start page in a browser'))
    .addOption(option('--once', 'play the outage story without a browser, and end'))
    .addOption(jsonOption())
    .addOption(logLevelOption('error'))
    .action(runs(context, (options: DemoCommandOptions) => runDemo(context, options)));
}

async function runDemo(context: Context, options: DemoCommandOptions): Promise<number> {
  const { environment } = context;
  // All its ports follow the one.
  context.flagOf = () => '--port-base PORT';
  const { playOnce, startDemo } = await import('@holdover/demo');
  const output = createOutput(environment, options.json === true);
  const logger = createLogger({ level: options.logLevel });
  const settings = {
    portBase: options.portBase,
    ...(options.data === undefined ? {} : { dataDir: options.data }),
    logger,
    logLevel: logger.level,
  };
  if (options.once === true) {
    const show = stepPrinter(environment, output);
    return workUntilSignal(async (stop) => ((await playOnce({ ...settings, stop, onStep: show })) ? 0 : 1));
  }
  return serveUntilSignal(async () => {
    output.note('Starting server, devices and terminals …');
    const demo = await startDemo(settings);
    output.result({ ready: true, ...demo.description }, `The demonstration is at ${demo.url} (Ctrl-C ends it)`);
    if (options.open && options.json !== true) openInBrowser(demo.url, environment);
    return demo;
  });
}

/** One line a step, as it ends. */
function stepPrinter(environment: Environment, output: Output): (report: StepReport) => void {
  const [green, red, plain] = mayColour(environment) ? ['\u001b[32m', '\u001b[31m', '\u001b[0m'] : ['', '', ''];
  return ({ step, ok, detail }) => {
    const mark = ok ? `${green}ok${plain}    ` : `${red}FAILED${plain}`;
    output.result({ step, ok, detail }, `${mark} ${step}: ${detail}`);
  };
}
