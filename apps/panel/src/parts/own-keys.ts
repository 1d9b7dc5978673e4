/** A touch does not move the focus, so that Enter of a reader never presses a key again. */
export function keepFocus(event: PointerEvent): void {
  event.preventDefault();
}
