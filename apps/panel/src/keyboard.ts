import { bootTime, type BootTime } from '@holdover/kernel';
import type { Input } from './panel-state.ts';
import { emptyWedge, isBurst, QUIET_AFTER, readKey, readQuiet, type WedgeReading } from './wedge-reader.ts';

/**
 * Keyboard and keyboard-wedge readers become inputs; a card's keys reach neither a button nor a field.
 * @param takesText whether a user name or password is being typed
 */
export function listenToKeyboard(target: Window, dispatch: (input: Input) => void, takesText: () => boolean): void {
  let reader = emptyWedge;
  let quiet = 0;

  const hear = (reading: WedgeReading): void => {
    if (reading.is === 'card') dispatch({ type: 'card-read', number: reading.number });
    if (reading.is !== 'typed') return;
    for (const text of reading.keys)
      dispatch(/\d/.test(text) ? { type: 'digit', digit: text } : { type: 'text', text });
  };

  const take = (key: string, at: BootTime): WedgeReading => {
    const read = readKey(reader, key, at, takesText());
    reader = read.reader;
    hear(read.reading);
    return read.reading;
  };

  const onKey = (event: KeyboardEvent): void => {
    // AltGr makes characters, although some systems call it Ctrl and Alt as well.
    const isCommand = !event.getModifierState('AltGraph') && (event.ctrlKey || event.altKey || event.metaKey);
    if (isCommand || (event.repeat && event.key !== 'Backspace')) return;
    const at = bootTime(event.timeStamp);
    const burst = isBurst(reader, at, takesText());
    if (event.key === 'Enter') {
      const reading = take('Enter', at);
      if (burst) swallow(event);
      if (reading.is === 'typed' && (!onControl(event) || isText(event, takesText()))) dispatch({ type: 'submit' });
    } else if (event.key === 'Backspace') {
      dispatch({ type: 'erase' });
    } else if (event.key === 'Escape') {
      dispatch({ type: 'clear' });
      dispatch({ type: 'dialog-dismissed' });
    } else if (event.key.length === 1 && (event.key !== ' ' || burst || isText(event, takesText()))) {
      take(event.key, at);
      if (burst) swallow(event);
      target.clearTimeout(quiet);
      quiet = target.setTimeout(() => {
        const read = readQuiet(reader, takesText());
        reader = read.reader;
        hear(read.reading);
      }, QUIET_AFTER);
    }
  };
  target.addEventListener('keydown', onKey, { capture: true });
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Enter on a control is that control's; anywhere else it sends the PIN. */
function onControl(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('button, a, input') !== null;
}

/** A space, or Enter, that belongs to what is typed and not to the control that has the focus. */
function isText(event: KeyboardEvent, wanted: boolean): boolean {
  return wanted && !(event.target instanceof Element && event.target.closest('button, a') !== null);
}
