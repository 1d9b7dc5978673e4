import type { Refusal } from '../../refusal.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { Tile } from '../home/tile.tsx';
import { reasonAgainst } from '../reason-against.ts';
import { accountRefusal } from './account-words.ts';

interface AccountMenuProps {
  readonly visit: VisitScreen;
  readonly refusal: Refusal | null;
}

export function AccountMenu({ visit, refusal }: AccountMenuProps) {
  const { texts, now, dispatch } = usePanelApp();
  const t = texts.value;
  return (
    <div class="account">
      <div role="alert">
        {refusal !== null && (
          <p class="refusal account__refusal" key={refusal.at}>
            <Icon name="warning" />
            <span>{accountRefusal(t, refusal, now.value)}</span>
          </p>
        )}
      </div>
      <div class="account__tiles">
        <Tile
          icon="card"
          title={t('panelAccess.account.card')}
          detail={t('panelAccess.account.cardDetail')}
          against={reasonAgainst(visit.session, 'register-card')}
          onOpen={() => dispatch({ type: 'registration-asked' })}
        />
        <Tile
          icon="pin"
          title={t('panelAccess.account.pin')}
          detail={t('panelAccess.account.pinDetail')}
          against={reasonAgainst(visit.session, 'change-pin')}
          onOpen={() => dispatch({ type: 'pin-change-asked' })}
        />
      </div>
    </div>
  );
}
