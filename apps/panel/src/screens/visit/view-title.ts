import type { Account } from '../../account-state.ts';
import type { Input, VisitScreen } from '../../panel-state.ts';
import { shownTask } from '../../task-steps.ts';
import type { TextKey } from '../../texts.ts';

const TITLES: Readonly<Record<Exclude<VisitScreen['view'], 'home' | 'task' | 'account'>, TextKey>> = {
  jobs: 'panel.jobs.heading',
  copy: 'panel.home.copy',
  scan: 'panel.home.scan',
  unlock: 'panel.home.unlockPanel',
};

/** What the header says; null where it greets. */
export function viewTitle(visit: VisitScreen): TextKey | null {
  const { view } = visit;
  if (view === 'home') return null;
  if (view === 'account') return accountTitle(visit.account);
  return view === 'task' ? TITLES[shownTask(visit)?.kind ?? 'copy'] : TITLES[view];
}

/** One step back, always at the same place. */
export function backFrom({ view, desk, account }: VisitScreen): Input {
  if (account !== null && !ACCOUNT_ENDS.includes(account.step)) return { type: 'account-left' };
  const inScan = view === 'scan' && (desk.target !== null || desk.redirects);
  return inScan ? { type: 'target-chosen', target: null } : { type: 'view-opened', view: 'home' };
}

/** Where one step back leaves the account. */
const ACCOUNT_ENDS: readonly Account['step'][] = ['menu', 'card-registered'];

function accountTitle(account: Account | null): TextKey {
  const purpose = account?.step === 'prove' || account?.step === 'asking' ? account.purpose.is : null;
  if (purpose === 'change-pin' || account?.step === 'new-pin') return 'panelAccess.account.changeHeading';
  const registers = purpose === 'register-card' || account?.step === 'hold-card' || account?.step === 'card-registered';
  return registers ? 'panelAccess.account.card' : 'panelAccess.account.heading';
}
