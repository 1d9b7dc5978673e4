import type { JSX } from 'preact';

/** Line drawings on a 24 × 24 grid; always beside a word, so they say nothing to a screen reader. */
const SHAPES = {
  back: <path d="M15 5l-7 7 7 7" />,
  erase: <path d="M9 5h11v14H9l-6-7zM12 9.5l5 5M17 9.5l-5 5" />,
  check: <path d="M5 12.5l4.5 4.5L19 7.5" />,
  cross: <path d="M6 6l12 12M18 6L6 18" />,
  logout: <path d="M14 4H5v16h9M10 12h10M16.5 8.5L20 12l-3.5 3.5" />,
  print: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
  jobs: <path d="M8 4h9l3 3v10h-3M4 8h9l3 3v9H4zM7.5 13h5M7.5 16.5h5" />,
  copy: <path d="M9 9h11v11H9zM15 9V4H4v11h5" />,
  scan: <path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16" />,
  unlock: <path d="M5 11h14v9H5zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2M12 14.5v2" />,
  lock: <path d="M5 11h14v9H5zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.5v2" />,
  trash: <path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5" />,
  device: <path d="M6 9V4h12v5M4 9h16v7H4zM7 16v4h10v-4M16.5 12.5h.5" />,
  workstation: <path d="M4 5h16v11H4zM9 20h6M12 16v4" />,
  server: <path d="M5 4h14v7H5zM5 13h14v7H5zM8 7.5h.5M8 16.5h.5" />,
  warning: <path d="M12 4l9 16H3zM12 10v4.5M12 17v.5" />,
  info: <path d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.5V8" />,
  cut: (
    <path d="M10 6.5l1.6-1.6a4.6 4.6 0 0 1 6.5 6.5L16.5 13M14 17.5l-1.6 1.6a4.6 4.6 0 0 1-6.5-6.5L7.5 11M4 4l3 3M17 17l3 3" />
  ),
  clock: <path d="M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2" />,
} satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}
