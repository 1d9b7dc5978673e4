import type { LogFields, Logger } from '@holdover/kernel';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

export interface MemoryLogger extends Logger {
  readonly lines: readonly LogLine[];
  /** Everything logged as one text, for scans after secrets. */
  text(): string;
}

/** Keeps what was logged; children write to the same lines. */
export function createMemoryLogger(): MemoryLogger {
  const lines: LogLine[] = [];
  const logger = (base: LogFields): Logger => ({
    debug: (message, fields) => void lines.push({ level: 'debug', message, fields: { ...base, ...fields } }),
    info: (message, fields) => void lines.push({ level: 'info', message, fields: { ...base, ...fields } }),
    warn: (message, fields) => void lines.push({ level: 'warn', message, fields: { ...base, ...fields } }),
    error: (message, fields) => void lines.push({ level: 'error', message, fields: { ...base, ...fields } }),
    child: (fields) => logger({ ...base, ...fields }),
  });
  return {
    ...logger({}),
    lines,
    text: () => lines.map((line) => JSON.stringify(line, errorsAsText)).join('\n'),
  };
}

/** An Error has no own enumerable members: without this its message would escape a scan. */
function errorsAsText(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
    : value;
}
