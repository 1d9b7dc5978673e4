import type { PanelTask, PanelTaskReason } from '@holdover/api';
import type { IconName } from '../../parts/icon.tsx';
import { known, type TextKey, type Texts } from '../../texts.ts';
import { targetName } from '../scan/target-words.ts';

/** `work` goes on by itself · `wait` for somebody's hand · `good` · `quiet` stopped as wanted · `bad` came to nothing. */
export interface TaskWords {
  readonly tone: 'work' | 'wait' | 'good' | 'quiet' | 'bad';
  readonly icon: IconName;
  readonly heading: string;
  readonly text: string | null;
}

/** What the person sees of a task, and what is to be done about it. */
export function taskWords(task: PanelTask, t: Texts): TaskWords {
  const { state, kind, reason } = task;
  const stands = reason === null ? undefined : reasonWords(task, reason, t);
  switch (state) {
    case 'scanning':
      return stands ?? work(kind === 'copy' ? 'copy' : 'scan', t(scanningKey(task)));
    case 'more':
      return moreWords(task, stands, t);
    case 'printing':
      return stands ?? work('print', t('panelTasks.task.copyPrinting'));
    case 'delivering':
      return work('next', t('panelTasks.task.delivering', { target: nameOf(task, t) }));
    case 'done':
      return doneWords(task, t);
    case 'held':
      return { tone: 'good', icon: 'clock', heading: t('panelTasks.task.held'), text: t('panelTasks.task.heldText') };
    case 'cancelled':
      return { tone: 'quiet', icon: 'cross', heading: t('panelTasks.task.cancelled'), text: null };
    case 'failed':
      return failedWords(task, stands, t);
    default:
      return work('clock', t('panelTasks.task.unknown'));
  }
}

/** How far it is, in pages. */
export function progressText({ state, pages, impressions, impressionsExpected }: PanelTask, t: Texts): string | null {
  if (state === 'printing' || impressions > 0) {
    if (impressionsExpected === null) return t('panelTasks.task.printed', { count: impressions });
    return t('panelTasks.task.printedOf', { printed: impressions, count: impressionsExpected });
  }
  return pages === 0 ? null : t('panelTasks.task.scanned', { count: pages });
}

function work(icon: IconName, heading: string): TaskWords {
  return { tone: 'work', icon, heading, text: null };
}

const scanningKey = ({ kind }: PanelTask): TextKey =>
  kind === 'copy' ? 'panelTasks.task.copyScanning' : 'panelTasks.task.scanScanning';

/** From the glass: one more? After a jam the sheets lie in somebody's hand, and only they know what is through. */
function moreWords({ reason }: PanelTask, stands: TaskWords | undefined, t: Texts): TaskWords {
  const asks = reason === null || reason === 'feeder-empty';
  const heading = stands === undefined || asks ? t('panelTasks.task.more') : stands.heading;
  const text = t(reason === null ? 'panelTasks.task.moreText' : 'panelTasks.task.moreInFeeder');
  return { tone: 'wait', icon: reason === null ? 'glass' : 'feeder', heading, text };
}

function doneWords(task: PanelTask, t: Texts): TaskWords {
  const done = (heading: string, text: string | null): TaskWords => ({ tone: 'good', icon: 'check', heading, text });
  if (task.kind === 'copy') return done(t('panelTasks.task.copyDone'), t('panelTasks.task.copyDoneText'));
  switch (task.target?.kind) {
    case 'me':
      return done(t('panelTasks.task.scanSentToMe'), t('panelTasks.task.copyDoneText'));
    case 'usb':
      return done(t('panelTasks.task.scanOnStick'), t('panelTasks.task.scanOnStickText'));
    default:
      return done(t('panelTasks.task.scanDone', { target: nameOf(task, t) }), t('panelTasks.task.copyDoneText'));
  }
}

function failedWords(task: PanelTask, stands: TaskWords | undefined, t: Texts): TaskWords {
  const heading = t(task.kind === 'copy' ? 'panelTasks.task.copyFailed' : 'panelTasks.task.scanFailed');
  const words = stands ?? { heading, text: null };
  return { tone: 'bad', icon: 'warning', heading: words.heading, text: words.text };
}

const REASON_ICON: Readonly<Record<PanelTaskReason, IconName>> = {
  busy: 'clock',
  paper: 'page',
  attention: 'device',
  'feeder-empty': 'feeder',
  'feeder-jam': 'feeder',
  'cover-open': 'feeder',
  'scanner-unreachable': 'warning',
  'scanner-refused': 'warning',
  'printer-unreachable': 'warning',
  'printer-certificate': 'warning',
  'format-not-supported': 'warning',
  'print-failed': 'warning',
  'target-unreachable': 'warning',
  'target-sign-in': 'warning',
  'target-refused': 'warning',
  'target-full': 'warning',
  'target-not-trusted': 'warning',
  'no-usb-stick': 'usb',
  'too-large': 'warning',
  'no-email': 'mail',
  'disk-full': 'warning',
  'power-loss': 'warning',
  'offline-page-limit': 'warning',
};

/** A terminal newer than the page may name a reason that it does not know: then it stands without one. */
function reasonWords(task: PanelTask, reason: PanelTaskReason, t: Texts): TaskWords | undefined {
  const icon = known(REASON_ICON, reason);
  if (icon === undefined) return undefined;
  const values = { target: nameOf(task, t) };
  const heading = t(`panelTasks.reason.${reason}.heading`, values);
  return { tone: 'wait', icon, heading, text: t(`panelTasks.reason.${reason}.help`, values) };
}

const nameOf = ({ target }: PanelTask, t: Texts): string => (target === null ? '' : targetName(target, t));
