import { deleteCard, type Card, type User } from '@holdover/api';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconId, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { AddCardDialog } from './add-card-dialog.tsx';
import { useMay } from '../../kit/use-may.ts';
import { CredentialRows } from './credential-rows.tsx';
import { useCredentialsChanged } from './use-credentials-changed.ts';

export function CardsTab({ user }: { user: User }) {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const cards = useQuery(resources.cards(user.id));
  const changed = useCredentialsChanged(user.id, keys.cards(user.id));
  const { ask, dialog } = useConfirm();
  const mayWrite = useMay()('users:write');
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
  const action = mayWrite ? (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={add.open}>
      {t('console.users.addCard')}
    </Button>
  ) : null;

  return (
    <>
      <Loaded query={cards}>
        {({ items }) =>
          items.length === 0 ? (
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
                credentials={items}
                name={(card) => t('console.users.cardEnding', { ending: card.ending })}
                removal={(card) => t('console.users.deleteCard', { ending: card.ending })}
                onRemove={mayWrite ? remove : null}
              />
            </>
          )
        }
      </Loaded>
      <AddCardDialog key={String(adding)} user={user} opened={adding} onClose={add.close} onDone={changed} />
      {dialog}
    </>
  );
}
