import type { UserSourceId } from '@holdover/kernel';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';

/** Of a directory, as somebody called it; a word for it until its name is known. */
export function useSourceName(): (id: UserSourceId) => string {
  const { t } = useTexts();
  const { resources } = useServices();
  const { data } = useQuery(resources.userSources());
  return (id) => data?.items.find((source) => source.id === id)?.name ?? t('console.person.ownedShort');
}
