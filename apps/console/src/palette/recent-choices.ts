const KEPT = 'holdover.palette.recent';
const MOST = 5;

/** Ids of what was chosen last, the latest first; for this tab, until somebody signs out. */
export function recentChoices(store: Pick<Storage, 'getItem'>): readonly string[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, MOST) : [];
  } catch {
    return []; // Somebody wrote there by hand.
  }
}

export function keepChoice(store: Pick<Storage, 'getItem' | 'setItem'>, id: string): void {
  const others = recentChoices(store).filter((one) => one !== id);
  store.setItem(KEPT, JSON.stringify([id, ...others].slice(0, MOST)));
}

export function forgetChoices(store: Pick<Storage, 'removeItem'>): void {
  store.removeItem(KEPT);
}
