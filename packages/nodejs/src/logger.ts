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

export interface LoggerOptions {
  readonly level?: LogLevel;
  /** Default is standard error: standard output belongs to what a command answers. */
  readonly destination?: 'stderr' | 'stdout' | { readonly file: string } | Writable;
  /** On every line. */
  readonly base?: LogFields;
}

/** One JSON object a line: `{level, time, …base, …fields, message}`, time in RFC 3339. */
export function createLogger(options: LoggerOptions = {}): Logger {
  const settings = {
    level: options.level ?? 'info',
    base: { ...options.base },
    messageKey: 'message',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // What was described already stays as it is.
    serializers: { error: (value: unknown) => (value instanceof Error ? describeError(value) : value) },
  };
  return wrap(pino(settings, openDestination(options.destination ?? 'stderr')));
}

/** Synchronous, so that the last line before an end is not lost. */
function openDestination(to: NonNullable<LoggerOptions['destination']>): DestinationStream {
  if (to === 'stderr') return pinoDestination({ dest: 2, sync: true });
  if (to === 'stdout') return pinoDestination({ dest: 1, sync: true });
  if ('file' in to) return pinoDestination({ dest: to.file, sync: true, mode: 0o600 });
  return to;
}

function wrap(log: Pino): Logger {
  return {
    debug: (message, fields) => log.debug(fields ?? {}, message),
    info: (message, fields) => log.info(fields ?? {}, message),
    warn: (message, fields) => log.warn(fields ?? {}, message),
    error: (message, fields) => log.error(fields ?? {}, message),
    child: (fields) => wrap(log.child({ ...fields })),
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
