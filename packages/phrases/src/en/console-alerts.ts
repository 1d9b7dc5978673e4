/** By kind: what happened, what it means, and what to do. */
export const consoleAlerts = {
  alerts: {
    anyKind: 'Any kind',
    byItself: 'It goes by itself as soon as this is no longer so.',
    cleared: 'Over since {{when}}',
    detail: 'As recorded: {{detail}}',
    device: 'Device',
    dismiss: 'Dismiss',
    dismissOf: 'Dismiss: {{what}}',
    dismissed: 'Dismissed: {{what}}',
    doNow: 'What to do',
    filterDevice: 'Device',
    anyDevice: 'Any device',
    filterKind: 'Kind',
    filterState: 'State',
    lead: 'What you should hear of without asking: at which device, since when, and what to do about it.',
    means: 'What it means',
    none: 'No alert stands',
    noneFound: 'No such alert',
    noneFoundText: 'No alert matches these filters.',
    noneText: 'As soon as something at a device needs you, it appears here and in the overview.',
    open: '{{what}}, {{when}}',
    raised: 'Since',
    server: 'Print server',
    stands: 'Stands',
    state: 'State',
    states: {
      all: 'All',
      cleared: 'Over',
      standing: 'Standing',
    },
    title: 'Alerts',
    to: {
      device: 'Open the device',
      email: 'Open Settings › E-mail',
      pages: 'Show these pages',
      review: 'Open the review queue',
    },
    what: 'What',
    kind: {
      'clock-step': {
        title: 'The time was wrong',
        means:
          'The clock of the terminal was off by more than five minutes and has been set. Times of what was recorded before may be off by as much; no credential lived longer because of it.',
        todo: 'See whether the terminal can reach a time server, and whether its battery keeps the time while it is off.',
      },
      'device-offline-alone': {
        title: 'Away while its neighbours are there',
        means:
          'The other devices of its site reach the print server. Most likely a cable is out, or somebody pulled it.',
        todo: 'Look at cable and power of the device. What is printed meanwhile is in its journal and arrives with it.',
      },
      'identity-forked': {
        title: 'Another machine acts as this terminal',
        means:
          'Two machines go on with the journal of one terminal, as after a copied disk or a restored image. It is suspended: its journal is taken, but it gets no credentials and no settings.',
        todo: 'Find the other machine and switch it off. Then make an enrolment code and enrol this terminal anew.',
      },
      'journal-filling': {
        title: 'The journal is filling up',
        means:
          'The terminal holds 80 % of the records it can hold. Once it is full, it lets nobody log in, so that no page is lost.',
        todo: 'Bring its link back, so that its records can arrive.',
      },
      'key-cloned': {
        title: 'An old key was used',
        means:
          'A key that this terminal has put away was used: another machine has a copy of it. The terminal is suspended: its journal is taken, but it gets no credentials and no settings.',
        todo: 'Find out who could copy its disk. Then make an enrolment code and enrol this terminal anew.',
      },
      'pin-walking': {
        title: 'PINs are being tried',
        means:
          'A hundred unknown PINs came from this terminal within a day. Until tomorrow the print server takes no PIN alone from it; ID cards go on.',
        todo: 'Ask who was at the device. Longer PINs, or ID card and PIN together, make trying hopeless.',
      },
      'printer-certificate-changed': {
        title: 'The device shows another certificate',
        means:
          'It is not the certificate that was approved, so the device may be another one. Nothing is printed there.',
        todo: 'If the device or its certificate was replaced, approve the new one on the page of the device. If not, find out what answers at its address.',
      },
      'scan-not-sent': {
        title: 'A scan was not sent by e-mail',
        means: 'The mail server refused it for a day, or could not be used for a week. The scan was given up.',
        todo: 'Send a test message in Settings › E-mail, and tell the person to scan again.',
      },
      'server-restored': {
        title: 'The terminal knows more than this server',
        means:
          'It holds signed answers for records that this print server does not have, as after a restore from a backup. Its records are taken anew, and what conflicts waits in the review queue.',
        todo: 'See whether the server was restored, and decide what waits in the review queue.',
      },
      'unexplained-pages': {
        title: 'Pages that no record explains',
        means:
          'The device counted more pages than its journal knows: it takes jobs from elsewhere, past its terminal. The pages are accounted for without a user.',
        todo: 'Block printing from other computers at the device itself, so that only its terminal can send it jobs.',
      },
    },
  },
} as const;
