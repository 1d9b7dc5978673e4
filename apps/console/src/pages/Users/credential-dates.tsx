import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';

export function CredentialDates({ credential }: { credential: { createdAt: string; expiresAt: string | null } }) {
  const { t, format } = useTexts();
  const { createdAt, expiresAt } = credential;
  return (
    <div className={kit['hint']}>
      {expiresAt === null
        ? t('console.users.createdOn', { date: format.dateTime(createdAt) })
        : t('console.users.createdAndEnds', { date: format.dateTime(createdAt), end: format.dateTime(expiresAt) })}
    </div>
  );
}
