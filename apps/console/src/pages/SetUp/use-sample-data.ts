import { toHex } from '@holdover/kernel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { addSampleData, findSampleData, removeSampleData } from './change-sample-data.ts';
import { sampleIn } from './sample-data.ts';

/** What there is of sample data, and how it comes and goes. PINs live in the answer of `add` alone. */
export function useSampleData() {
  const { api } = useServices();
  const { choice } = useTexts();
  const queries = useQueryClient();
  const [progress, setProgress] = useState({ made: 0, total: 0 });
  const data = useQuery({ queryKey: keys.sampleData, queryFn: () => findSampleData(api) });
  /** Half of it is there when it fails on the way. */
  const onSettled = async (): Promise<void> => {
    const changed = [keys.sampleData, keys.users, keys.groups, keys.devices, keys.deviceGroups, keys.overview];
    await Promise.all(changed.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const add = useMutation({
    mutationFn: () =>
      addSampleData(api, {
        sample: sampleIn(choice === 'de' ? 'de' : 'en'),
        digits: randomDigits,
        onProgress: (made, total) => setProgress({ made, total }),
      }),
    onMutate: () => setProgress({ made: 0, total: 0 }),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => removeSampleData(api),
    onSuccess: () => add.reset(),
    onSettled,
  });
  return { data, add, remove, progress };
}

function randomDigits(count: number): string {
  return toHex(crypto.getRandomValues(new Uint8Array(count / 2))).toUpperCase();
}
