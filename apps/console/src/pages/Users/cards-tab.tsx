import { ApiFault, createCard, deleteCard, type Card, type User } from '@holdover/api';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconId, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import kit from '../../kit/kit.module.css';
import { PagePending } from '../../kit/page-states.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { SecretInput } from '../../kit/secret-input.tsx';
import { CredentialRows } from './credential-rows.tsx';
import { useCredentialsChanged } from './use-credentials-changed.ts';

export function CardsTab({ user }: { user: User }) {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const cards = useQuery(resources.cards(user.id));
  const changed = useCredentialsChanged(user.id, keys.cards(user.id));
  const { ask, dialog } = useConfirm();
  const [adding, add] = useDisclosure(false);
  const remove = (card: Card): void =>
    ask({
      title: t('console.users.deleteCard', { ending: card.ending }),
      text: t('console.users.deleteCardText'),
      act: t('console.common.delete'),
      run: async () => {
        await api.call(deleteCard, { params: { id: user.id, cardId: card.id } });
        await changed();
      },
    });
  const action = (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={add.open}>
      {t('console.users.addCard')}
    </Button>
  );

  if (cards.error !== null && cards.data === undefined)
    return <ProblemAlert error={cards.error} onRetry={() => void cards.refetch()} />;
  if (cards.data === undefined) return <PagePending />;
  return (
    <>
      {cards.data.items.length === 0 ? (
        <Empty icon={IconId} title={t('console.users.noCard')} text={t('console.users.noCardText')}>
          {action}
        </Empty>
      ) : (
        <>
          <div className={kit['toolbar']}>
            <p>{t('console.users.cardsHint')}</p>
            {action}
          </div>
          <CredentialRows
            label={t('console.users.tab.cards')}
            icon={IconId}
            credentials={cards.data.items}
            name={(card) => t('console.users.cardEnding', { ending: card.ending })}
            removal={(card) => t('console.users.deleteCard', { ending: card.ending })}
            onRemove={remove}
          />
        </>
      )}
      <AddCardDialog key={String(adding)} user={user} opened={adding} onClose={add.close} onDone={changed} />
      {dialog}
    </>
  );
}

interface AddCardDialogProps {
  user: User;
  opened: boolean;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** B9: somebody has the card, or terminals still open them with it. It moves once that was read. */
const MOVABLE: ReadonlySet<string> = new Set(['card-taken', 'card-still-opens']);

/** The number comes from a keyboard-wedge reader as readily as from the keyboard: both end in Enter. */
function AddCardDialog({ user, opened, onClose, onDone }: AddCardDialogProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const [number, setNumber] = useState('');
  const save = useMutation({
    mutationFn: (move: 'true' | 'false') =>
      api.call(createCard, { params: { id: user.id }, query: { move }, body: { number } }),
    onSuccess: async () => {
      await onDone();
      onClose();
    },
  });
  const movable = save.error instanceof ApiFault && MOVABLE.has(save.error.code);
  return (
    <FormDialog
      opened={opened}
      title={t('console.users.addCard')}
      submit={t(movable ? 'console.users.moveCard' : 'console.users.addCard')}
      busy={save.isPending}
      error={save.error}
      // Every terminal is named above, not the first alone beside the field.
      names={movable ? [] : ['number']}
      onClose={onClose}
      onSubmit={() => save.mutate(movable ? 'true' : 'false')}
    >
      <SecretInput
        label={t('console.users.cardNumber')}
        description={t('console.users.cardNumberHint')}
        autoComplete="off"
        data-autofocus
        value={number}
        error={movable ? undefined : fieldProblems(save.error, ['number']).fields['number']}
        toggle={t('console.users.showCardNumber')}
        onChange={(event) => {
          save.reset();
          setNumber(event.currentTarget.value);
        }}
      />
    </FormDialog>
  );
}
