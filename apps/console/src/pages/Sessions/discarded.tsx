import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';

/** By a decision in review: shown, and in no sum (F3). */
export function Discarded() {
  const { t } = useTexts();
  return <div className={kit['hint']}>{t('console.sessions.discarded')}</div>;
}
