/** What every page has: tables, the palette, keys, requests to copy. */
export const consoleKit = {
  table: {
    shownSoFar_one: '{{number}} shown, more below',
    shownSoFar_other: '{{number}} shown, more below',
  },
  palette: {
    open: 'Search or do something',
    placeholder: 'Users, devices, pages, settings, actions',
    users: 'Users',
    devices: 'Devices',
    pages: 'Pages and settings',
    actions: 'Actions',
    recent: 'Recent',
    none: 'Nothing is called “{{text}}”',
    noneText: 'Users are found by name and e-mail address, devices by name and address.',
    found_one: '{{count}} result',
    found_other: '{{count}} results',
    hint: '↑ ↓ to choose, Enter to open, Escape to close',
    synchronize: 'Synchronize {{name}} now',
    toLanguage: 'Show this console in {{language}}',
    refused: 'Users and devices could not be searched.',
  },
  keys: {
    title: 'Keys',
    palette: 'Search or do something, from anywhere',
    search: 'Into the search field of the page',
    rows: 'From row to row of a table',
    ends: 'First and last row',
    open: 'Open the row',
    close: 'Close a dialog, empty a search field',
    help: 'These keys',
    or: 'or',
  },
  curl: {
    copy: 'Copy as curl',
    copied: 'Command copied',
    hint: 'The request of this form as a command for a terminal. It needs a token in HOLDOVER_TOKEN.',
    hintSecrets:
      'The request of this form as a command for a terminal. It needs a token in HOLDOVER_TOKEN; secrets are not copied but left to be filled in.',
    failed: 'The browser does not let pages copy.',
  },
  undo: {
    undone: 'Taken back',
    within: 'Undo (Ctrl+Z)',
  },
} as const;
