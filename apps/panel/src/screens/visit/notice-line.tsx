import { usePanelApp } from '../../panel-app.ts';
import type { GoodNews, Notice } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { orderRefusalText } from '../../texts.ts';

interface NoticeLineProps {
  readonly notice: Notice | null;
  readonly goodNews: GoodNews | null;
}

/** Why the last order did not go through; or a word of what went well. */
export function NoticeLine({ notice, goodNews }: NoticeLineProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  return (
    <div class="notice-region">
      <div role="alert">
        {notice !== null && (
          <p class="notice" key={notice.at}>
            <Icon name="warning" />
            <span>{t(orderRefusalText(notice.code, notice.reason))}</span>
          </p>
        )}
      </div>
      <div role="status">
        {goodNews !== null && notice === null && (
          <p class="notice notice--good">
            <Icon name="check" />
            <span>{t('panelAccess.register.done')}</span>
          </p>
        )}
      </div>
    </div>
  );
}
