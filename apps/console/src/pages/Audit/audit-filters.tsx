import { auditEntry } from '@holdover/api';
import { Select } from '@mantine/core';
import { optionalOneOf, optionalText } from '../../app/search-params.ts';
import { useTexts } from '../../app/texts.tsx';
import type { AuditFilter } from '../../client/administration-resources.ts';
import { SearchField } from '../../kit/search-field.tsx';
import { TimeRange } from '../../kit/time-range.tsx';
import { ACTION_AREAS } from './action-areas.ts';
import { actorKind } from './actor-kind.ts';

const KINDS = auditEntry.shape.actor.shape.kind.options;

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly change: (part: Partial<AuditFilter>) => void;
}

/** Who, what and when; an address may name one action, person or thing more exactly. */
export function AuditFilters({ filter, change }: AuditFiltersProps) {
  const { t } = useTexts();
  const areas = ACTION_AREAS.map((area) => ({ value: `${area}.`, label: t(`console.auditLog.area.${area}`) }));
  const exact = filter.action === undefined || areas.some(({ value }) => value === filter.action);
  return (
    <>
      <SearchField
        label={t('console.audit.search')}
        value={filter.q ?? ''}
        onChange={(q) => change({ q: optionalText(q) })}
      />
      <Select
        aria-label={t('console.audit.actor')}
        placeholder={t('console.auditLog.anyone')}
        clearable
        data={KINDS.map((kind) => ({ value: kind, label: t(`console.audit.kind.${actorKind(kind)}`) }))}
        value={filter.actorKind ?? null}
        onChange={(kind) => change({ actorKind: optionalOneOf(KINDS, kind) })}
      />
      <Select
        aria-label={t('console.audit.action')}
        placeholder={t('console.auditLog.anyAction')}
        clearable
        searchable
        data={exact ? areas : [...areas, { value: filter.action ?? '', label: filter.action ?? '' }]}
        value={filter.action ?? null}
        onChange={(action) => change({ action: action ?? undefined })}
      />
      <TimeRange value={filter} onChange={change} />
    </>
  );
}
