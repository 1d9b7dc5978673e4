/** What was typed into a number field; null when it is no whole number within the limits. */
export function wholeNumber(text: string, { min, max }: { readonly min: number; readonly max: number }): number | null {
  const typed = text.trim();
  if (!/^\d{1,15}$/.test(typed)) return null;
  const value = Number(typed);
  return value < min || value > max ? null : value;
}
