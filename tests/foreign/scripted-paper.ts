import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Hands inside a foreign printer: its script obeys files that lie beside it. */
export interface ScriptedPaper {
  /** For `startIppeveprinter`: prints `IPP_COPIES` times the pages, one after the other. */
  readonly script: string;
  /** Nothing comes after this page until `goOn`. */
  stopAfter(page: number): void;
  /** The tray is empty from this page on, and the printer says so, until `goOn`. */
  emptyBefore(page: number): void;
  goOn(): void;
  /** The job in print, stopped, ends without another page. */
  giveUp(): void;
}

export function createScriptedPaper(dir: string, pages: number): ScriptedPaper {
  const stop = join(dir, 'stop-after');
  const empty = join(dir, 'empty-before');
  const script = `
page=0
total=$((${pages} * \${IPP_COPIES:-1}))
is() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }
echo "ATTR: job-impressions=$total" >&2
while [ $page -lt $total ]; do
  page=$((page + 1))
  if is '${empty}' $page; then
    echo "STATE: +media-empty" >&2
    while is '${empty}' $page; do sleep 0.1; done
    echo "STATE: -media-empty" >&2
  fi
  echo "ATTR: job-impressions-completed=$page" >&2
  while is '${stop}' $page; do sleep 0.1; done
  if is '${stop}' out; then exit 0; fi
done`;
  return {
    script,
    stopAfter: (page) => writeFileSync(stop, `${page}\n`),
    emptyBefore: (page) => writeFileSync(empty, `${page}\n`),
    giveUp: () => writeFileSync(stop, 'out\n'),
    goOn() {
      for (const file of [stop, empty]) if (existsSync(file)) rmSync(file);
    },
  };
}
