import type { Writable } from 'node:stream';
import { Fault, type LogFields, type Logger } from '@holdover/kernel';
import {
  destination as pinoDestination,
  pino,
  stdTimeFunctions,
  type DestinationStream,
  type Logger as Pino,
} from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** How much is written, by a logger and all its children; counts at once. */
export interface LogLevelControl {
  current(): LogLevel;
  set(level: LogLevel): void;
}

export interface LeveledLogger extends Logger {
  readonly level: LogLevelControl;
}

export interface LoggerOptions {
  readonly level?: LogLevel;
  /** Default is standard error: standard output belongs to what a command answers. */
  readonly destination?: 'stderr' | 'stdout' | { readonly file: string } | Writable;
  /** On every line. */
  readonly base?: LogFields;
}

/** One JSON object a line: `{level, time, …base, …fields, message}`, time in RFC 3339. */
export function createLogger(options: LoggerOptions = {}): LeveledLogger {
  const settings = {
    // What is below the level never comes here: children of pino keep the level they were made with.
    level: 'debug',
    base: { ...options.base },
    messageKey: 'message',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // What was described already stays as it is.
    serializers: { error: (value: unknown) => (value instanceof Error ? describeError(value) : value) },
  };
  const level = createLevel(options.level ?? 'info');
  return { ...wrap(pino(settings, openDestination(options.destination ?? 'stderr')), level), level };
}

/** Each writes what those after it write. */
const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

function createLevel(preset: LogLevel): LogLevelControl {
  let level = preset;
  return {
    current: () => level,
    set: (next) => {
      level = next;
    },
  };
}

/** Synchronous, so that the last line before an end is not lost. */
function openDestination(to: NonNullable<LoggerOptions['destination']>): DestinationStream {
  if (to === 'stderr') return pinoDestination({ dest: 2, sync: true });
  if (to === 'stdout') return pinoDestination({ dest: 1, sync: true });
  if ('file' in to) return pinoDestination({ dest: to.file, sync: true, mode: 0o600 });
  return to;
}

function wrap(log: Pino, level: LogLevelControl): Logger {
  const writes = (name: Exclude<LogLevel, 'silent'>) => (message: string, fields?: LogFields) => {
    if (LEVELS.indexOf(name) >= LEVELS.indexOf(level.current())) log[name](fields ?? {}, message);
  };
  return {
    debug: writes('debug'),
    info: writes('info'),
    warn: writes('warn'),
    error: writes('error'),
    child: (fields) => wrap(log.child({ ...fields }), level),
  };
}

/** Only what our faults promise to be free of secrets; a foreign error's own properties stay out. */
export function describeError(error: unknown): LogFields | string {
  if (!(error instanceof Error)) return String(error);
  return {
    name: error.name,
    ...(error instanceof Fault ? { code: error.code, owner: error.owner } : {}),
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
