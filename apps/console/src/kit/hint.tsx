import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

/** A tooltip that belongs to the page's landmark, as what it explains does; a sentence breaks into lines. */
export function Hint({ label, children }: { label: string; children: ReactElement }) {
  return (
    <Tooltip label={label} multiline maw={320} portalProps={{ target: '#main' }}>
      {children}
    </Tooltip>
  );
}
