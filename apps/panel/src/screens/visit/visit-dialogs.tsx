import { usePanelApp } from '../../panel-app.ts';
import type { Dialog as AskedDialog, VisitScreen } from '../../panel-state.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { CopiesDialog } from '../copy/copies-dialog.tsx';
import { ChoiceDialog } from '../set-up/choice-dialog.tsx';
import { asksToStay } from '../../visit-steps.ts';

/** One question at a time; what the person has asked for comes before the clock. */
export function VisitDialogs({ visit }: { readonly visit: VisitScreen }) {
  const { dialog } = visit;
  if (dialog?.kind === 'remove') return <RemoveDialog visit={visit} dialog={dialog} />;
  if (dialog?.kind === 'other-card') return dialog.offered ? <OtherCardDialog visit={visit} /> : null;
  if (dialog?.kind === 'copies') return <CopiesDialog visit={visit} typed={dialog.typed} />;
  if (dialog?.kind === 'choice') return <ChoiceDialog visit={visit} of={dialog.of} />;
  return <StayDialog visit={visit} />;
}

function StayDialog({ visit }: { readonly visit: VisitScreen }) {
  const { now, texts, dispatch } = usePanelApp();
  const t = texts.value;
  if (!asksToStay(visit, now.value)) return null;
  const count = Math.max(0, Math.ceil((visit.endsAt - now.value) / 1_000));
  return (
    <Dialog
      heading={t('panel.session.endingHeading')}
      text={t('panel.session.ending', { count })}
      onDismiss={() => dispatch({ type: 'touched' })}
    >
      <button type="button" class="button" onClick={() => dispatch({ type: 'logout-asked' })}>
        {t('panel.session.logOut')}
      </button>
      <button type="button" class="button button--primary" data-first onClick={() => dispatch({ type: 'touched' })}>
        {t('panel.session.stayLoggedIn')}
      </button>
    </Dialog>
  );
}

interface RemoveDialogProps {
  readonly visit: VisitScreen;
  readonly dialog: Extract<AskedDialog, { readonly kind: 'remove' }>;
}

function RemoveDialog({ visit, dialog }: RemoveDialogProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const count = dialog.ids.length;
  const name = visit.jobs?.items.find(({ id }) => id === dialog.ids[0])?.name ?? '';
  const dismiss = (): void => dispatch({ type: 'dialog-dismissed' });
  return (
    <Dialog
      heading={t('panel.jobs.removeHeading', { count })}
      text={t('panel.jobs.removeText', { count, name })}
      onDismiss={dismiss}
    >
      <button type="button" class="button" data-first onClick={dismiss}>
        {t('panel.jobs.keep')}
      </button>
      <button type="button" class="button button--danger" onClick={() => dispatch({ type: 'removal-confirmed' })}>
        {t('panel.jobs.remove')}
      </button>
    </Dialog>
  );
}

function OtherCardDialog({ visit }: { readonly visit: VisitScreen }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const name = visit.session.fullName;
  const dismiss = (): void => dispatch({ type: 'dialog-dismissed' });
  return (
    <Dialog
      heading={t('panel.session.switchHeading')}
      text={t('panel.session.switchText', { name })}
      onDismiss={dismiss}
    >
      <button type="button" class="button" data-first onClick={dismiss}>
        {t('panel.session.switchDecline', { name })}
      </button>
      <button type="button" class="button button--primary" onClick={() => dispatch({ type: 'switch-confirmed' })}>
        {t('panel.session.switchConfirm')}
      </button>
    </Dialog>
  );
}
