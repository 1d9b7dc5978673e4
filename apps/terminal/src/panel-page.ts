import { fileURLToPath } from 'node:url';

/** Where Vite builds the panel, seen from `src` and from `dist` alike. */
export const PANEL_PAGE = fileURLToPath(new URL('../../panel/dist', import.meta.url));
