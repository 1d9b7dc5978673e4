import { usePanelApp } from '../../panel-app.ts';
import type { Notice } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { orderRefusalText } from '../../texts.ts';

/** Why the last order did not go through. */
export function NoticeLine({ notice }: { readonly notice: Notice | null }) {
  const { texts } = usePanelApp();
  return (
    <div role="alert" class="notice-region">
      {notice !== null && (
        <p class="notice" key={notice.at}>
          <Icon name="warning" />
          <span>{texts.value(orderRefusalText(notice.code, notice.reason))}</span>
        </p>
      )}
    </div>
  );
}
