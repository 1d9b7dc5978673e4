import { reviewKindField } from '@holdover/api';
import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { ReviewFilter } from '../../client/review-resources.ts';
import { DeviceSelect } from '../../kit/find-select.tsx';

interface ReviewFiltersProps {
  readonly filter: ReviewFilter;
  readonly onChange: (part: Partial<ReviewFilter>) => void;
}

/** Which items; kinds of which some wait say how many. */
export function ReviewFilters({ filter, onChange }: ReviewFiltersProps) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const open = useQuery(resources.openReview(true));
  const kinds = reviewKindField.options.map((kind) => {
    const waiting = open.data?.kinds.find((one) => one.kind === kind)?.count;
    const name = t(`console.review.kind.${kind}.title`);
    const label =
      waiting === undefined ? name : t('console.review.kindCount', { kind: name, number: format.number(waiting) });
    return { value: kind, label };
  });
  return (
    <>
      <SegmentedControl
        aria-label={t('console.review.filterState')}
        data={(['open', 'decided', 'all'] as const).map((value) => ({
          value,
          label: t(`console.review.states.${value}`),
        }))}
        value={filter.state ?? 'open'}
        onChange={(state) => onChange({ state: optionalOneOf(['decided', 'all'] as const, state) })}
      />
      <Select
        aria-label={t('console.review.filterKind')}
        placeholder={t('console.review.anyKind')}
        clearable
        clearButtonProps={{ 'aria-label': t('console.common.clear') }}
        w="min(100%, 300px)"
        data={kinds}
        value={filter.kind ?? null}
        onChange={(kind) => onChange({ kind: optionalOneOf(reviewKindField.options, kind) })}
      />
      <DeviceSelect
        label={t('console.review.filterDevice')}
        labelHidden
        placeholder={t('console.review.anyDevice')}
        value={filter.deviceId ?? null}
        onChange={(deviceId) => onChange({ deviceId: deviceId ?? undefined })}
      />
    </>
  );
}
