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
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  feeder: <path d="M7 11V4h10v7M4 11h16v4H4zM6 15v5h12v-5M10 7h4" />,
  glass: <path d="M4 15h16v5H4zM4 15L20 6M7 17.5h6" />,
  mail: <path d="M4 6h16v12H4zM4 7l8 6 8-6" />,
  usb: <path d="M9 3h6v6H9zM7 9h10v8l-2 4h-6l-2-4zM11 5.5v1M13 5.5v1" />,
  folder: <path d="M4 19V6h6l2 2.5h8V19z" />,
  play: <path d="M8 5l11 7-11 7z" />,
  retry: <path d="M19 12a7 7 0 1 1-2.2-5.1M17.5 3.5v4h-4" />,
  home: <path d="M4 11l8-7 8 7M6.5 9.5V20h11V9.5" />,
  next: <path d="M9 5l7 7-7 7" />,
  page: <path d="M7 4h7l4 4v12H7zM14 4v4h4" />,
  keys: <path d="M3 6.5h18v11H3zM6 10h.5M9.5 10h.5M13 10h.5M17 10h.5M8 14h8" />,
  eye: (
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z" />
  ),
  shift: <path d="M12 4l8 9h-4.5v6h-7v-6H4z" />,
  wrench: (
    <path
      d="M14.5 7.5a4.5 4.5 0 0 1 5.6-4.3l-3 3 .7 2 2 .7 3-3a4.5 4.5 0 0 1-6.2 5.6L8.5 19.6a2.1 2.1 0 0 1-3-3l8.3-8.3z"
      transform="translate(-1.3 .6)"
    />
  ),
  letters: <path d="M2.5 18L7.5 6l5 12M4.3 14h6.4M14 18l3.5-8.5L21 18M15.2 15.2h4.6" />,
  card: <path d="M3 6h18v12H3zM3 9.5h18M6 14.5h4" />,
  person: <path d="M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20a7.5 7.5 0 0 1 15 0" />,
  pin: <path d="M4 8h16v8H4zM8 12h.5M12 12h.5M16 12h.5" />,
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
