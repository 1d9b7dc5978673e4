export const CSV_COLUMNS = ['USERNAME', 'FULLNAME', 'EMAIL', 'PINS', 'CARDS', 'GROUPS', 'LANGUAGE', 'ENABLED'] as const;

/** A file that imports as it is: no PIN, so that it never fails for one that is taken. With a mark, as spreadsheets want. */
export const SAMPLE_CSV = `\uFEFF${[
  CSV_COLUMNS.join(','),
  'ada.example,Ada Example,ada@example.org,,04A1B2C3D4E5F6,Accounting|Branch,en,true',
  'jürgen.muster,Jürgen Muster,,,,Sales,de,true',
].join('\r\n')}\r\n`;
