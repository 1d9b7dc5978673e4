import { useLocalStorage } from '@mantine/hooks';

/** Which columns of a table this reader has hidden, kept in this browser; `first` until they choose. */
export function useHiddenColumns(
  table: string,
  first: readonly string[],
): [readonly string[], (hidden: readonly string[]) => void] {
  const [hidden, setHidden] = useLocalStorage<readonly string[]>({
    key: `holdover.columns.${table}`,
    defaultValue: first,
    getInitialValueInEffect: false,
  });
  return [hidden, setHidden];
}
