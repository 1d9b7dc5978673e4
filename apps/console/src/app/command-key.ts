/** As it stands on the keyboard: Command on a Mac, `control` elsewhere. */
export function commandKey(control: string): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : control;
}
