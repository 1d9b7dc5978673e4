/*
 * Generated from the IANA registry "Internet Printing Protocol (IPP) Registrations", as updated 2025-10-31:
 * https://www.iana.org/assignments/ipp-registrations
 * Do not edit: `node tools/generate-ipp-registry.mjs ipp-registrations.xml` writes it anew.
 */

/** The values of every enum that has values of its own. */
export const ENUM = {
  'client-type': {
    application: 3, // PWG5100.7
    'operating-system': 4, // PWG5100.7
    driver: 5, // PWG5100.7
    other: 6, // PWG5100.7
  },
  'document-state': {
    pending: 3, // PWG5100.5
    processing: 5, // PWG5100.5
    'processing-stopped': 6, // PWG5100.5
    canceled: 7, // PWG5100.5
    aborted: 8, // PWG5100.5
    completed: 9, // PWG5100.5
  },
  finishings: {
    none: 3, // RFC8011
    staple: 4, // RFC8011
    punch: 5, // RFC8011
    cover: 6, // RFC8011
    bind: 7, // RFC8011
    'saddle-stitch': 8, // RFC8011
    'edge-stitch': 9, // RFC8011
    fold: 10, // PWG5100.1
    trim: 11, // PWG5100.1
    bale: 12, // PWG5100.1
    'booklet-maker': 13, // PWG5100.1
    'jog-offset': 14, // PWG5100.1
    coat: 15, // PWG5100.1
    laminate: 16, // PWG5100.1
    'staple-top-left': 20, // RFC8011
    'staple-bottom-left': 21, // RFC8011
    'staple-top-right': 22, // RFC8011
    'staple-bottom-right': 23, // RFC8011
    'edge-stitch-left': 24, // RFC8011
    'edge-stitch-top': 25, // RFC8011
    'edge-stitch-right': 26, // RFC8011
    'edge-stitch-bottom': 27, // RFC8011
    'staple-dual-left': 28, // RFC8011
    'staple-dual-top': 29, // RFC8011
    'staple-dual-right': 30, // RFC8011
    'staple-dual-bottom': 31, // RFC8011
    'staple-triple-left': 32, // PWG5100.1
    'staple-triple-top': 33, // PWG5100.1
    'staple-triple-right': 34, // PWG5100.1
    'staple-triple-bottom': 35, // PWG5100.1
    'bind-left': 50, // PWG5100.1
    'bind-top': 51, // PWG5100.1
    'bind-right': 52, // PWG5100.1
    'bind-bottom': 53, // PWG5100.1
    'trim-after-pages': 60, // PWG5100.1
    'trim-after-documents': 61, // PWG5100.1
    'trim-after-copies': 62, // PWG5100.1
    'trim-after-job': 63, // PWG5100.1
    'punch-top-left': 70, // PWG5100.1
    'punch-bottom-left': 71, // PWG5100.1
    'punch-top-right': 72, // PWG5100.1
    'punch-bottom-right': 73, // PWG5100.1
    'punch-dual-left': 74, // PWG5100.1
    'punch-dual-top': 75, // PWG5100.1
    'punch-dual-right': 76, // PWG5100.1
    'punch-dual-bottom': 77, // PWG5100.1
    'punch-triple-left': 78, // PWG5100.1
    'punch-triple-top': 79, // PWG5100.1
    'punch-triple-right': 80, // PWG5100.1
    'punch-triple-bottom': 81, // PWG5100.1
    'punch-quad-left': 82, // PWG5100.1
    'punch-quad-top': 83, // PWG5100.1
    'punch-quad-right': 84, // PWG5100.1
    'punch-quad-bottom': 85, // PWG5100.1
    'punch-multiple-left': 86, // CANON-PUNCHING
    'punch-multiple-top': 87, // CANON-PUNCHING
    'punch-multiple-right': 88, // CANON-PUNCHING
    'punch-multiple-bottom': 89, // CANON-PUNCHING
    'fold-accordion': 90, // PWG5100.1
    'fold-double-gate': 91, // PWG5100.1
    'fold-gate': 92, // PWG5100.1
    'fold-half': 93, // PWG5100.1
    'fold-half-z': 94, // PWG5100.1
    'fold-left-gate': 95, // PWG5100.1
    'fold-letter': 96, // PWG5100.1
    'fold-parallel': 97, // PWG5100.1
    'fold-poster': 98, // PWG5100.1
    'fold-right-gate': 99, // PWG5100.1
    'fold-z': 100, // PWG5100.1
    'fold-engineering-z': 101, // PWG5100.1
  },
  'job-state': {
    pending: 3, // RFC8011
    'pending-held': 4, // RFC8011
    processing: 5, // RFC8011
    'processing-stopped': 6, // RFC8011
    canceled: 7, // RFC8011
    aborted: 8, // RFC8011
    completed: 9, // RFC8011
  },
  'orientation-requested': {
    portrait: 3, // RFC8011
    landscape: 4, // RFC8011
    'reverse-landscape': 5, // RFC8011
    'reverse-portrait': 6, // RFC8011
    none: 7, // PWG5100.13
  },
  'power-state': {
    on: 20, // PWG5100.22
    'on-vendor1': 21, // PWG5100.22
    'on-vendor2': 22, // PWG5100.22
    'on-vendor3': 23, // PWG5100.22
    'on-vendor4': 24, // PWG5100.22
    'on-vendor5': 25, // PWG5100.22
    standby: 30, // PWG5100.22
    'standby-vendor1': 31, // PWG5100.22
    'standby-vendor2': 32, // PWG5100.22
    'standby-vendor3': 33, // PWG5100.22
    'standby-vendor4': 34, // PWG5100.22
    'standby-vendor5': 35, // PWG5100.22
    suspend: 40, // PWG5100.22
    'suspend-vendor1': 41, // PWG5100.22
    'suspend-vendor2': 42, // PWG5100.22
    'suspend-vendor3': 43, // PWG5100.22
    'suspend-vendor4': 44, // PWG5100.22
    'suspend-vendor5': 45, // PWG5100.22
    'reset-soft': 50, // PWG5100.22
    'off-hard': 60, // PWG5100.22
    hibernate: 70, // PWG5100.22
    'hibernate-vendor1': 71, // PWG5100.22
    'hibernate-vendor2': 72, // PWG5100.22
    'hibernate-vendor3': 73, // PWG5100.22
    'hibernate-vendor4': 74, // PWG5100.22
    'hibernate-vendor5': 75, // PWG5100.22
    'off-soft': 80, // PWG5100.22
    'off-soft-vendor1': 81, // PWG5100.22
    'off-soft-vendor2': 82, // PWG5100.22
    'off-soft-vendor3': 83, // PWG5100.22
    'off-soft-vendor4': 84, // PWG5100.22
    'off-soft-vendor5': 85, // PWG5100.22
    'reset-hard': 90, // PWG5100.22
    'reset-mbr': 100, // PWG5100.22
    'reset-nmi': 110, // PWG5100.22
    'off-soft-graceful': 120, // PWG5100.22
    'off-hard-graceful': 130, // PWG5100.22
    'reset-mbr-graceful': 140, // PWG5100.22
    'reset-soft-graceful': 150, // PWG5100.22
    'reset-hard-graceful': 160, // PWG5100.22
    'reset-init': 170, // PWG5100.22
    'not-applicable': 180, // PWG5100.22
    'no-change': 190, // PWG5100.22
  },
  'print-quality': {
    draft: 3, // RFC8011
    normal: 4, // RFC8011
    high: 5, // RFC8011
  },
  'printer-state': {
    idle: 3, // RFC8011
    processing: 4, // RFC8011
    stopped: 5, // RFC8011
  },
  'printer-wifi-state': {
    off: 3, // IPPWIFI
    'not-configured': 4, // IPPWIFI
    'not-visible': 5, // IPPWIFI
    'cannot-join': 6, // IPPWIFI
    joining: 7, // IPPWIFI
    on: 8, // IPPWIFI
  },
  'resource-state': {
    pending: 3, // PWG5100.22
    available: 4, // PWG5100.22
    installed: 5, // PWG5100.22
    canceled: 6, // PWG5100.22
    aborted: 7, // PWG5100.22
  },
  'system-state': {
    idle: 3, // PWG5100.22
    processing: 4, // PWG5100.22
    stopped: 5, // PWG5100.22
  },
  'transmission-status': {
    pending: 3, // PWG5100.15
    'pending-retry': 4, // PWG5100.15
    processing: 5, // PWG5100.15
    canceled: 7, // PWG5100.15
    aborted: 8, // PWG5100.15
    completed: 9, // PWG5100.15
  },
} as const;
