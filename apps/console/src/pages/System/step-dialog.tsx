import { stepFleetAuthority } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import type { RollStep } from './roll-steps.ts';

interface StepDialogProps {
  step: RollStep;
  readonly onClose: () => void;
  readonly onTaken: () => void;
}

/** Says what a step means, and takes it. */
export function StepDialog({ step, onClose, onTaken }: StepDialogProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const take = useMutation({
    mutationFn: () => api.call(stepFleetAuthority, { body: { step } }),
    onSuccess: async (state) => {
      queries.setQueryData(keys.authority, state);
      toasts.done(t(`console.authority.told.${step}`));
      onClose();
      onTaken();
      await queries.invalidateQueries({ queryKey: keys.system });
    },
  });
  return (
    <FormDialog
      opened
      title={t(`console.authority.ask.${step}`)}
      submit={t(`console.authority.act.${step}`)}
      danger={step !== 'prepare'}
      busy={take.isPending}
      error={take.error}
      request={() => copied(stepFleetAuthority, { body: { step } })}
      onClose={onClose}
      onSubmit={() => take.mutate()}
    >
      <p>{t(`console.authority.askText.${step}`)}</p>
    </FormDialog>
  );
}
