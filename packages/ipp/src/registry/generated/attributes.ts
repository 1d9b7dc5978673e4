/*
 * Generated from the IANA registry "Internet Printing Protocol (IPP) Registrations", as updated 2025-10-31:
 * https://www.iana.org/assignments/ipp-registrations
 * Do not edit: `node tools/generate-ipp-registry.mjs ipp-registrations.xml` writes it anew.
 */

import type { Registrations } from '../registered.ts';

/** Every registered attribute, by the object it belongs to. */
export const ATTRIBUTES: Registrations = {
  'Document Description': {
    'document-name': 'name', // PWG5100.5
  },
  'Document Status': {
    'attributes-charset': 'charset', // PWG5100.5
    'attributes-natural-language': 'naturalLanguage', // PWG5100.5
    'chamber-humidity-actual': '1setOf integer(0:100)', // PWG5100.21
    'chamber-temperature-actual': '1setOf integer(-273:MAX)', // PWG5100.21
    compression: 'keyword', // PWG5100.5
    'copies-actual': '1setOf integer(1:MAX)', // PWG5100.5
    'cover-back-actual': {
      syntax: '1setOf collection', // PWG5100.5
      membersOf: ['cover-back'],
    },
    'cover-front-actual': {
      syntax: '1setOf collection', // PWG5100.5
      membersOf: ['cover-front'],
    },
    'date-time-at-completed': 'dateTime | no-value', // PWG5100.5
    'date-time-at-created': 'dateTime', // PWG5100.5
    'date-time-at-creation': 'dateTime', // PWG5100.5
    'date-time-at-processing': 'dateTime | no-value', // PWG5100.5
    'detailed-status-messages': '1setOf text', // PWG5100.5
    'document-access-errors': '1setOf text', // PWG5100.5
    'document-charset': 'charset', // PWG5100.5
    'document-digital-signature': 'keyword', // PWG5100.5
    'document-format': 'mimeMediaType', // PWG5100.5
    'document-format-details': 'collection', // PWG5100.7
    'document-format-details-detected': 'collection', // PWG5100.7
    'document-format-detected': 'mimeMediaType', // PWG5100.5
    'document-format-ready': '1setOf mimeMediaType', // PWG5100.18
    'document-format-supplied': 'mimeMediaType', // PWG5100.7
    'document-format-version': 'text(127)', // PWG5100.5
    'document-format-version-detected': 'text(127)', // PWG5100.5
    'document-format-version-supplied': 'text(127)', // PWG5100.7
    'document-job-id': 'integer(1:MAX)', // PWG5100.5
    'document-job-uri': 'uri', // PWG5100.5
    'document-message': 'text', // PWG5100.5
    'document-message-supplied': 'text', // PWG5100.7
    'document-metadata': '1setOf octetString', // PWG5100.13
    'document-name-supplied': 'name', // PWG5100.7
    'document-natural-language': 'naturalLanguage', // PWG5100.5
    'document-number': 'integer(1:MAX)', // PWG5100.5
    'document-printer-uri': 'uri', // PWG5100.5
    'document-resource-ids': '1setOf integer(1:MAX)', // PWG5100.22
    'document-state': 'enum', // PWG5100.5
    'document-state-message': 'text', // PWG5100.5
    'document-state-reasons': '1setOf keyword', // PWG5100.5
    'document-uri': 'uri', // PWG5100.5
    'document-uuid': 'uri', // PWG5100.13
    'errors-count': 'integer(0:MAX)', // PWG5100.7
    'finishings-actual': '1setOf enum', // PWG5100.5
    'finishings-col-actual': {
      syntax: '1setOf collection', // PWG5100.5
      membersOf: ['finishings-col'],
    },
    'force-front-side-actual': '1setOf integer(1:MAX)', // PWG5100.5
    'imposition-template-actual': '1setOf keyword | name', // PWG5100.5
    impressions: 'integer(0:MAX)', // PWG5100.5
    'impressions-col': {
      syntax: 'collection', // PWG5100.7
      members: {
        blank: 'integer(0:MAX)', // PWG5100.7
        'blank-two-sided': 'integer(0:MAX)', // PWG5100.7
        'full-color': 'integer(0:MAX)', // PWG5100.7
        'full-color-two-sided': 'integer(0:MAX)', // PWG5100.7
        'highlight-color': 'integer(0:MAX)', // PWG5100.7
        'highlight-color-two-sided': 'integer(0:MAX)', // PWG5100.7
        monochrome: 'integer(0:MAX)', // PWG5100.7
        'monochrome-two-sided': 'integer(0:MAX)', // PWG5100.7
      },
    },
    'impressions-completed': 'integer(0:MAX)', // PWG5100.5
    'impressions-completed-col': {
      syntax: 'collection', // XEROX20150505
      membersOf: ['impressions-col'],
    },
    'input-attributes-actual': 'collection', // PWG5100.15
    'insert-sheet-actual': {
      syntax: '1setOf collection', // PWG5100.5
      membersOf: ['insert-sheet'],
    },
    'k-octets': 'integer(0:MAX)', // PWG5100.5
    'k-octets-processed': 'integer(0:MAX)', // PWG5100.5
    'last-document': 'boolean', // PWG5100.5
    'materials-col-actual': '1setOf collection', // PWG5100.21
    'media-actual': '1setOf keyword | name', // PWG5100.5
    'media-col-actual': {
      syntax: '1setOf collection', // PWG5100.5
      membersOf: ['media-col'],
    },
    'media-sheets': 'integer(0:MAX)', // PWG5100.5
    'media-sheets-col': {
      syntax: 'collection', // PWG5100.7
      members: {
        blank: 'integer(0:MAX)', // PWG5100.7
        'full-color': 'integer(0:MAX)', // PWG5100.7
        'highlight-color': 'integer(0:MAX)', // PWG5100.7
        monochrome: 'integer(0:MAX)', // XEROX20150505
      },
    },
    'media-sheets-completed': 'integer(0:MAX)', // PWG5100.5
    'media-sheets-completed-col': {
      syntax: 'collection', // PWG5100.5
      membersOf: ['media-sheets-col'],
    },
    'more-info': 'uri', // PWG5100.5
    'multiple-object-handling-actual': 'keyword', // PWG5100.21
    'number-up-actual': '1setOf integer', // PWG5100.5
    'orientation-requested-actual': '1setOf enum', // PWG5100.5
    'output-attributes-actual': 'collection', // PWG5100.17
    'output-bin-actual': '1setOf name', // PWG5100.5
    'output-device-actual': '1setOf name(127)', // PWG5100.7
    'output-device-assigned': 'name(127) | name', // PWG5100.5
    'output-device-document-state': 'enum', // PWG5100.18
    'output-device-document-state-message': 'text', // PWG5100.18
    'output-device-document-state-reasons': '1setOf keyword', // PWG5100.18
    'page-delivery-actual': '1setOf keyword', // PWG5100.5
    'page-order-received-actual': '1setOf keyword', // PWG5100.5
    'page-ranges-actual': '1setOf rangeOfInteger(1:MAX)', // PWG5100.5
    pages: 'integer(0:MAX)', // PWG5100.13
    'pages-col': {
      syntax: 'collection', // PWG5100.7
      members: {
        'full-color': 'integer(0:MAX)', // PWG5100.7
        monochrome: 'integer(0:MAX)', // PWG5100.7
      },
    },
    'pages-completed': 'integer(0:MAX)', // PWG5100.13
    'pages-completed-col': {
      syntax: 'collection', // PWG5100.7
      membersOf: ['pages-col'],
    },
    'platform-temperature-actual': '1setOf integer(-273:MAX)', // PWG5100.21
    'presentation-direction-number-up-actual': '1setOf keyword', // PWG5100.5
    'print-accuracy-actual': 'collection', // PWG5100.21
    'print-base-actual': '1setOf keyword', // PWG5100.21
    'print-color-mode-actual': '1setOf keyword', // PWG5100.13
    'print-content-optimize-actual': '1setOf keyword', // PWG5100.7
    'print-objects-actual': '1setOf collection', // PWG5100.21
    'print-quality-actual': '1setOf enum', // PWG5100.5
    'print-supports-actual': '1setOf keyword', // PWG5100.21
    'printer-resolution-actual': '1setOf resolution', // PWG5100.5
    'printer-up-time': 'integer(1:MAX)', // PWG5100.5
    'separator-sheets-actual': {
      syntax: '1setOf collection', // PWG5100.5
      membersOf: ['separator-sheets'],
    },
    'sheet-completed-copy-number': 'integer(0:MAX)', // PWG5100.5
    'sides-actual': '1setOf keyword', // PWG5100.5
    'time-at-completed': 'integer | no-value', // PWG5100.5
    'time-at-creation': 'integer', // PWG5100.5
    'time-at-processing': 'integer | no-value', // PWG5100.5
    'warnings-count': 'integer(0:MAX)', // PWG5100.7
    'x-image-position-actual': '1setOf keyword', // PWG5100.5
    'x-image-shift-actual': '1setOf integer', // PWG5100.5
    'x-side1-image-shift-actual': '1setOf integer', // PWG5100.5
    'x-side2-image-shift-actual': '1setOf integer', // PWG5100.5
    'y-image-position-actual': '1setOf keyword', // PWG5100.5
    'y-image-shift-actual': '1setOf integer', // PWG5100.5
    'y-side1-image-shift-actual': '1setOf integer', // PWG5100.5
    'y-side2-image-shift-actual': '1setOf integer', // PWG5100.5
  },
  'Document Template': {
    'chamber-humidity': 'integer(0:100)', // PWG5100.21
    'chamber-temperature': 'integer(-273:MAX)', // PWG5100.21
    copies: 'integer(1:MAX)', // PWG5100.5
    'cover-back': {
      syntax: 'collection', // PWG5100.5
      membersOf: ['cover-back'],
    },
    'cover-front': 'collection', // PWG5100.5
    'feed-orientation': 'keyword', // PWG5100.5
    finishings: '1setOf enum', // PWG5100.5
    'finishings-col': {
      syntax: '1setOf collection', // PWG5100.5
      membersOf: ['finishings-col'],
    },
    'force-front-side': '1setOf integer(1:MAX)', // PWG5100.5
    'imposition-template': 'keyword | name', // PWG5100.5
    'insert-sheet': {
      syntax: '1setOf collection', // PWG5100.5
      membersOf: ['insert-sheet'],
    },
    'materials-col': {
      syntax: '1setOf collection', // PWG5100.21
      members: {
        'material-amount': 'integer(0:MAX)', // PWG5100.21
        'material-amount-units': 'keyword', // PWG5100.21
        'material-color': 'keyword', // PWG5100.21
        'material-diameter': 'integer(0:MAX)', // PWG5100.21
        'material-diameter-tolerance': 'integer(0:MAX)', // PWG5100.21
        'material-fill-density': 'integer(0:100)', // PWG5100.21
        'material-key': 'keyword', // PWG5100.21
        'material-name': 'name', // PWG5100.21
        'material-nozzle-diameter': 'integer(0:MAX)', // PWG5100.21
        'material-purpose': '1setOf keyword', // PWG5100.21
        'material-rate': 'integer(1:MAX)', // PWG5100.21
        'material-rate-units': 'keyword', // PWG5100.21
        'material-retraction': 'boolean', // PWG5100.21
        'material-shell-thickness': 'integer(0:MAX)', // PWG5100.21
        'material-temperature': 'integer(-273:MAX) | rangeOfInteger(-273:MAX)', // PWG5100.21
        'material-type': 'keyword | name', // PWG5100.21
      },
    },
    media: 'keyword | name', // PWG5100.5
    'media-col': {
      syntax: 'collection', // PWG5100.5
      members: {
        'media-top-offset': 'integer', // IPPLABEL
        'media-tracking': 'keyword', // IPPLABEL
      },
      membersOf: ['media-col'],
    },
    'media-input-tray-check': 'keyword | name', // PWG5100.5
    'media-overprint': {
      syntax: 'collection', // PWG5100.13
      members: {
        'media-overprint-distance': 'integer(0:MAX)', // PWG5100.13
        'media-overprint-method': 'keyword', // PWG5100.13
      },
    },
    'multiple-object-handling': 'keyword', // PWG5100.21
    'number-up': 'integer(1:MAX)', // PWG5100.5
    'orientation-requested': 'enum', // PWG5100.5
    'output-bin': 'keyword | name', // PWG5100.5
    'output-device': 'name(127)', // PWG5100.7
    'page-delivery': 'keyword', // PWG5100.5
    'page-order-received': 'keyword', // IPP20190509B
    'page-ranges': '1setOf rangeOfInteger(1:MAX)', // PWG5100.5
    'pdl-init-file': '1setOf collection', // PWG5100.5
    'platform-temperature': 'integer(-273:MAX)', // PWG5100.21
    'presentation-direction-number-up': 'keyword', // PWG5100.5
    'print-accuracy': {
      syntax: 'collection', // PWG5100.21
      members: {
        'accuracy-units': 'keyword', // PWG5100.21
        'x-accuracy': 'integer(0:MAX)', // PWG5100.21
        'y-accuracy': 'integer(0:MAX)', // PWG5100.21
        'z-accuracy': 'integer(0:MAX)', // PWG5100.21
      },
    },
    'print-base': 'keyword', // PWG5100.21
    'print-color-mode': 'keyword', // PWG5100.13
    'print-content-optimize': 'keyword', // PWG5100.7
    'print-darkness': 'integer(-100:100)', // IPPLABEL
    'print-objects': {
      syntax: '1setOf collection', // PWG5100.21
      members: {
        'document-number': 'integer(1:MAX)', // PWG5100.21
        'object-offset': {
          syntax: 'collection', // PWG5100.21
          members: {
            'x-offset': 'integer(0:MAX)', // PWG5100.21
            'y-offset': 'integer(0:MAX)', // PWG5100.21
            'z-offset': 'integer(0:MAX)', // PWG5100.21
          },
        },
        'object-size': {
          syntax: 'collection', // PWG5100.21
          members: {
            'x-dimension': 'integer(1:MAX)', // PWG5100.21
            'y-dimension': 'integer(1:MAX)', // PWG5100.21
            'z-dimension': 'integer(1:MAX)', // PWG5100.21
          },
        },
        'object-uuid': 'uri', // PWG5100.21
      },
    },
    'print-quality': 'enum', // PWG5100.5
    'print-rendering-intent': 'keyword', // PWG5100.13
    'print-scaling': 'keyword', // PWG5100.13
    'print-speed': 'integer(1:MAX)', // IPPLABEL
    'print-supports': 'keyword', // PWG5100.21
    'printer-resolution': 'resolution', // PWG5100.5
    'separator-sheets': {
      syntax: 'collection', // PWG5100.5
      membersOf: ['separator-sheets'],
    },
    'sheet-collate': 'keyword', // PWG5100.5
    sides: 'keyword', // PWG5100.5
    'x-image-position': 'keyword', // PWG5100.5
    'x-image-shift': 'integer', // PWG5100.5
    'x-side1-image-shift': 'integer', // PWG5100.5
    'x-side2-image-shift': 'integer', // PWG5100.5
    'y-image-position': 'keyword', // PWG5100.5
    'y-image-shift': 'integer', // PWG5100.5
    'y-side1-image-shift': 'integer', // PWG5100.5
    'y-side2-image-shift': 'integer', // PWG5100.5
  },
  'Event Notifications': {
    'job-id': 'integer(1:MAX)', // RFC3996
    'job-impressions-completed': 'integer(0:MAX)', // RFC3996
    'job-state': 'enum', // RFC3996
    'job-state-reasons': '1setOf keyword', // RFC3996
    'job-uuid': 'uri', // PWG5100.13
    'notify-charset': 'charset', // RFC3996
    'notify-natural-language': 'naturalLanguage', // RFC3996
    'notify-printer-uri': 'uri', // RFC3996
    'notify-sequence-number': 'integer(0:MAX)', // RFC3996
    'notify-subscribed-event': 'keyword', // RFC3995
    'notify-subscription-id': 'integer(1:MAX)', // RFC3996
    'notify-subscription-uuid': 'uri', // PWG5100.13
    'notify-text': 'text', // RFC3995
    'notify-user-data': 'octetString(63)', // RFC3996
    'printer-current-time': 'dateTime | unknown', // RFC3996
    'printer-is-accepting-jobs': 'boolean', // RFC3996
    'printer-state': 'enum', // RFC3996
    'printer-state-reasons': '1setOf keyword', // RFC3996
    'printer-up-time': 'integer(1:MAX)', // RFC3996
  },
  'Job Description': {
    'current-page-order': 'keyword', // IPP20190509B
    'job-charge-info': 'text', // PWG5100.16
    'job-collation-type': 'enum', // RFC3381
    'job-impressions-col': {
      syntax: 'collection', // PWG5100.7
      members: {
        blank: 'integer(0:MAX)', // PWG5100.7
        'blank-two-sided': 'integer(0:MAX)', // PWG5100.7
        'full-color': 'integer(0:MAX)', // PWG5100.7
        'full-color-two-sided': 'integer(0:MAX)', // PWG5100.7
        'highlight-color': 'integer(0:MAX)', // PWG5100.7
        'highlight-color-two-sided': 'integer(0:MAX)', // PWG5100.7
        monochrome: 'integer(0:MAX)', // PWG5100.7
        'monochrome-two-sided': 'integer(0:MAX)', // PWG5100.7
      },
    },
    'job-media-sheets-col': {
      syntax: 'collection', // PWG5100.7
      members: {
        blank: 'integer(0:MAX)', // PWG5100.7
        'blank-two-sided': 'integer(0:MAX)', // PWG5100.7
        'full-color': 'integer(0:MAX)', // PWG5100.7
        'full-color-two-sided': 'integer(0:MAX)', // PWG5100.7
        'highlight-color': 'integer(0:MAX)', // PWG5100.7
        'highlight-color-two-sided': 'integer(0:MAX)', // PWG5100.7
        monochrome: 'integer(0:MAX)', // PWG5100.7
        'monochrome-two-sided': 'integer(0:MAX)', // PWG5100.7
      },
    },
    'job-message-from-operator': 'text(127)', // RFC8011
    'job-message-to-operator-actual': '1setOf text', // PWG5100.8
    'job-name': 'name', // RFC8011
    'job-save-printer-make-and-model': 'text(127)', // PWG5100.11
  },
  'Job Status': {
    'attributes-charset': 'charset', // RFC8011
    'attributes-natural-language': 'naturalLanguage', // RFC8011
    'chamber-humidity-actual': '1setOf integer(0:100)', // PWG5100.21
    'chamber-temperature-actual': '1setOf integer(-273:MAX)', // PWG5100.21
    'client-info': '1setOf collection', // PWG5100.7
    'compression-supplied': 'keyword', // PWG5100.7
    'copies-actual': '1setOf integer(1:MAX)', // PWG5100.8
    'cover-back-actual': {
      syntax: '1setOf collection', // PWG5100.8
      membersOf: ['cover-back'],
    },
    'cover-front-actual': {
      syntax: '1setOf collection', // PWG5100.8
      membersOf: ['cover-front'],
    },
    'current-page-order': 'keyword', // PWG5100.3
    'date-time-at-completed': 'dateTime | no-value', // RFC8011
    'date-time-at-completed-estimated': 'dateTime | unknown', // PWG5100.3
    'date-time-at-creation': 'dateTime', // RFC8011
    'date-time-at-processing': 'dateTime | no-value', // RFC8011
    'date-time-at-processing-estimated': 'dateTime | unknown', // PWG5100.3
    'destination-statuses': {
      syntax: '1setOf collection', // PWG5100.15
      members: {
        'destination-uri': 'uri', // PWG5100.15
        'images-completed': 'integer(0:MAX)', // PWG5100.15
        'transmission-status': 'enum', // PWG5100.15
      },
    },
    'document-charset-supplied': 'charset', // PWG5100.7
    'document-digital-signature-supplied': 'keyword', // PWG5100.7
    'document-format-details-detected': 'collection', // PWG5100.7
    'document-format-details-supplied': '1setOf collection', // PWG5100.7-2003
    'document-format-ready': '1setOf mimeMediaType', // PWG5100.18
    'document-format-supplied': 'mimeMediaType', // PWG5100.7
    'document-format-version-supplied': 'text(127)', // PWG5100.7
    'document-message-supplied': 'text', // PWG5100.7
    'document-metadata': '1setOf octetString', // PWG5100.13
    'document-name-supplied': 'name', // PWG5100.7
    'document-natural-language-supplied': 'naturalLanguage', // PWG5100.7
    'errors-count': 'integer(0:MAX)', // PWG5100.7
    'finishings-actual': '1setOf enum', // PWG5100.8
    'finishings-col-actual': {
      syntax: '1setOf collection', // PWG5100.8
      membersOf: ['finishings-col'],
    },
    'force-front-side-actual': '1setOf integer(1:MAX)', // PWG5100.8
    'imposition-template-actual': '1setOf keyword | name', // PWG5100.8
    'impressions-completed-current-copy': 'integer(0:MAX)', // RFC3381
    'input-attributes-actual': 'collection', // PWG5100.15
    'insert-sheet-actual': {
      syntax: '1setOf collection', // PWG5100.8
      membersOf: ['insert-sheet'],
    },
    'ipp-attribute-fidelity': 'boolean', // PWG5100.7
    'job-account-id-actual': '1setOf name', // PWG5100.8
    'job-account-type-actual': 'keyword | name', // PWG5100.16
    'job-accounting-sheets-actual': '1setOf collection', // PWG5100.8
    'job-accounting-user-id-actual': '1setOf name', // PWG5100.8
    'job-copies-actual': 'integer(1:MAX)', // PWG5100.7
    'job-cover-back-actual': 'collection', // PWG5100.7
    'job-cover-front-actual': 'collection', // PWG5100.7
    'job-detailed-status-messages': '1setOf text', // RFC8011
    'job-document-access-errors': '1setOf text', // RFC8011
    'job-error-sheet-actual': {
      syntax: '1setOf collection', // PWG5100.8
      membersOf: ['job-error-sheet'],
    },
    'job-finishings-actual': '1setOf enum', // PWG5100.7
    'job-finishings-col-actual': '1setOf collection', // PWG5100.7
    'job-hold-until-actual': '1setOf keyword | name', // PWG5100.8
    'job-id': 'integer(1:MAX)', // RFC8011
    'job-impressions': 'integer(0:MAX)', // RFC8011
    'job-impressions-col': {
      syntax: 'collection', // XEROX20150505
      members: {
        blank: 'integer(0:MAX)', // XEROX20150505
        'blank-two-sided': 'integer(0:MAX)', // XEROX20150505
        'full-color': 'integer(0:MAX)', // XEROX20150505
        'full-color-two-sided': 'integer(0:MAX)', // XEROX20150505
        'highlight-color': 'integer(0:MAX)', // XEROX20150505
        'highlight-color-two-sided': 'integer(0:MAX)', // XEROX20150505
        monochrome: 'integer(0:MAX)', // XEROX20150505
        'monochrome-two-sided': 'integer(0:MAX)', // XEROX20150505
      },
    },
    'job-impressions-completed': 'integer(0:MAX)', // RFC8011
    'job-impressions-completed-col': {
      syntax: 'collection', // PWG5100.7
      membersOf: ['job-impressions-col'],
    },
    'job-k-octets': 'integer(0:MAX)', // RFC8011
    'job-k-octets-processed': 'integer(0:MAX)', // RFC8011
    'job-mandatory-attributes': '1setOf keyword', // PWG5100.7
    'job-media-sheets': 'integer(0:MAX)', // RFC8011
    'job-media-sheets-col': {
      syntax: 'collection', // XEROX20150505
      members: {
        blank: 'integer(0:MAX)', // XEROX20150505
        'full-color': 'integer(0:MAX)', // XEROX20150505
        'highlight-color': 'integer(0:MAX)', // XEROX20150505
        monochrome: 'integer(0:MAX)', // XEROX20150505
      },
    },
    'job-media-sheets-completed': 'integer(0:MAX)', // RFC8011
    'job-media-sheets-completed-col': {
      syntax: 'collection', // PWG5100.7
      membersOf: ['job-media-sheets-col'],
    },
    'job-more-info': 'uri', // RFC8011
    'job-originating-user-name': 'name', // RFC8011
    'job-originating-user-uri': 'uri', // PWG5100.13
    'job-pages': 'integer(0:MAX)', // PWG5100.13
    'job-pages-col': {
      syntax: 'collection', // PWG5100.7
      members: {
        blank: 'integer(0:MAX)', // PWG5100.7
        'full-color': 'integer(0:MAX)', // PWG5100.7
        monochrome: 'integer(0:MAX)', // PWG5100.7
      },
    },
    'job-pages-completed': 'integer(0:MAX)', // PWG5100.13
    'job-pages-completed-col': {
      syntax: 'collection', // PWG5100.7
      membersOf: ['job-pages-col'],
    },
    'job-printer-up-time': 'integer(1:MAX)', // RFC8011
    'job-printer-uri': 'uri', // RFC8011
    'job-priority-actual': '1setOf integer(1:100)', // PWG5100.8
    'job-processing-time': 'integer(0:MAX)', // PWG5100.7
    'job-release-action': 'keyword', // PWG5100.11
    'job-resource-ids': '1setOf integer(1:MAX)', // PWG5100.22
    'job-sheet-message-actual': '1setOf text', // PWG5100.8
    'job-sheets-actual': '1setOf keyword | name', // PWG5100.8
    'job-sheets-col-actual': {
      syntax: '1setOf collection', // PWG5100.8
      membersOf: ['job-sheets-col'],
    },
    'job-state': 'enum | unknown', // RFC8011
    'job-state-message': 'text', // RFC8011
    'job-state-reasons': '1setOf keyword', // RFC8011
    'job-storage': 'collection', // PWG5100.11
    'job-uri': 'uri', // RFC8011
    'job-uuid': 'uri', // PWG5100.13
    'materials-col-actual': '1setOf collection', // PWG5100.21
    'media-actual': '1setOf keyword | name', // PWG5100.8
    'media-col-actual': {
      syntax: '1setOf collection', // PWG5100.8
      membersOf: ['media-col'],
    },
    'media-input-tray-check-actual': '1setOf keyword | name', // PWG5100.8
    'multiple-document-handling-actual': '1setOf keyword', // PWG5100.8
    'multiple-object-handling-actual': 'keyword', // PWG5100.21
    'number-of-documents': 'integer(0:MAX)', // RFC8011
    'number-of-intervening-jobs': 'integer(0:MAX)', // RFC8011
    'number-up-actual': '1setOf integer(1:MAX)', // PWG5100.8
    'orientation-requested-actual': '1setOf enum', // PWG5100.8
    'original-requesting-user-name': 'name', // RFC3998
    'output-attributes-actual': 'collection', // PWG5100.17
    'output-bin-actual': '1setOf keyword | name', // PWG5100.8
    'output-device-actual': '1setOf name(127)', // PWG5100.7
    'output-device-assigned': 'name(127)', // RFC8011
    'output-device-job-state': 'enum', // PWG5100.18
    'output-device-job-state-message': 'text', // PWG5100.18
    'output-device-job-state-reasons': '1setOf keyword', // PWG5100.18
    'output-device-uuid-assigned': 'uri', // PWG5100.18
    'overrides-actual': {
      syntax: '1setOf collection', // PWG5100.6
      membersOf: ['overrides'],
    },
    'page-delivery-actual': '1setOf keyword', // PWG5100.8
    'page-order-received-actual': 'keyword', // IPP20190509B
    'page-ranges-actual': '1setOf rangeOfInteger(1:MAX)', // PWG5100.8
    'parent-job-id': 'integer(1:MAX)', // PWG5100.11
    'parent-job-uuid': 'uri(45)', // PWG5100.11
    'platform-temperature-actual': '1setOf integer(-273:MAX)', // PWG5100.21
    'presentation-direction-number-up-actual': '1setOf keyword', // PWG5100.8
    'print-accuracy-actual': 'collection', // PWG5100.21
    'print-base-actual': '1setOf keyword', // PWG5100.21
    'print-color-mode-actual': '1setOf keyword', // PWG5100.13
    'print-content-optimize-actual': '1setOf keyword', // PWG5100.7
    'print-objects-actual': '1setOf collection', // PWG5100.21
    'print-quality-actual': '1setOf enum', // PWG5100.8
    'print-supports-actual': '1setOf keyword', // PWG5100.21
    'printer-resolution-actual': '1setOf resolution', // PWG5100.8
    'separator-sheets-actual': {
      syntax: '1setOf collection', // PWG5100.8
      membersOf: ['separator-sheets'],
    },
    'sheet-collate-actual': '1setOf keyword', // PWG5100.8
    'sheet-completed-copy-number': 'integer(0:MAX)', // RFC3381
    'sheet-completed-document-number': 'integer(0:MAX)', // RFC3381
    'sides-actual': '1setOf keyword', // PWG5100.8
    'time-at-completed': 'integer | no-value', // RFC8011
    'time-at-completed-estimated': 'integer | unknown', // PWG5100.3
    'time-at-creation': 'integer', // RFC8011
    'time-at-processing': 'integer | no-value', // RFC8011
    'time-at-processing-estimated': 'integer | unknown', // PWG5100.3
    'warnings-count': 'integer(0:MAX)', // PWG5100.7
    'x-image-position-actual': '1setOf keyword', // PWG5100.8
    'x-image-shift-actual': '1setOf integer', // PWG5100.8
    'x-side1-image-shift-actual': '1setOf integer', // PWG5100.8
    'x-side2-image-shift-actual': '1setOf integer', // PWG5100.8
    'y-image-position-actual': '1setOf keyword', // PWG5100.8
    'y-image-shift-actual': '1setOf integer', // PWG5100.8
    'y-side1-image-shift-actual': '1setOf integer', // PWG5100.8
    'y-side2-image-shift-actual': '1setOf integer', // PWG5100.8
  },
  'Job Template': {
    'chamber-humidity': 'integer(0:100)', // PWG5100.21
    'chamber-temperature': 'integer(-273:MAX)', // PWG5100.21
    'confirmation-sheet-print': 'boolean', // PWG5100.15
    copies: 'integer(1:MAX)', // RFC8011
    'cover-back': {
      syntax: 'collection', // PWG5100.3
      members: {
        'cover-type': 'keyword | name', // PWG5100.3
        media: 'keyword | name', // RFC8011
        'media-col': {
          syntax: 'collection', // PWG5100.3
          membersOf: ['media-col'],
        },
      },
    },
    'cover-front': {
      syntax: 'collection', // PWG5100.3
      members: {
        'cover-type': 'keyword', // PWG5100.3
        media: 'keyword | name', // RFC8011
        'media-col': {
          syntax: 'collection', // PWG5100.3
          membersOf: ['media-col'],
        },
      },
    },
    'cover-sheet-info': {
      syntax: 'collection', // PWG5100.15
      members: {
        'from-name': 'text', // PWG5100.15
        logo: 'uri', // PWG5100.15
        message: 'text', // PWG5100.15
        'organization-name': 'text', // PWG5100.15
        subject: 'text', // PWG5100.15
        'to-name': 'text', // PWG5100.15
      },
    },
    'destination-uris': {
      syntax: '1setOf collection', // PWG5100.15
      members: {
        'destination-attributes': '1setOf collection', // PWG5100.17
        'destination-uri': 'uri', // PWG5100.15
        'post-dial-string': 'text(127)', // PWG5100.15
        'pre-dial-string': 'text(127)', // PWG5100.15
        't33-subaddress': 'integer(0:MAX)', // PWG5100.15
      },
    },
    'feed-orientation': 'keyword', // PWG5100.11
    finishings: '1setOf enum', // RFC8011
    'finishings-col': {
      syntax: '1setOf collection | no-value', // PWG5100.1
      members: {
        baling: {
          syntax: 'collection', // PWG5100.1
          members: {
            'baling-type': 'keyword | name', // PWG5100.1
            'baling-when': 'keyword', // PWG5100.1
          },
        },
        binding: {
          syntax: 'collection', // PWG5100.1
          members: {
            'binding-reference-edge': 'keyword', // PWG5100.1
            'binding-type': 'keyword | name', // PWG5100.1
          },
        },
        coating: {
          syntax: 'collection', // PWG5100.1
          members: {
            'coating-sides': 'keyword', // PWG5100.1
            'coating-type': 'keyword | name', // PWG5100.1
          },
        },
        covering: {
          syntax: 'collection', // PWG5100.1
          members: {
            'covering-name': 'keyword | name', // PWG5100.1
          },
        },
        'finishing-template': 'keyword | name', // PWG5100.1
        folding: {
          syntax: '1setOf collection', // PWG5100.1
          members: {
            'folding-direction': 'keyword', // PWG5100.1
            'folding-offset': 'integer(0:MAX)', // PWG5100.1
            'folding-reference-edge': 'keyword', // PWG5100.1
          },
        },
        'imposition-template': 'keyword | name', // PWG5100.1
        laminating: {
          syntax: 'collection', // PWG5100.1
          members: {
            'laminating-sides': 'keyword', // PWG5100.1
            'laminating-type': 'keyword | name', // PWG5100.1
          },
        },
        'media-sheets-supported': 'rangeOfInteger(1:MAX)', // PWG5100.1
        'media-size': 'collection', // PWG5100.1
        'media-size-name': 'keyword', // PWG5100.1
        punching: {
          syntax: 'collection', // PWG5100.1
          members: {
            'punching-locations': '1setOf integer(0:MAX)', // PWG5100.1
            'punching-offset': 'integer(0:MAX)', // PWG5100.1
            'punching-reference-edge': 'keyword', // PWG5100.1
          },
        },
        stitching: {
          syntax: 'collection', // PWG5100.1
          members: {
            'stitching-angle': 'integer(0:359)', // PWG5100.1
            'stitching-locations': '1setOf integer(0:MAX)', // PWG5100.1
            'stitching-method': 'keyword', // PWG5100.1
            'stitching-offset': 'integer(0:MAX)', // PWG5100.1
            'stitching-reference-edge': 'keyword', // PWG5100.1
          },
        },
        trimming: {
          syntax: '1setOf collection', // PWG5100.1
          members: {
            'trimming-offset': 'integer(0:MAX)', // PWG5100.1
            'trimming-reference-edge': 'keyword', // PWG5100.1
            'trimming-type': 'keyword | name', // PWG5100.1
            'trimming-when': 'keyword', // PWG5100.1
          },
        },
      },
    },
    'force-front-side': '1setOf integer(1:MAX)', // PWG5100.3
    'image-orientation': 'enum', // PWG5100.3
    'imposition-template': 'keyword | name', // PWG5100.3
    'insert-sheet': {
      syntax: '1setOf collection', // PWG5100.3
      members: {
        'insert-after-page-number': 'integer(0:MAX)', // PWG5100.3
        'insert-count': 'integer(0:MAX)', // PWG5100.3
        media: 'keyword | name', // PWG5100.3
        'media-col': 'collection', // PWG5100.3
      },
    },
    'job-account-id': 'name', // PWG5100.7
    'job-account-type': 'keyword | name', // PWG5100.16
    'job-accounting-sheets': 'collection', // PWG5100.3
    'job-accounting-user-id': 'name', // PWG5100.7
    'job-cancel-after': 'integer(0:MAX) | integer(1:MAX)', // PWG5100.11
    'job-complete-before': 'keyword | name', // PWG5100.3
    'job-complete-before-time': 'dateTime', // PWG5100.3
    'job-copies': 'integer(1:MAX)', // PWG5100.7
    'job-cover-back': 'collection', // PWG5100.7
    'job-cover-front': 'collection', // PWG5100.7
    'job-delay-output-until': 'keyword | name', // PWG5100.7
    'job-delay-output-until-time': 'dateTime', // PWG5100.7
    'job-error-action': 'keyword', // PWG5100.13
    'job-error-sheet': {
      syntax: 'collection', // PWG5100.3
      members: {
        'job-error-sheet-type': 'keyword | name', // PWG5100.3
        'job-error-sheet-when': 'keyword', // PWG5100.3
        media: 'keyword | name', // PWG5100.3
        'media-col': {
          syntax: 'collection', // PWG5100.3
          membersOf: ['media-col'],
        },
      },
    },
    'job-finishings': '1setOf enum', // PWG5100.7
    'job-finishings-col': '1setOf collection', // PWG5100.7
    'job-hold-until': 'keyword | name', // RFC8011
    'job-hold-until-time': 'dateTime', // PWG5100.7
    'job-message-to-operator': 'text', // PWG5100.3
    'job-pages-per-set': 'integer(1:MAX)', // PWG5100.1
    'job-phone-number': 'uri', // PWG5100.3
    'job-priority': 'integer(1:100)', // RFC8011
    'job-recipient-name': 'name', // PWG5100.3
    'job-retain-until': 'keyword | name', // PWG5100.7
    'job-retain-until-interval': 'integer(0:MAX)', // PWG5100.7
    'job-retain-until-time': 'dateTime', // PWG5100.7
    'job-save-disposition': 'collection', // PWG5100.11
    'job-sheet-message': 'text', // PWG5100.3
    'job-sheets': 'keyword | name', // RFC8011
    'job-sheets-col': {
      syntax: 'collection', // PWG5100.7
      members: {
        'job-sheets': 'keyword | name', // PWG5100.7
        media: 'keyword | name', // PWG5100.7
        'media-col': {
          syntax: 'collection', // PWG5100.7
          membersOf: ['media-col'],
        },
      },
    },
    'materials-col': {
      syntax: '1setOf collection', // PWG5100.21
      members: {
        'material-amount': 'integer(0:MAX)', // PWG5100.21
        'material-amount-units': 'keyword', // PWG5100.21
        'material-color': 'keyword', // PWG5100.21
        'material-diameter': 'integer(0:MAX)', // PWG5100.21
        'material-diameter-tolerance': 'integer(0:MAX)', // PWG5100.21
        'material-fill-density': 'integer(0:100)', // PWG5100.21
        'material-key': 'keyword', // PWG5100.21
        'material-name': 'name', // PWG5100.21
        'material-nozzle-diameter': 'integer(0:MAX)', // PWG5100.21
        'material-purpose': '1setOf keyword', // PWG5100.21
        'material-rate': 'integer(1:MAX)', // PWG5100.21
        'material-rate-units': 'keyword', // PWG5100.21
        'material-retraction': 'boolean', // PWG5100.21
        'material-shell-thickness': 'integer(0:MAX)', // PWG5100.21
        'material-temperature': 'integer(-273:MAX) | rangeOfInteger(-273:MAX)', // PWG5100.21
        'material-type': 'keyword | name', // PWG5100.21
      },
    },
    media: 'keyword | name', // RFC8011
    'media-col': {
      syntax: 'collection', // PWG5100.7
      members: {
        'media-back-coating': 'keyword | name', // PWG5100.7
        'media-bottom-margin': 'integer(0:MAX)', // PWG5100.7
        'media-color': 'keyword | name', // PWG5100.7
        'media-front-coating': 'keyword | name', // PWG5100.7
        'media-grain': 'keyword | name', // PWG5100.7
        'media-hole-count': 'integer(0:MAX)', // PWG5100.7
        'media-info': 'text(255)', // PWG5100.7
        'media-key': 'keyword | name', // PWG5100.7
        'media-left-margin': 'integer(0:MAX)', // PWG5100.7
        'media-order-count': 'integer(1:MAX)', // PWG5100.7
        'media-pre-printed': 'keyword | name', // PWG5100.7
        'media-recycled': 'keyword | name', // PWG5100.7
        'media-right-margin': 'integer(0:MAX)', // PWG5100.7
        'media-size': {
          syntax: 'collection', // PWG5100.7
          members: {
            'x-dimension': 'integer(1:MAX)', // PWG5100.7
            'y-dimension': 'integer(1:MAX)', // PWG5100.7
          },
        },
        'media-size-name': 'keyword | name', // PWG5100.7
        'media-source': 'keyword | name', // PWG5100.7
        'media-thickness': 'integer(1:MAX)', // PWG5100.7
        'media-tooth': 'keyword | name', // PWG5100.7
        'media-top-margin': 'integer(0:MAX)', // PWG5100.7
        'media-top-offset': 'integer', // IPPLABEL
        'media-tracking': 'keyword', // IPPLABEL
        'media-type': 'keyword | name', // PWG5100.7
        'media-weight-metric': 'integer(0:MAX)', // PWG5100.7
      },
    },
    'media-input-tray-check': 'keyword | name', // PWG5100.3
    'media-overprint': {
      syntax: 'collection', // PWG5100.13
      members: {
        'media-overprint-distance': 'integer(0:MAX)', // PWG5100.13
        'media-overprint-method': 'keyword', // PWG5100.13
      },
    },
    'multiple-document-handling': 'keyword', // RFC8011
    'multiple-object-handling': 'keyword', // PWG5100.21
    'number-of-retries': 'integer(0:MAX)', // PWG5100.15
    'number-up': 'integer(1:MAX)', // RFC8011
    'orientation-requested': 'enum', // RFC8011
    'output-bin': 'keyword | name', // PWG5100.2
    'output-device': 'name(127)', // PWG5100.7
    overrides: {
      syntax: '1setOf collection', // PWG5100.6
      members: {
        'document-copies': '1setOf rangeOfInteger', // PWG5100.6
        'document-numbers': '1setOf rangeOfInteger', // PWG5100.6
        pages: '1setOf rangeOfInteger', // PWG5100.6
      },
      membersOf: ['Job Template'],
    },
    'page-delivery': 'keyword', // PWG5100.3
    'page-order-received': 'keyword', // PWG5100.3
    'page-ranges': '1setOf rangeOfInteger(1:MAX)', // RFC8011
    'pages-per-subset': '1setOf integer(1:MAX)', // PWG5100.13
    'pclm-source-resolution': 'resolution', // HP20180907
    'pdl-init-file': '1setOf collection', // PWG5100.11
    'platform-temperature': 'integer(-273:MAX)', // PWG5100.21
    'presentation-direction-number-up': 'keyword', // PWG5100.3
    'print-accuracy': {
      syntax: 'collection', // PWG5100.21
      members: {
        'accuracy-units': 'keyword', // PWG5100.21
        'x-accuracy': 'integer(0:MAX)', // PWG5100.21
        'y-accuracy': 'integer(0:MAX)', // PWG5100.21
        'z-accuracy': 'integer(0:MAX)', // PWG5100.21
      },
    },
    'print-base': 'keyword', // PWG5100.21
    'print-color-mode': 'keyword', // PWG5100.13
    'print-content-optimize': 'keyword', // PWG5100.7
    'print-darkness': 'integer(-100:100)', // IPPLABEL
    'print-objects': {
      syntax: '1setOf collection', // PWG5100.21
      members: {
        'document-number': 'integer(1:MAX)', // PWG5100.21
        'object-offset': {
          syntax: 'collection', // PWG5100.21
          members: {
            'x-offset': 'integer(0:MAX)', // PWG5100.21
            'y-offset': 'integer(0:MAX)', // PWG5100.21
            'z-offset': 'integer(0:MAX)', // PWG5100.21
          },
        },
        'object-size': {
          syntax: 'collection', // PWG5100.21
          members: {
            'x-dimension': 'integer(1:MAX)', // PWG5100.21
            'y-dimension': 'integer(1:MAX)', // PWG5100.21
            'z-dimension': 'integer(1:MAX)', // PWG5100.21
          },
        },
        'object-uuid': 'uri', // PWG5100.21
      },
    },
    'print-quality': 'enum', // RFC8011
    'print-rendering-intent': 'keyword', // PWG5100.13
    'print-scaling': 'keyword', // PWG5100.13
    'print-speed': 'integer(1:MAX)', // IPPLABEL
    'print-supports': 'keyword', // PWG5100.21
    'printer-resolution': 'resolution', // RFC8011
    'proof-copies': 'integer(1:MAX)', // PWG5100.11
    'proof-print': {
      syntax: 'collection', // PWG5100.11
      members: {
        media: 'keyword | name', // PWG5100.11
        'media-col': {
          syntax: 'collection', // PWG5100.11
          membersOf: ['media-col'],
        },
        'proof-print-copies': 'integer(0:MAX)', // PWG5100.11
      },
    },
    'retry-interval': 'integer(1:MAX)', // PWG5100.15
    'retry-time-out': 'integer(1:MAX)', // PWG5100.15
    'separator-sheets': {
      syntax: 'collection', // PWG5100.3
      members: {
        media: 'keyword | name', // RFC8011
        'media-col': {
          syntax: 'collection', // PWG5100.3
          membersOf: ['media-col'],
        },
        'separator-sheets-type': '1setOf keyword | name', // PWG5100.3
      },
    },
    'sheet-collate': 'keyword', // RFC3381
    sides: 'keyword', // RFC8011
    'x-image-position': 'keyword', // PWG5100.3
    'x-image-shift': 'integer', // PWG5100.3
    'x-side1-image-shift': 'integer', // PWG5100.3
    'x-side2-image-shift': 'integer', // PWG5100.3
    'y-image-position': 'keyword', // PWG5100.3
    'y-image-shift': 'integer', // PWG5100.3
    'y-side1-image-shift': 'integer', // PWG5100.3
    'y-side2-image-shift': 'integer', // PWG5100.3
  },
  Operation: {
    'attributes-charset': 'charset', // RFC8011
    'attributes-natural-language': 'naturalLanguage', // RFC8011
    'charge-info-message': 'text', // PWG5100.16
    'client-info': {
      syntax: '1setOf collection', // PWG5100.7
      members: {
        'client-name': 'name(127)', // PWG5100.7
        'client-patches': 'text(255) | no-value', // PWG5100.7
        'client-string-version': 'text(127)', // PWG5100.7
        'client-type': 'enum', // PWG5100.7
        'client-version': 'octetString(64) | no-value', // PWG5100.7
      },
    },
    compression: 'keyword', // RFC8011
    'compression-accepted': '1setOf keyword', // PWG5100.17
    'destination-accesses': {
      syntax: '1setOf collection | no-value', // PWG5100.17
      members: {
        'access-oauth-token': '1setOf octetString', // PWG5100.17
        'access-oauth-uri': 'uri', // PWG5100.17
        'access-password': 'text', // PWG5100.17
        'access-pin': 'text', // PWG5100.17
        'access-user-name': 'text', // PWG5100.17
        'access-x509-certificate': '1setOf octetString', // IPPWG20180620
      },
    },
    'detailed-status-message': 'text', // RFC8011
    'document-access': {
      syntax: 'collection | no-value', // PWG5100.18
      members: {
        'access-oauth-token': '1setOf octetString', // PWG5100.18
        'access-oauth-uri': 'uri', // PWG5100.18
        'access-password': 'text', // PWG5100.18
        'access-pin': 'text', // PWG5100.18
        'access-user-name': 'text', // PWG5100.18
        'access-x509-certificate': '1setOf octetString', // IPPWG20180620
      },
    },
    'document-access-error': 'text', // RFC8011
    'document-charset': 'charset', // PWG5100.5
    'document-data-get-interval': 'integer(0:MAX)', // PWG5100.17
    'document-data-wait': 'boolean', // PWG5100.17
    'document-digital-signature': 'keyword', // PWG5100.7
    'document-format': 'mimeMediaType', // RFC8011
    'document-format-accepted': '1setOf mimeMediaType', // PWG5100.18
    'document-format-details': {
      syntax: '1setOf collection', // PWG5100.7-2003
      members: {
        'document-format': 'mimeMediaType', // PWG5100.7-2003
        'document-format-device-id': 'text(127)', // PWG5100.7-2003
        'document-format-version': 'text(127)', // PWG5100.7-2003
        'document-natural-language': '1setOf naturalLanguage', // PWG5100.7-2003
        'document-source-application-name': 'name', // PWG5100.7-2003
        'document-source-application-version': 'text(127)', // PWG5100.7-2003
        'document-source-os-name': 'name(40)', // PWG5100.7-2003
        'document-source-os-version': 'text(40)', // PWG5100.7-2003
      },
    },
    'document-format-version': 'text(127)', // PWG5100.7
    'document-message': 'text', // PWG5100.5
    'document-metadata': '1setOf octetString', // PWG5100.13
    'document-name': 'name', // RFC8011
    'document-natural-language': 'naturalLanguage', // RFC8011
    'document-number': 'integer(1:MAX)', // PWG5100.5
    'document-password': 'octetString(1023)', // PWG5100.13
    'document-preprocessed': 'boolean', // PWG5100.18
    'document-uri': 'uri', // RFC8011
    'encrypted-job-request-format': 'mimeMediaType', // PWG5100.TRUSTNOONE
    'encrypted-job-request-id': 'integer(1:MAX)', // PWG5100.TRUSTNOONE
    'fetch-status-code': 'enum', // PWG5100.18
    'fetch-status-message': 'text', // PWG5100.18
    'first-index': 'integer(1:MAX)', // PWG5100.13
    'identify-actions': '1setOf keyword', // PWG5100.13
    'input-attributes': {
      syntax: 'collection', // PWG5100.15
      members: {
        'input-auto-scaling': 'boolean', // PWG5100.15
        'input-auto-skew-correction': 'boolean', // PWG5100.15
        'input-brightness': 'integer(-100:100)', // PWG5100.15
        'input-color-mode': 'keyword', // PWG5100.15
        'input-content-type': 'keyword', // PWG5100.15
        'input-contrast': 'integer(-100:100)', // PWG5100.15
        'input-film-scan-mode': 'keyword', // PWG5100.15
        'input-images-to-transfer': 'integer(1:MAX)', // PWG5100.15
        'input-media': 'keyword | name', // PWG5100.15
        'input-orientation-requested': 'keyword', // PWG5100.15
        'input-quality': 'enum', // PWG5100.15
        'input-resolution': 'resolution', // PWG5100.15
        'input-scaling-height': 'integer(1:1000)', // PWG5100.15
        'input-scaling-width': 'integer(1:1000)', // PWG5100.15
        'input-scan-regions': {
          syntax: '1setOf collection', // PWG5100.15
          members: {
            'x-dimension': 'integer', // PWG5100.15
            'x-origin': 'integer', // PWG5100.15
            'y-dimension': 'integer', // PWG5100.15
            'y-origin': 'integer', // PWG5100.15
          },
        },
        'input-sharpness': 'integer(-100:100)', // PWG5100.15
        'input-sides': 'keyword', // PWG5100.15
        'input-source': 'keyword', // PWG5100.15
      },
    },
    'ipp-attribute-fidelity': 'boolean', // RFC8011
    'job-authorization-uri': 'uri', // PWG5100.16
    'job-hold-until': 'keyword | name', // RFC8011
    'job-hold-until-time': 'dateTime', // PWG5100.7
    'job-id': 'integer(1:MAX)', // RFC8011
    'job-ids': '1setOf integer(1:MAX)', // PWG5100.7
    'job-impressions': 'integer(0:MAX)', // RFC8011
    'job-impressions-col': 'collection', // XEROX20150505
    'job-impressions-estimated': 'integer(1:MAX)', // PWG5100.16
    'job-k-octets': 'integer(0:MAX)', // RFC8011
    'job-mandatory-attributes': '1setOf keyword', // PWG5100.7
    'job-media-sheets': 'integer(0:MAX)', // RFC8011
    'job-media-sheets-col': 'collection', // XEROX20150505
    'job-message-from-operator': 'text(127)', // RFC3380
    'job-name': 'name', // RFC8011
    'job-pages': 'integer(0:MAX)', // PWG5100.7
    'job-pages-col': {
      syntax: 'collection', // PWG5100.7
      membersOf: ['job-pages-col'],
    },
    'job-password': 'octetString(255)', // PWG5100.11
    'job-password-encryption': 'keyword | name', // PWG5100.11
    'job-release-action': 'keyword', // PWG5100.11
    'job-state': 'enum', // RFC8011
    'job-state-message': 'text', // RFC8011
    'job-state-reasons': '1setOf keyword', // RFC8011
    'job-storage': {
      syntax: 'collection', // PWG5100.11
      members: {
        'job-storage-access': 'keyword', // PWG5100.11
        'job-storage-disposition': 'keyword', // PWG5100.11
        'job-storage-group': 'name', // PWG5100.11
      },
    },
    'job-uri': 'uri', // RFC8011
    'last-document': 'boolean', // RFC8011
    limit: 'integer(1:MAX)', // RFC8011
    message: 'text(127)', // RFC8011
    'my-jobs': 'boolean', // RFC8011
    'notify-get-interval': 'integer(0:MAX)', // RFC3996
    'notify-printer-ids': '1setOf integer(1:65535)', // PWG5100.22
    'notify-resource-id': 'integer(1:MAX)', // PWG5100.22
    'notify-sequence-numbers': '1setOf integer(1:MAX)', // RFC3996
    'notify-subscription-ids': '1setOf integer(1:MAX)', // RFC3996
    'notify-wait': 'boolean', // RFC3996
    'original-requesting-user-name': 'name', // RFC3998
    'output-attributes': {
      syntax: 'collection', // PWG5100.17
      members: {
        'noise-removal': 'integer(0:100)', // PWG5100.17
        'output-compression-quality-factor': 'integer(0:100)', // PWG5100.17
      },
    },
    'output-device-job-states': '1setOf enum', // PWG5100.18
    'output-device-uuid': 'uri', // PWG5100.18
    'output-device-x509-certificate': '1setOf text', // PWG5100.22
    'output-device-x509-request': '1setOf text', // PWG5100.22
    'preferred-attributes': 'collection', // PWG5100.13
    'printer-geo-location': 'uri', // PWG5100.22
    'printer-id': 'integer(1:65535)', // PWG5100.22
    'printer-ids': '1setOf integer(1:65535)', // PWG5100.22
    'printer-location': 'text(127)', // PWG5100.22
    'printer-message-from-operator': 'text(127)', // RFC3380
    'printer-service-type': '1setOf keyword', // PWG5100.22
    'printer-up-time': 'integer(1:MAX)', // RFC3996
    'printer-uri': 'uri', // RFC8011
    'printer-xri-requested': '1setOf collection', // PWG5100.22
    'profile-uri-actual': 'uri', // PWG5100.16
    'requested-attributes': '1setOf keyword', // RFC8011
    'requesting-user-name': 'name', // RFC8011
    'requesting-user-pkcs7-public-key': '1setOf text', // PWG5100.TRUSTNOONE
    'requesting-user-uri': 'uri', // PWG5100.13
    'resource-format': 'mimeMediaType', // PWG5100.22
    'resource-format-accepted': '1setOf mimeMediaType', // PWG5100.22
    'resource-formats': '1setOf mimeMediaType', // PWG5100.22
    'resource-id': 'integer(1:MAX)', // PWG5100.22
    'resource-ids': '1setOf integer(1:MAX)', // PWG5100.22
    'resource-k-octets': 'integer(0:MAX)', // PWG5100.22
    'resource-natural-language': 'naturalLanguage', // PWG5100.22
    'resource-patches': 'text | no-value', // PWG5100.22
    'resource-signature': '1setOf octetString', // PWG5100.22
    'resource-states': '1setOf enum', // PWG5100.22
    'resource-string-version': 'text | no-value', // PWG5100.22
    'resource-type': 'keyword', // PWG5100.22
    'resource-types': '1setOf keyword', // PWG5100.22
    'resource-version': 'octetString(64) | no-value', // PWG5100.22
    'restart-get-interval': 'integer(0:MAX)', // PWG5100.22
    'status-message': 'text(255)', // RFC8011
    'system-uri': 'uri', // PWG5100.22
    'which-jobs': 'keyword', // RFC8011
    'which-printers': 'keyword', // PWG5100.22
  },
  'Printer Description': {
    'accuracy-units-supported': '1setOf keyword', // PWG5100.21
    'baling-type-supported': '1setOf keyword | name', // PWG5100.1
    'baling-when-supported': '1setOf keyword', // PWG5100.1
    'binding-reference-edge-supported': '1setOf keyword', // PWG5100.1
    'binding-type-supported': '1setOf keyword', // PWG5100.1
    'chamber-humidity-default': 'integer(0:100) | no-value', // PWG5100.21
    'chamber-humidity-supported': 'boolean', // PWG5100.21
    'chamber-temperature-default': 'integer(-273:MAX) | no-value', // PWG5100.21
    'chamber-temperature-supported': '1setOf integer(-273:MAX) | rangeOfInteger(-273:MAX)', // PWG5100.21
    'charset-configured': 'charset', // RFC8011
    'charset-supported': '1setOf charset', // RFC8011
    'client-info-supported': '1setOf keyword', // PWG5100.7
    'coating-sides-supported': '1setOf keyword', // PWG5100.1
    'coating-type-supported': '1setOf keyword | name', // PWG5100.1
    'color-supported': 'boolean', // RFC8011
    'compression-supported': '1setOf keyword', // RFC8011
    'confirmation-sheet-print-default': 'boolean', // PWG5100.15
    'copies-default': 'integer(1:MAX)', // RFC8011
    'copies-supported': 'rangeOfInteger(1:MAX)', // RFC8011
    'cover-back-default': {
      syntax: 'collection | no-value', // PWG5100.3
      membersOf: ['cover-back'],
    },
    'cover-back-supported': '1setOf keyword', // PWG5100.3
    'cover-front-default': {
      syntax: 'collection | no-value', // PWG5100.3
      membersOf: ['cover-front'],
    },
    'cover-front-supported': '1setOf keyword', // PWG5100.3
    'cover-sheet-info-default': {
      syntax: 'collection', // PWG5100.15
      membersOf: ['cover-sheet-info'],
    },
    'cover-sheet-info-supported': '1setOf keyword', // PWG5100.15
    'cover-type-supported': '1setOf keyword', // PWG5100.3
    'covering-name-supported': '1setOf keyword | name', // PWG5100.1
    'destination-accesses-supported': '1setOf keyword', // PWG5100.17
    'destination-uri-ready': {
      syntax: '1setOf collection', // PWG5100.17
      members: {
        'destination-attributes': '1setOf collection', // PWG5100.17
        'destination-attributes-supported': '1setOf keyword', // PWG5100.17
        'destination-info': 'text', // PWG5100.17
        'destination-is-directory': 'boolean', // PWG5100.17
        'destination-mandatory-access-attributes': '1setOf keyword', // PWG5100.17
        'destination-name': 'name', // PWG5100.17
        'destination-oauth-scope': '1setOf octetString', // PWG5100.17
        'destination-oauth-token': '1setOf octetString', // PWG5100.17
        'destination-oauth-uri': 'uri', // PWG5100.17
        'destination-uri': 'uri', // PWG5100.17
      },
    },
    'destination-uri-schemes-supported': '1setOf uriScheme', // PWG5100.15
    'destination-uris-supported': '1setOf keyword', // PWG5100.15
    'document-access-supported': '1setOf keyword', // PWG5100.18
    'document-charset-default': 'charset', // PWG5100.7
    'document-charset-supported': '1setOf charset', // PWG5100.7
    'document-creation-attributes-supported': '1setOf keyword', // PWG5100.5
    'document-digital-signature-default': 'keyword', // PWG5100.7
    'document-digital-signature-supported': '1setOf keyword', // PWG5100.7
    'document-format-default': 'mimeMediaType', // RFC8011
    'document-format-details-default': 'collection', // PWG5100.7
    'document-format-details-supported': '1setOf keyword', // PWG5100.7
    'document-format-supported': '1setOf mimeMediaType', // RFC8011
    'document-format-version-default': 'text(127)', // PWG5100.7
    'document-format-version-supported': '1setOf text(127)', // PWG5100.7
    'document-natural-language-default': 'naturalLanguage', // PWG5100.7
    'document-natural-language-supported': '1setOf naturalLanguage', // PWG5100.7
    'document-password-supported': 'integer(0:1023)', // PWG5100.13
    'document-privacy-attributes': '1setOf keyword', // IPPPRIVACY10
    'document-privacy-scope': 'keyword', // IPPPRIVACY10
    'feed-orientation-default': 'keyword', // PWG5100.11
    'feed-orientation-supported': '1setOf keyword', // PWG5100.11
    'fetch-document-attributes-supported': '1setOf keyword', // PWG5100.18
    'finishing-template-supported': '1setOf keyword | name', // PWG5100.1
    'finishings-col-database': '1setOf collection', // PWG5100.1
    'finishings-col-default': {
      syntax: 'collection', // PWG5100.1
      membersOf: ['finishings-col'],
    },
    'finishings-col-ready': {
      syntax: '1setOf collection', // PWG5100.1
      membersOf: ['finishings-col'],
    },
    'finishings-col-supported': '1setOf keyword', // PWG5100.1
    'finishings-default': '1setOf enum', // RFC8011
    'finishings-ready': '1setOf enum', // PWG5100.1
    'finishings-supported': '1setOf enum', // RFC8011
    'folding-direction-supported': '1setOf keyword', // PWG5100.1
    'folding-offset-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.1
    'folding-reference-edge-supported': '1setOf keyword', // PWG5100.1
    'force-front-side-default': '1setOf integer(1:MAX)', // PWG5100.3
    'force-front-side-supported': 'rangeOfInteger(1:MAX)', // PWG5100.3
    'from-name-supported': 'integer(0:1023)', // PWG5100.15
    'generated-natural-language-supported': '1setOf naturalLanguage', // RFC8011
    'identify-actions-default': '1setOf keyword', // PWG5100.13
    'identify-actions-supported': '1setOf keyword', // PWG5100.13
    'image-orientation-default': 'enum', // PWG5100.3
    'image-orientation-supported': '1setOf enum', // PWG5100.3
    'imposition-template-default': 'keyword | name', // PWG5100.3
    'imposition-template-supported': '1setOf keyword | name', // PWG5100.3
    'input-attributes-default': 'collection', // PWG5100.15
    'input-attributes-supported': '1setOf keyword', // PWG5100.15
    'input-color-mode-supported': '1setOf keyword', // PWG5100.15
    'input-content-type-supported': '1setOf keyword', // PWG5100.15
    'input-film-scan-mode-supported': '1setOf keyword', // PWG5100.15
    'input-media-supported': '1setOf keyword | name', // PWG5100.15
    'input-orientation-requested-supported': '1setOf enum', // PWG5100.15
    'input-quality-supported': '1setOf enum', // PWG5100.15
    'input-resolution-supported': '1setOf resolution', // PWG5100.15
    'input-scan-regions-supported': {
      syntax: 'collection', // PWG5100.15
      members: {
        'x-dimension': 'rangeOfInteger', // PWG5100.15
        'x-origin': 'rangeOfInteger', // PWG5100.15
        'y-dimension': 'rangeOfInteger', // PWG5100.15
        'y-origin': 'rangeOfInteger', // PWG5100.15
      },
    },
    'input-sides-supported': '1setOf keyword', // PWG5100.15
    'input-source-supported': '1setOf keyword', // PWG5100.15
    'insert-after-page-number-supported': 'rangeOfInteger(0:MAX)', // PWG5100.3
    'insert-count-supported': 'rangeOfInteger(0:MAX)', // PWG5100.3
    'insert-sheet-default': '1setOf collection', // PWG5100.3
    'insert-sheet-supported': '1setOf keyword', // PWG5100.3
    'ipp-features-supported': '1setOf keyword', // PWG5100.13
    'ipp-versions-supported': '1setOf keyword', // RFC8011
    'ippget-event-life': 'integer(15:MAX)', // RFC3996
    'job-account-id-default': 'name | no-value', // PWG5100.3
    'job-account-id-supported': 'boolean', // PWG5100.3
    'job-account-type-default': 'keyword | name', // PWG5100.16
    'job-account-type-supported': '1setOf keyword | name', // PWG5100.16
    'job-accounting-output-bin-default': 'keyword | name', // PWG5100.3
    'job-accounting-output-bin-supported': '1setOf keyword | name', // PWG5100.3
    'job-accounting-sheets-default': 'collection', // PWG5100.3
    'job-accounting-sheets-supported': '1setOf keyword', // PWG5100.3
    'job-accounting-sheets-type-supported': '1setOf keyword | name', // PWG5100.3
    'job-accounting-user-id-default': 'name | no-value', // PWG5100.3
    'job-accounting-user-id-supported': 'boolean', // PWG5100.3
    'job-authorization-uri-supported': 'boolean', // PWG5100.16
    'job-cancel-after-default': 'integer(0:MAX) | no-value | integer(1:MAX)', // PWG5100.11
    'job-cancel-after-supported': 'rangeOfInteger(0:MAX)', // PWG5100.7
    'job-complete-before-supported': '1setOf keyword | name', // PWG5100.3
    'job-constraints-supported': {
      syntax: '1setOf collection', // PWG5100.13
      members: {
        'resolver-name': 'name', // PWG5100.13
      },
      membersOf: ['Job Template'],
    },
    'job-copies-supported': 'rangeOfInteger(1:MAX)', // PWG5100.7
    'job-cover-back-default': 'collection', // PWG5100.7
    'job-cover-back-supported': '1setOf keyword', // PWG5100.7
    'job-cover-front-default': 'collection', // PWG5100.7
    'job-cover-front-supported': '1setOf keyword', // PWG5100.7
    'job-creation-attributes-supported': '1setOf keyword', // PWG5100.7
    'job-delay-output-until-default': 'keyword | name', // PWG5100.7
    'job-delay-output-until-interval-supported': 'rangeOfInteger(0:MAX)', // PWG5100.7
    'job-delay-output-until-supported': '1setOf keyword | name', // PWG5100.7
    'job-delay-output-until-time-supported': 'rangeOfInteger(0:MAX)', // PWG5100.7
    'job-destination-spooling-supported': 'keyword', // PWG5100.17
    'job-error-action-default': 'keyword', // PWG5100.13
    'job-error-action-supported': '1setOf keyword', // PWG5100.13
    'job-error-sheet-default': {
      syntax: 'collection | no-value', // PWG5100.3
      membersOf: ['job-error-sheet'],
    },
    'job-error-sheet-supported': '1setOf keyword', // PWG5100.3
    'job-error-sheet-type-supported': '1setOf keyword | name', // PWG5100.3
    'job-error-sheet-when-supported': '1setOf keyword', // PWG5100.3
    'job-finishings-col-default': '1setOf collection', // PWG5100.7
    'job-finishings-col-ready': '1setOf collection', // PWG5100.7
    'job-finishings-col-supported': '1setOf keyword', // PWG5100.7
    'job-finishings-default': '1setOf enum', // PWG5100.7
    'job-finishings-ready': '1setOf enum', // PWG5100.7
    'job-finishings-supported': '1setOf enum', // PWG5100.7
    'job-history-attributes-configured': '1setOf keyword', // PWG5100.7
    'job-history-attributes-supported': '1setOf keyword', // PWG5100.7
    'job-history-interval-configured': 'integer(0:MAX)', // PWG5100.7
    'job-history-interval-supported': 'rangeOfInteger(0:MAX)', // PWG5100.7
    'job-hold-until-default': 'keyword | name', // RFC8011
    'job-hold-until-supported': '1setOf keyword | name', // RFC8011
    'job-hold-until-time-supported': 'rangeOfInteger(0:MAX) | boolean', // PWG5100.7
    'job-ids-supported': 'boolean', // PWG5100.7
    'job-impressions-supported': 'rangeOfInteger(0:MAX)', // RFC8011
    'job-k-octets-supported': 'rangeOfInteger(0:MAX)', // RFC8011
    'job-mandatory-attributes-supported': 'boolean', // PWG5100.7
    'job-media-sheets-supported': 'rangeOfInteger(0:MAX)', // RFC8011
    'job-message-to-operator-default': 'text', // PWG5100.3
    'job-message-to-operator-supported': 'boolean', // PWG5100.3
    'job-pages-per-set-supported': 'boolean', // PWG5100.1
    'job-password-encryption-supported': '1setOf keyword | name', // PWG5100.11
    'job-password-length-supported': 'rangeOfInteger(0:255) | rangeOfInteger(4:765)', // PWG5100.11
    'job-password-repertoire-configured': '1setOf keyword | name', // PWG5100.11
    'job-password-repertoire-supported': '1setOf keyword | name', // PWG5100.11
    'job-password-supported': 'integer(0:255)', // PWG5100.11
    'job-phone-number-default': 'uri | no-value', // PWG5100.3
    'job-phone-number-scheme-supported': '1setOf uriScheme', // PWG5100.3
    'job-phone-number-supported': 'boolean', // PWG5100.3
    'job-presets-supported': {
      syntax: '1setOf collection', // PWG5100.13
      members: {
        'preset-category': 'keyword', // PWG5100.13
        'preset-name': 'keyword | name', // PWG5100.13
      },
    },
    'job-priority-default': 'integer(1:100)', // RFC8011
    'job-priority-supported': 'integer(1:100)', // RFC8011
    'job-privacy-attributes': '1setOf keyword', // IPPPRIVACY10
    'job-privacy-scope': 'keyword', // IPPPRIVACY10
    'job-recipient-name-default': 'name | no-value', // PWG5100.3
    'job-recipient-name-supported': 'boolean', // PWG5100.3
    'job-release-action-default': 'keyword', // PWG5100.11
    'job-release-action-supported': '1setOf keyword', // PWG5100.11
    'job-resolvers-supported': {
      syntax: '1setOf collection', // PWG5100.13
      members: {
        'resolver-name': 'name', // PWG5100.13
      },
      membersOf: ['Job Template'],
    },
    'job-retain-until-default': 'keyword | name', // PWG5100.7
    'job-retain-until-interval-supported': 'rangeOfInteger(0:MAX)', // PWG5100.7
    'job-retain-until-supported': '1setOf keyword | name', // PWG5100.7
    'job-retain-until-time-supported': 'rangeOfInteger(0:MAX)', // PWG5100.7
    'job-sheet-message-default': 'text', // PWG5100.3
    'job-sheet-message-supported': 'boolean', // PWG5100.3
    'job-sheets-col-default': {
      syntax: 'collection', // PWG5100.3
      membersOf: ['job-sheets-col'],
    },
    'job-sheets-col-supported': '1setOf keyword', // PWG5100.3
    'job-sheets-default': 'keyword | name', // RFC8011
    'job-sheets-supported': '1setOf keyword | name', // RFC8011
    'job-spooling-supported': 'keyword', // PWG5100.7
    'job-storage-access-supported': '1setOf keyword', // PWG5100.11
    'job-storage-disposition-supported': '1setOf keyword', // PWG5100.11
    'job-storage-group-supported': '1setOf name', // PWG5100.11
    'job-storage-supported': '1setOf keyword', // PWG5100.11
    'job-triggers-supported': {
      syntax: '1setOf collection', // PWG5100.13
      members: {
        'preset-name': 'keyword | name', // PWG5100.13
      },
    },
    'jpeg-features-supported': '1setOf keyword', // PWG5100.13
    'jpeg-k-octets-supported': 'rangeOfInteger(0:MAX)', // PWG5100.13
    'jpeg-x-dimension-supported': 'rangeOfInteger(0:65535)', // PWG5100.13
    'jpeg-y-dimension-supported': 'rangeOfInteger(1:65535)', // PWG5100.13
    'label-mode-configured': 'keyword', // IPPLABEL
    'label-mode-supported': '1setOf keyword', // IPPLABEL
    'label-tear-offset-configured': 'integer', // IPPLABEL
    'label-tear-offset-supported': 'rangeOfInteger', // IPPLABEL
    'laminating-sides-supported': '1setOf keyword', // PWG5100.1
    'laminating-type-supported': '1setOf keyword | name', // PWG5100.1
    'logo-uri-formats-supported': '1setOf mimeMediaType', // PWG5100.15
    'logo-uri-schemes-supported': '1setOf uriScheme', // PWG5100.15
    'material-amount-units-supported': '1setOf keyword', // PWG5100.21
    'material-diameter-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.21
    'material-nozzle-diameter-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.21
    'material-purpose-supported': '1setOf keyword', // PWG5100.21
    'material-rate-supported': '1setOf integer(1:MAX) | rangeOfInteger(1:MAX)', // PWG5100.21
    'material-rate-units-supported': '1setOf keyword', // PWG5100.21
    'material-shell-thickness-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.21
    'material-temperature-supported': '1setOf integer(-273:MAX) | rangeOfInteger(-273:MAX)', // PWG5100.21
    'material-type-supported': '1setOf keyword', // PWG5100.21
    'materials-col-database': '1setOf collection', // PWG5100.21
    'materials-col-default': '1setOf collection', // PWG5100.21
    'materials-col-ready': '1setOf collection', // PWG5100.21
    'materials-col-supported': '1setOf keyword', // PWG5100.21
    'max-client-info-supported': 'integer(4:MAX)', // PWG5100.7
    'max-materials-col-supported': 'integer(1:MAX)', // PWG5100.21
    'max-page-ranges-supported': 'integer(1:MAX)', // PWG5100.7
    'max-save-info-supported': 'integer(1:MAX)', // PWG5100.11
    'max-stitching-locations-supported': 'integer(1:MAX)', // PWG5100.1
    'media-back-coating-supported': '1setOf keyword | name', // PWG5100.7
    'media-bottom-margin-supported': '1setOf integer(0:MAX)', // PWG5100.7
    'media-col-database': {
      syntax: '1setOf collection', // PWG5100.7
      members: {
        'media-size': {
          syntax: 'collection', // PWG5100.7
          members: {
            'x-dimension': 'integer(1:MAX) | rangeOfInteger(1:MAX)', // PWG5100.7
            'y-dimension': 'integer(1:MAX) | rangeOfInteger(1:MAX)', // PWG5100.7
          },
        },
        'media-source-properties': {
          syntax: 'collection', // PWG5100.7
          members: {
            'media-source-feed-direction': 'keyword', // PWG5100.7
            'media-source-feed-orientation': 'enum', // PWG5100.7
          },
        },
      },
      membersOf: ['media-col'],
    },
    'media-col-default': {
      syntax: 'collection', // PWG5100.7
      membersOf: ['media-col'],
    },
    'media-col-ready': {
      syntax: '1setOf collection', // PWG5100.7
      members: {
        'media-size': {
          syntax: 'collection', // PWG5100.7
          members: {
            'x-dimension': 'integer(1:MAX) | rangeOfInteger(1:MAX)', // PWG5100.7
            'y-dimension': 'integer(0:MAX) | rangeOfInteger(1:MAX)', // PWG5100.7
          },
        },
        'media-source-properties': {
          syntax: 'collection', // PWG5100.7
          members: {
            'media-source-feed-direction': 'keyword', // PWG5100.7
            'media-source-feed-orientation': 'enum', // PWG5100.7
          },
        },
      },
      membersOf: ['media-col'],
    },
    'media-col-supported': '1setOf keyword', // PWG5100.7
    'media-color-supported': '1setOf keyword | name', // PWG5100.7
    'media-default': 'no-value | keyword | name', // RFC8011
    'media-front-coating-supported': '1setOf keyword | name', // PWG5100.7
    'media-grain-supported': '1setOf keyword | name', // PWG5100.7
    'media-hole-count-supported': '1setOf rangeOfInteger(0:MAX)', // PWG5100.7
    'media-info-supported': 'boolean', // PWG5100.7
    'media-key-supported': '1setOf keyword | name', // PWG5100.7
    'media-left-margin-supported': '1setOf integer(0:MAX)', // PWG5100.7
    'media-order-count-supported': '1setOf rangeOfInteger(1:MAX)', // PWG5100.7
    'media-overprint-default': 'collection | no-value', // PWG5100.13
    'media-overprint-distance-supported': 'rangeOfInteger(0:MAX)', // PWG5100.13
    'media-overprint-method-supported': '1setOf keyword', // PWG5100.13
    'media-overprint-supported': '1setOf keyword', // PWG5100.13
    'media-pre-printed-supported': '1setOf keyword | name', // PWG5100.7
    'media-ready': '1setOf keyword | name', // RFC8011
    'media-recycled-supported': '1setOf keyword | name', // PWG5100.7
    'media-right-margin-supported': '1setOf integer(0:MAX)', // PWG5100.7
    'media-size-supported': {
      syntax: '1setOf collection', // PWG5100.7
      members: {
        'x-dimension': 'integer(1:MAX) | rangeOfInteger(1:MAX)', // PWG5100.7
        'y-dimension': 'integer(1:MAX) | rangeOfInteger(1:MAX)', // PWG5100.7
      },
    },
    'media-source-supported': '1setOf keyword | name', // PWG5100.7
    'media-supported': '1setOf keyword | name', // RFC8011
    'media-thickness-supported': '1setOf rangeOfInteger(1:MAX)', // PWG5100.7
    'media-tooth-supported': '1setOf keyword | name', // PWG5100.7
    'media-top-margin-supported': '1setOf integer(0:MAX)', // PWG5100.7
    'media-top-offset-supported': '1setOf integer | rangeOfInteger', // IPPLABEL
    'media-tracking-supported': '1setOf keyword', // IPPLABEL
    'media-type-supported': '1setOf keyword | name', // PWG5100.7
    'media-weight-metric-supported': '1setOf rangeOfInteger(0:MAX) | rangeOfInteger(1:MAX)', // PWG5100.7
    'message-supported': 'integer(0:1023)', // PWG5100.15
    'multiple-destination-uris-supported': 'boolean', // PWG5100.15
    'multiple-document-handling-default': 'keyword', // RFC8011
    'multiple-document-handling-supported': '1setOf keyword', // RFC8011
    'multiple-document-jobs-supported': 'boolean', // RFC8011
    'multiple-object-handling-default': 'keyword', // PWG5100.21
    'multiple-object-handling-supported': '1setOf keyword', // PWG5100.21
    'multiple-operation-time-out': 'integer(1:MAX)', // RFC8011
    'multiple-operation-time-out-action': 'keyword', // PWG5100.13
    'natural-language-configured': 'naturalLanguage', // RFC8011
    'notify-attributes-supported': '1setOf keyword', // RFC3995
    'notify-events-default': '1setOf keyword', // RFC3995
    'notify-events-supported': '1setOf keyword', // RFC3995
    'notify-lease-duration-default': 'integer(0:67108863)', // RFC3995
    'notify-lease-duration-supported': '1setOf integer(0:67108863) | rangeOfInteger(0:67108863)', // RFC3995
    'notify-pull-method-supported': '1setOf keyword', // RFC3995
    'notify-schemes-supported': '1setOf uriScheme', // RFC3995
    'number-of-retries-default': 'integer(0:MAX)', // PWG5100.15
    'number-of-retries-supported': 'rangeOfInteger(0:MAX)', // PWG5100.15
    'number-up-default': 'integer(1:MAX)', // RFC8011
    'number-up-supported': '1setOf integer(1:MAX) | rangeOfInteger(1:MAX)', // RFC8011
    'oauth-authorization-scope': '1setOf name | no-value', // PWG5100.23
    'oauth-authorization-server-uri': 'uri | no-value', // PWG5100.23
    'operations-supported': '1setOf enum', // RFC8011
    'organization-name-supported': 'integer(0:1023)', // PWG5100.15
    'orientation-requested-default': 'no-value | enum', // RFC8011
    'orientation-requested-supported': '1setOf enum', // RFC8011
    'output-attributes-default': 'collection | no-value', // PWG5100.17
    'output-attributes-supported': '1setOf keyword', // PWG5100.17
    'output-bin-default': 'keyword | name', // PWG5100.2
    'output-bin-supported': '1setOf keyword | name', // PWG5100.2
    'output-device-supported': '1setOf name(127)', // PWG5100.7
    'output-device-uuid-supported': '1setOf uri', // PWG5100.18
    'overrides-supported': '1setOf keyword', // PWG5100.6
    'page-delivery-default': 'keyword', // PWG5100.3
    'page-delivery-supported': '1setOf keyword', // PWG5100.3
    'page-order-received-default': 'keyword', // PWG5100.3
    'page-order-received-supported': '1setOf keyword', // PWG5100.3
    'page-ranges-supported': 'boolean', // RFC8011
    'pages-per-subset-supported': 'boolean', // PWG5100.13
    'parent-printers-supported': '1setOf uri', // RFC3998
    'pclm-raster-back-side': 'keyword', // HP20180907
    'pclm-source-resolution-supported': '1setOf resolution', // HP20180907
    'pclm-strip-height-preferred': '1setOf integer', // HP20180907
    'pclm-strip-height-supported': 'integer', // HP20180907
    'pdf-features-supported': '1setOf keyword', // PWG5100.21
    'pdf-k-octets-supported': 'rangeOfInteger(0:MAX)', // PWG5100.13
    'pdf-versions-supported': '1setOf keyword', // PWG5100.13
    'pdl-init-file-default': '1setOf collection | no-value', // PWG5100.11
    'pdl-init-file-entry-supported': '1setOf name', // PWG5100.11
    'pdl-init-file-location-supported': '1setOf uri', // PWG5100.11
    'pdl-init-file-name-subdirectory-supported': 'boolean', // PWG5100.11
    'pdl-init-file-name-supported': '1setOf name', // PWG5100.11
    'pdl-init-file-supported': '1setOf keyword', // PWG5100.11
    'pdl-override-guaranteed-supported': '1setOf keyword', // IPPWG20151019
    'pdl-override-supported': 'keyword', // RFC8011
    'pkcs7-document-format-supported': '1setOf mimeMediaType', // PWG5100.TRUSTNOONE
    'platform-shape': 'keyword', // PWG5100.21
    'platform-temperature-default': 'integer(-273:MAX)', // PWG5100.21
    'platform-temperature-supported': '1setOf integer(-273:MAX) | rangeOfInteger(-273:MAX)', // PWG5100.21
    'preferred-attributes-supported': 'boolean', // PWG5100.13
    'presentation-direction-number-up-default': 'keyword', // PWG5100.3
    'presentation-direction-number-up-supported': '1setOf keyword', // PWG5100.3
    'print-accuracy-supported': {
      syntax: 'collection', // PWG5100.21
      members: {
        'accuracy-units': 'keyword', // PWG5100.21
        'x-accuracy': 'integer(0:MAX)', // PWG5100.21
        'y-accuracy': 'integer(0:MAX)', // PWG5100.21
        'z-accuracy': 'integer(0:MAX)', // PWG5100.21
      },
    },
    'print-base-default': 'keyword', // PWG5100.21
    'print-base-supported': '1setOf keyword', // PWG5100.21
    'print-color-mode-default': 'keyword', // PWG5100.13
    'print-color-mode-icc-profiles': {
      syntax: '1setOf collection', // PWG5100.13
      members: {
        'print-color-mode': 'keyword', // PWG5100.13
        'profile-uri': 'uri', // PWG5100.13
      },
    },
    'print-color-mode-supported': '1setOf keyword', // PWG5100.13
    'print-content-optimize-default': 'keyword', // PWG5100.7
    'print-content-optimize-supported': '1setOf keyword', // PWG5100.7
    'print-darkness-default': 'integer(-100:100)', // IPPLABEL
    'print-darkness-supported': 'integer(1:100)', // IPPLABEL
    'print-objects-supported': '1setOf keyword', // PWG5100.21
    'print-processing-attributes-supported': '1setOf keyword', // PWG5100.13
    'print-quality-default': 'enum', // RFC8011
    'print-quality-supported': '1setOf enum', // RFC8011
    'print-rendering-intent-default': 'keyword', // PWG5100.13
    'print-rendering-intent-supported': '1setOf keyword', // PWG5100.13
    'print-scaling-default': 'keyword', // PWG5100.13
    'print-scaling-supported': '1setOf keyword', // PWG5100.13
    'print-speed-default': 'integer(1:MAX)', // IPPLABEL
    'print-speed-supported': '1setOf integer(1:MAX) | rangeOfInteger(1:MAX)', // IPPLABEL
    'print-supports-default': 'keyword', // PWG5100.21
    'print-supports-supported': '1setOf keyword', // PWG5100.21
    'printer-asset-tag': 'octetString', // PWG5100.11
    'printer-camera-image-uri': '1setOf uri', // PWG5100.21
    'printer-charge-info': 'text', // PWG5100.16
    'printer-charge-info-uri': 'uri', // PWG5100.16
    'printer-contact-col': {
      syntax: 'collection | unknown', // PWG5100.22
      members: {
        'contact-name': 'name', // PWG5100.22
        'contact-uri': 'uri', // PWG5100.22
        'contact-vcard': '1setOf text', // PWG5100.22
      },
    },
    'printer-current-time': 'dateTime | unknown', // RFC8011
    'printer-darkness-configured': 'integer(0:100)', // IPPLABEL
    'printer-darkness-supported': 'integer(1:100)', // IPPLABEL
    'printer-detailed-status-messages': '1setOf text', // PWG5100.11
    'printer-device-id': 'text(1023)', // PWG5107.2
    'printer-dns-sd-name': 'name(63)', // PWG5100.13
    'printer-driver-installer': 'uri', // RFC8011
    'printer-fax-log-uri': 'uri', // PWG5100.15
    'printer-fax-modem-info': '1setOf text', // PWG5100.15
    'printer-fax-modem-name': '1setOf name', // PWG5100.15
    'printer-fax-modem-number': '1setOf uri', // PWG5100.15
    'printer-geo-location': 'uri | unknown', // PWG5100.13
    'printer-get-attributes-supported': '1setOf keyword', // PWG5100.13
    'printer-icc-profiles': {
      syntax: '1setOf collection', // PWG5100.13
      members: {
        'profile-name': 'name', // PWG5100.13
        'profile-url': 'uri', // PWG5100.13
      },
    },
    'printer-icons': '1setOf uri', // PWG5100.13
    'printer-info': 'text(127)', // RFC8011
    'printer-kind': '1setOf keyword | name', // PWG5100.13
    'printer-location': 'text(127)', // RFC8011
    'printer-make-and-model': 'text(127)', // RFC8011
    'printer-mandatory-job-attributes': '1setOf keyword', // PWG5100.13
    'printer-mode-configured': 'keyword', // PWG5100.18
    'printer-mode-supported': '1setOf keyword', // PWG5100.18
    'printer-more-info-manufacturer': 'uri', // RFC8011
    'printer-name': 'name(127)', // RFC8011
    'printer-organization': '1setOf text', // PWG5100.13
    'printer-organizational-unit': '1setOf text', // PWG5100.13
    'printer-pkcs7-public-key': '1setOf text', // PWG5100.TRUSTNOONE
    'printer-pkcs7-repertoire-configured': 'keyword', // PWG5100.TRUSTNOONE
    'printer-pkcs7-repertoire-supported': '1setOf keyword', // PWG5100.TRUSTNOONE
    'printer-privacy-policy-uri': 'uri', // IPPPRIVACY10
    'printer-requested-job-attributes': '1setOf keyword', // PWG5100.16
    'printer-resolution-default': 'resolution', // RFC8011
    'printer-resolution-supported': '1setOf resolution', // RFC8011
    'printer-service-contact-col': {
      syntax: 'collection', // PWG5100.11
      members: {
        'contact-name': 'name', // PWG5100.11
        'contact-uri': 'uri', // PWG5100.11
        'contact-vcard': '1setOf text', // PWG5100.11
      },
    },
    'printer-static-resource-directory-uri': 'uri', // PWG5100.18
    'printer-static-resource-k-octets-supported': 'integer(0:MAX)', // PWG5100.18
    'printer-strings-languages-supported': '1setOf naturalLanguage', // PWG5100.13
    'printer-strings-uri': 'uri | no-value', // PWG5100.13
    'printer-volume-supported': {
      syntax: 'collection', // PWG5100.21
      members: {
        'x-dimension': 'integer(1:MAX)', // PWG5100.21
        'y-dimension': 'integer(1:MAX)', // PWG5100.21
        'z-dimension': 'integer(1:MAX)', // PWG5100.21
      },
    },
    'printer-wifi-password': 'octetString', // IPPWIFI
    'printer-wifi-ssid': 'name', // IPPWIFI
    'printer-xri-supported': {
      syntax: '1setOf collection', // RFC3380
      members: {
        'xri-authentication': 'keyword', // RFC3380
        'xri-security': 'keyword', // RFC3380
        'xri-uri': 'uri', // RFC3380
      },
    },
    'proof-copies-supported': 'rangeOfInteger(1:MAX)', // PWG5100.11
    'proof-print-copies-supported': 'rangeOfInteger(0:MAX)', // PWG5100.11
    'proof-print-default': {
      syntax: 'collection | no-value', // PWG5100.11
      membersOf: ['proof-print'],
    },
    'proof-print-supported': '1setOf keyword', // PWG5100.11
    'punching-hole-diameter-configured': 'integer(0:MAX)', // PWG5100.1
    'punching-locations-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.1
    'punching-offset-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.1
    'punching-reference-edge-supported': '1setOf keyword', // PWG5100.1
    'pwg-raster-document-resolution-supported': '1setOf resolution', // PWG5102.4
    'pwg-raster-document-sheet-back': 'keyword', // PWG5102.4
    'pwg-raster-document-type-supported': '1setOf keyword', // PWG5102.4
    'pwg-safe-gcode-supported': '1setOf text', // PWG5199.7
    'reference-uri-schemes-supported': '1setOf uriScheme', // RFC8011
    'repertoire-supported': '1setOf keyword | name', // PWG5101.2
    'requesting-user-uri-schemes-supported': '1setOf uriScheme', // PWG5100.13
    'requesting-user-uri-supported': 'boolean', // PWG5100.13
    'retry-interval-default': 'integer(1:MAX)', // PWG5100.15
    'retry-interval-supported': 'rangeOfInteger(1:MAX)', // PWG5100.15
    'retry-time-out-default': 'integer(1:MAX)', // PWG5100.15
    'retry-time-out-supported': 'rangeOfInteger(1:MAX)', // PWG5100.15
    'save-disposition-supported': '1setOf keyword', // PWG5100.11
    'save-document-format-default': 'mimeMediaType', // PWG5100.11
    'save-document-format-supported': '1setOf mimeMediaType', // PWG5100.11
    'save-location-default': 'uri', // PWG5100.11
    'save-location-supported': '1setOf uri', // PWG5100.11
    'save-name-subdirectory-supported': 'boolean', // PWG5100.11
    'save-name-supported': 'boolean', // PWG5100.11
    'separator-sheets-default': {
      syntax: 'collection', // PWG5100.3
      membersOf: ['separator-sheets'],
    },
    'separator-sheets-supported': '1setOf keyword', // PWG5100.3
    'sheet-collate-default': 'keyword', // RFC3381
    'sheet-collate-supported': '1setOf keyword', // RFC3381
    'sides-default': 'keyword', // RFC8011
    'sides-supported': '1setOf keyword', // RFC8011
    'smi2699-auth-print-group': 'name', // IPPSERVER
    'smi2699-auth-proxy-group': 'name', // IPPSERVER
    'smi2699-device-command': 'name', // IPPSERVER
    'smi2699-device-format': 'mimeMediaType', // IPPSERVER
    'smi2699-device-name': 'name', // IPPSERVER
    'smi2699-device-uri': 'uri', // IPPSERVER
    'stitching-angle-supported': '1setOf integer(0:359) | rangeOfInteger(0:359)', // PWG5100.1
    'stitching-locations-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.1
    'stitching-method-supported': '1setOf keyword', // PWG5100.1
    'stitching-offset-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.1
    'stitching-reference-edge-supported': '1setOf keyword', // PWG5100.1
    'subject-supported': 'integer(0:1023)', // PWG5100.15
    'subordinate-printers-supported': '1setOf uri', // RFC3998
    'subscription-privacy-attributes': '1setOf keyword', // IPPPRIVACY10
    'subscription-privacy-scope': 'keyword', // IPPPRIVACY10
    'to-name-supported': 'integer(0:1023)', // PWG5100.15
    'trimming-offset-supported': '1setOf integer(0:MAX) | rangeOfInteger(0:MAX)', // PWG5100.1
    'trimming-reference-edge-supported': '1setOf keyword', // PWG5100.1
    'trimming-type-supported': '1setOf keyword', // PWG5100.1
    'trimming-when-supported': '1setOf keyword', // PWG5100.1
    'uri-authentication-supported': '1setOf keyword', // RFC8011
    'uri-security-supported': '1setOf keyword', // RFC8011
    'user-defined-values-supported': '1setOf keyword', // PWG5100.3
    'which-jobs-supported': '1setOf keyword', // PWG5100.7
    'x-image-position-default': 'keyword', // PWG5100.3
    'x-image-position-supported': '1setOf keyword', // PWG5100.3
    'x-image-shift-default': 'integer', // PWG5100.3
    'x-image-shift-supported': 'rangeOfInteger', // PWG5100.3
    'x-side1-image-shift-default': 'integer', // PWG5100.3
    'x-side1-image-shift-supported': 'rangeOfInteger', // PWG5100.3
    'x-side2-image-shift-default': 'integer', // PWG5100.3
    'x-side2-image-shift-supported': 'rangeOfInteger', // PWG5100.3
    'y-image-position-default': 'keyword', // PWG5100.3
    'y-image-position-supported': '1setOf keyword', // PWG5100.3
    'y-image-shift-default': 'integer', // PWG5100.3
    'y-image-shift-supported': 'rangeOfInteger', // PWG5100.3
    'y-side1-image-shift-default': 'integer', // PWG5100.3
    'y-side1-image-shift-supported': 'rangeOfInteger', // PWG5100.3
    'y-side2-image-shift-default': 'integer', // PWG5100.3
    'y-side2-image-shift-supported': 'rangeOfInteger', // PWG5100.3
  },
  'Printer Status': {
    'chamber-humidity-current': 'integer(0:100) | unknown', // PWG5100.21
    'chamber-temperature-current': 'integer(-273:MAX) | unknown', // PWG5100.21
    'device-service-count': 'integer(1:MAX)', // PWG5100.13
    'device-uuid': 'uri', // PWG5100.13
    'document-format-varying-attributes': '1setOf keyword', // RFC3380
    'job-settable-attributes-supported': '1setOf keyword', // RFC3380
    'pages-per-minute': 'integer(0:MAX)', // RFC8011
    'pages-per-minute-color': 'integer(0:MAX)', // RFC8011
    'printer-alert': '1setOf octetString', // PWG5100.9
    'printer-alert-description': '1setOf text', // PWG5100.9
    'printer-camera-image-uri': '1setOf uri', // PWG5100.21
    'printer-config-change-date-time': 'dateTime | unknown', // PWG5100.13
    'printer-config-change-time': 'integer(1:MAX)', // PWG5100.13
    'printer-config-changes': 'integer(0:MAX)', // PWG5100.22
    'printer-console-display': '1setOf text', // IPPCONSOLE
    'printer-console-light': '1setOf octetString', // IPPCONSOLE
    'printer-console-light-description': '1setOf text', // IPPCONSOLE
    'printer-cover': '1setOf octetString', // IPP20210223
    'printer-cover-description': '1setOf text', // IPP20210223
    'printer-detailed-status-messages': '1setOf text', // PWG5100.7
    'printer-finisher': '1setOf octetString', // PWG5100.1
    'printer-finisher-description': '1setOf text', // PWG5100.1
    'printer-finisher-supplies': '1setOf octetString', // PWG5100.1
    'printer-finisher-supplies-description': '1setOf text', // PWG5100.1
    'printer-firmware-name': '1setOf name', // PWG5100.13
    'printer-firmware-patches': '1setOf text', // PWG5100.13
    'printer-firmware-string-version': '1setOf text', // PWG5100.13
    'printer-firmware-version': '1setOf octetString', // PWG5100.13
    'printer-home-page-uri': 'uri', // IPPCONSOLE
    'printer-id': 'integer(1:65535)', // PWG5100.22
    'printer-impressions-completed': 'integer(0:MAX)', // PWG5100.22
    'printer-impressions-completed-col': 'collection', // PWG5100.22
    'printer-input-tray': '1setOf octetString', // PWG5100.13
    'printer-is-accepting-jobs': 'boolean', // RFC8011
    'printer-media-sheets-completed': 'integer(0:MAX)', // PWG5100.22
    'printer-media-sheets-completed-col': 'collection', // PWG5100.22
    'printer-message-date-time': 'dateTime', // RFC3380
    'printer-message-from-operator': 'text(127)', // RFC8011
    'printer-message-time': 'integer', // RFC3380
    'printer-more-info': 'uri', // RFC8011
    'printer-output-tray': '1setOf octetString', // PWG5100.13
    'printer-pages-completed': 'integer(0:MAX)', // PWG5100.22
    'printer-pages-completed-col': 'collection', // PWG5100.22
    'printer-serial-number': 'text(255)', // PWG5100.11
    'printer-service-type': 'keyword', // PWG5100.22
    'printer-settable-attributes-supported': '1setOf keyword', // RFC3380
    'printer-state': 'enum', // RFC8011
    'printer-state-change-date-time': 'dateTime', // RFC3995
    'printer-state-change-time': 'integer(1:MAX)', // RFC3995
    'printer-state-message': 'text', // RFC8011
    'printer-state-reasons': '1setOf keyword', // RFC8011
    'printer-static-resource-k-octets-free': 'integer(0:MAX)', // PWG5100.18
    'printer-storage': '1setOf octetString', // PWG5100.11
    'printer-storage-description': '1setOf text', // PWG5100.11
    'printer-supply': '1setOf octetString', // PWG5100.13
    'printer-supply-description': '1setOf text', // PWG5100.13
    'printer-supply-info-uri': 'uri', // PWG5100.13
    'printer-up-time': 'integer(1:MAX)', // RFC8011
    'printer-uri-supported': '1setOf uri', // RFC8011
    'printer-uuid': 'uri', // PWG5100.13
    'printer-wifi-state': 'enum', // IPPWIFI
    'queued-job-count': 'integer(0:MAX)', // RFC8011
    'xri-authentication-supported': '1setOf keyword', // RFC3380
    'xri-security-supported': '1setOf keyword', // RFC3380
    'xri-uri-scheme-supported': '1setOf uriScheme', // RFC3380
  },
  'Resource Description': {
    'resource-info': 'text', // PWG5100.22
    'resource-name': 'name', // PWG5100.22
  },
  'Resource Status': {
    'date-time-at-canceled': 'dateTime | no-value', // PWG5100.22
    'date-time-at-creation': 'dateTime', // PWG5100.22
    'date-time-at-installed': 'dateTime | no-value', // PWG5100.22
    'resource-data-uri': 'uri | no-value', // PWG5100.22
    'resource-format': 'mimeMediaType', // PWG5100.22
    'resource-id': 'integer(1:MAX)', // PWG5100.22
    'resource-k-octets': 'integer(0:MAX)', // PWG5100.22
    'resource-natural-language': 'naturalLanguage', // PWG5100.22
    'resource-patches': 'text | no-value', // PWG5100.22
    'resource-signature': '1setOf octetString', // PWG5100.22
    'resource-state': 'enum', // PWG5100.22
    'resource-state-message': 'text', // PWG5100.22
    'resource-state-reasons': '1setOf keyword', // PWG5100.22
    'resource-string-version': 'text | no-value', // PWG5100.22
    'resource-type': 'keyword', // PWG5100.22
    'resource-use-count': 'integer(0:MAX)', // PWG5100.22
    'resource-uuid': 'uri(45)', // PWG5100.22
    'resource-version': 'octetString(64) | no-value', // PWG5100.22
    'time-at-canceled': 'integer | no-value', // PWG5100.22
    'time-at-creation': 'integer', // PWG5100.22
    'time-at-installed': 'integer | no-value', // PWG5100.22
  },
  'Subscription Status': {
    'notify-job-id': 'integer(1:MAX)', // RFC3995
    'notify-lease-expiration-time': 'integer(0:MAX)', // RFC3995
    'notify-printer-up-time': 'integer(1:MAX)', // RFC3995
    'notify-printer-uri': 'uri', // RFC3995
    'notify-resource-id': 'integer(1:MAX)', // PWG5100.22
    'notify-sequence-number': 'integer(0:MAX)', // RFC3995
    'notify-status-code': 'enum', // RFC3995
    'notify-subscriber-user-name': 'name', // RFC3995
    'notify-subscriber-user-uri': 'uri', // PWG5100.13
    'notify-subscription-id': 'integer(1:MAX)', // RFC3995
    'notify-subscription-uuid': 'uri', // PWG5100.13
    'notify-system-up-time': 'integer(0:MAX)', // PWG5100.22
    'notify-system-uri': 'uri', // PWG5100.22
  },
  'Subscription Template': {
    'notify-attributes': '1setOf keyword', // RFC3995
    'notify-charset': 'charset', // RFC3995
    'notify-events': '1setOf keyword', // RFC3995
    'notify-lease-duration': 'integer(0:67108863)', // RFC3995
    'notify-max-events-supported': 'integer(2:MAX)', // RFC3995
    'notify-natural-language': 'naturalLanguage', // RFC3995
    'notify-pull-method': 'keyword', // RFC3995
    'notify-recipient-uri': 'uri', // RFC3995
    'notify-time-interval': 'integer(0:MAX)', // RFC3995
    'notify-user-data': 'octetString(63)', // RFC3995
  },
  'System Description': {
    'charset-configured': 'charset', // PWG5100.22
    'charset-supported': '1setOf charset', // PWG5100.22
    'document-format-supported': '1setOf mimeMediaType', // PWG5100.22
    'generated-natural-language-supported': '1setOf naturalLanguage', // PWG5100.22
    'ipp-features-supported': '1setOf keyword', // PWG5100.22
    'ipp-versions-supported': '1setOf keyword', // PWG5100.22
    'ippget-event-life': 'integer(15:MAX)', // PWG5100.22
    'multiple-document-printers-supported': 'boolean', // PWG5100.22
    'natural-language-configured': 'naturalLanguage', // PWG5100.22
    'notify-attributes-supported': '1setOf keyword', // PWG5100.22
    'notify-events-default': '1setOf keyword', // PWG5100.22
    'notify-events-supported': '1setOf keyword', // PWG5100.22
    'notify-lease-duration-default': 'integer(0:67108863)', // PWG5100.22
    'notify-lease-duration-supported': '1setOf integer(0:67108863) | rangeOfInteger(0:67108863)', // PWG5100.22
    'notify-max-events-supported': 'integer(2:MAX)', // PWG5100.22
    'notify-pull-method-supported': '1setOf keyword', // PWG5100.22
    'notify-schemes-supported': '1setOf uriScheme', // PWG5100.22
    'oauth-authorization-scope': '1setOf name | no-value', // PWG5100.23
    'oauth-authorization-server-uri': 'uri | no-value', // PWG5100.23
    'operations-supported': '1setOf enum', // PWG5100.22
    'output-device-x509-type-supported': '1setOf keyword', // PWG5100.22
    'power-calendar-policy-col': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'calendar-id': 'integer(1:MAX)', // PWG5100.22
        'day-of-month': 'integer(1:31)', // PWG5100.22
        'day-of-week': 'integer(1:7)', // PWG5100.22
        hour: 'integer(0:23)', // PWG5100.22
        minute: 'integer(0:59)', // PWG5100.22
        month: 'integer(1:12)', // PWG5100.22
        'request-power-state': 'keyword', // PWG5100.22
        'run-once': 'boolean', // PWG5100.22
      },
    },
    'power-event-policy-col': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'event-id': 'integer(1:MAX)', // PWG5100.22
        'event-name': 'name(127)', // PWG5100.22
        'request-power-state': 'keyword', // PWG5100.22
      },
    },
    'power-timeout-policy-col': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'start-power-state': 'keyword', // PWG5100.22
        'timeout-id': 'integer(1:MAX)', // PWG5100.22
        'timeout-predicate': 'keyword', // PWG5100.22
        'timeout-seconds': 'integer(0:MAX)', // PWG5100.22
      },
    },
    'printer-creation-attributes-supported': '1setOf keyword', // PWG5100.22
    'resource-format-supported': '1setOf mimeMediaType', // PWG5100.22
    'resource-settable-attributes-supported': '1setOf keyword', // PWG5100.22
    'resource-type-supported': '1setOf keyword', // PWG5100.22
    'smi2699-auth-group-supported': '1setOf name', // IPPSERVER
    'smi2699-device-command-supported': '1setOf name', // IPPSERVER
    'smi2699-device-format-supported': '1setOf mimeMediaType', // IPPSERVER
    'smi2699-device-uri-schemes-supported': '1setOf uriScheme', // IPPSERVER
    'system-asset-tag': 'octetString', // PWG5100.22
    'system-contact-col': 'collection | unknown', // PWG5100.22
    'system-current-time': 'dateTime', // PWG5100.22
    'system-default-printer-id': 'integer(1:65535) | no-value', // PWG5100.22
    'system-dns-sd-name': 'name(63)', // PWG5100.22
    'system-geo-location': 'uri | unknown', // PWG5100.22
    'system-info': 'text(127)', // PWG5100.22
    'system-location': 'text(127)', // PWG5100.22
    'system-make-and-model': 'text(127)', // PWG5100.22
    'system-mandatory-printer-attributes': '1setOf keyword', // PWG5100.22
    'system-mandatory-registration-attributes': '1setOf keyword', // PWG5100.22
    'system-message-from-operator': 'text(127)', // PWG5100.22
    'system-name': 'name(127)', // PWG5100.22
    'system-service-contact-col': 'collection | unknown', // PWG5100.22
    'system-settable-attributes-supported': '1setOf keyword', // PWG5100.22
    'system-strings-languages-supported': '1setOf naturalLanguage', // PWG5100.22
    'system-strings-uri': 'uri | no-value', // PWG5100.22
    'system-xri-supported': '1setOf collection', // PWG5100.22
  },
  'System Status': {
    'power-log-col': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'log-id': 'integer(1:MAX)', // PWG5100.22
        'power-state': 'keyword', // PWG5100.22
        'power-state-date-time': 'dateTime', // PWG5100.22
        'power-state-message': 'text(255)', // PWG5100.22
      },
    },
    'power-state-capabilities-col': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'can-accept-jobs': 'boolean', // PWG5100.22
        'can-process-jobs': 'boolean', // PWG5100.22
        'power-active-watts': 'integer(0:MAX)', // PWG5100.22
        'power-inactive-watts': 'integer(0:MAX)', // PWG5100.22
        'power-state': 'keyword', // PWG5100.22
      },
    },
    'power-state-counters-col': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'hibernate-transitions': 'integer(0:MAX)', // PWG5100.22
        'on-transitions': 'integer(0:MAX)', // PWG5100.22
        'standby-transitions': 'integer(0:MAX)', // PWG5100.22
        'suspend-transitions': 'integer(0:MAX)', // PWG5100.22
      },
    },
    'power-state-monitor-col': {
      syntax: 'collection', // PWG5100.22
      members: {
        'current-month-kwh': 'integer(0:MAX)', // PWG5100.22
        'current-watts': 'integer(0:MAX)', // PWG5100.22
        'lifetime-kwh': 'integer(0:MAX)', // PWG5100.22
        'meters-are-actual': 'boolean', // PWG5100.22
        'power-state': 'keyword', // PWG5100.22
        'power-state-message': 'text(255)', // PWG5100.22
        'power-usage-is-rms-watts': 'boolean', // PWG5100.22
      },
    },
    'power-state-transitions-col': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'end-power-state': 'keyword', // PWG5100.22
        'start-power-state': 'keyword', // PWG5100.22
        'state-transition-seconds': 'integer(0:MAX)', // PWG5100.22
      },
    },
    'system-config-change-date-time': 'dateTime', // PWG5100.22
    'system-config-change-time': 'integer(0:MAX)', // PWG5100.22
    'system-config-changes': 'integer(0:MAX)', // PWG5100.22
    'system-configured-printers': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'printer-id': 'integer(0:65535)', // PWG5100.22
        'printer-info': 'text(127)', // PWG5100.22
        'printer-is-accepting-jobs': 'boolean', // PWG5100.22
        'printer-name': 'name(127)', // PWG5100.22
        'printer-service-type': 'keyword', // PWG5100.22
        'printer-state': 'enum', // PWG5100.22
        'printer-state-reasons': '1setOf keyword', // PWG5100.22
        'printer-xri-supported': 'collection', // PWG5100.22
      },
    },
    'system-configured-resources': {
      syntax: '1setOf collection', // PWG5100.22
      members: {
        'resource-format': 'mimeMediaType', // PWG5100.22
        'resource-id': 'integer(1:MAX)', // PWG5100.22
        'resource-info': 'text(127)', // PWG5100.22
        'resource-name': 'name(127)', // PWG5100.22
        'resource-state': 'enum', // PWG5100.22
        'resource-type': 'keyword', // PWG5100.22
      },
    },
    'system-firmware-name': '1setOf name', // PWG5100.22
    'system-firmware-patches': '1setOf text', // PWG5100.22
    'system-firmware-string-version': '1setOf text', // PWG5100.22
    'system-firmware-version': '1setOf octetString(64)', // PWG5100.22
    'system-impressions-completed': 'integer(0:MAX)', // PWG5100.22
    'system-impressions-completed-col': 'collection', // PWG5100.22
    'system-media-sheets-completed': 'integer(0:MAX)', // PWG5100.22
    'system-media-sheets-completed-col': 'collection', // PWG5100.22
    'system-pages-completed': 'integer(0:MAX)', // PWG5100.22
    'system-pages-completed-col': 'collection', // PWG5100.22
    'system-resident-application-name': '1setOf name', // PWG5100.22
    'system-resident-application-patches': '1setOf text', // PWG5100.22
    'system-resident-application-string-version': '1setOf text', // PWG5100.22
    'system-resident-application-version': '1setOf octetString(64)', // PWG5100.22
    'system-serial-number': 'text(255)', // PWG5100.22
    'system-state': 'enum', // PWG5100.22
    'system-state-change-date-time': 'dateTime', // PWG5100.22
    'system-state-change-time': 'integer(0:MAX)', // PWG5100.22
    'system-state-message': 'text', // PWG5100.22
    'system-state-reasons': '1setOf keyword', // PWG5100.22
    'system-time-source': 'keyword | name', // PWG5100.22
    'system-up-time': 'integer(1:MAX)', // PWG5100.22
    'system-user-application-name': '1setOf name', // PWG5100.22
    'system-user-application-patches': '1setOf text', // PWG5100.22
    'system-user-application-string-version': '1setOf text', // PWG5100.22
    'system-user-application-version': '1setOf octetString(64)', // PWG5100.22
    'system-uuid': 'uri(45)', // PWG5100.22
    'xri-authentication-supported': '1setOf keyword', // PWG5100.22
    'xri-security-supported': '1setOf keyword', // PWG5100.22
    'xri-uri-scheme-supported': '1setOf uriScheme', // PWG5100.22
  },
};
