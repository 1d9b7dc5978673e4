import type { Device } from '@holdover/api';
import type { UserId } from '@holdover/kernel';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';

interface ExplainLinkProps {
  device: Pick<Device, 'id' | 'name'>;
  user: { readonly userId: UserId; readonly userName: string };
}

/** To the sentences of why this person could, or could not, log in here. */
export function ExplainLink({ device, user }: ExplainLinkProps) {
  const { t } = useTexts();
  return (
    <Link
      to="/explain"
      search={{ device: device.id, user: user.userId }}
      className={kit['link']}
      aria-label={t('console.explanation.explainOf', { user: user.userName, device: device.name })}
    >
      {t('console.explanation.action')}
    </Link>
  );
}
