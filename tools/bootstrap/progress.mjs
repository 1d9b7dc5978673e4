/** Everything a person reads while waiting goes to standard error: standard output belongs to `--json`. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Ends the process with a message that says what to do next. */
export function fail(text, code = 1) {
  say(text);
  process.exit(code);
}

export const inSeconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
