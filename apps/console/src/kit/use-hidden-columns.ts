import { useLocalStorage } from '@mantine/hooks';

const NONE: readonly string[] = [];

/** Which columns of a table this reader has hidden, kept in this browser. */
export function useHiddenColumns(table: string): [readonly string[], (hidden: readonly string[]) => void] {
  const [hidden, setHidden] = useLocalStorage<readonly string[]>({
    key: `holdover.columns.${table}`,
    defaultValue: NONE,
    getInitialValueInEffect: false,
  });
  return [hidden, setHidden];
}
