/*
 * Generated from the IANA registry "Internet Printing Protocol (IPP) Registrations", as updated 2025-10-31:
 * https://www.iana.org/assignments/ipp-registrations
 * Do not edit: `node tools/generate-ipp-registry.mjs ipp-registrations.xml` writes it anew.
 */

/** Every registered status code (RFC 8011 Appendix B). */
export const STATUS = {
  'successful-ok': 0x0000, // RFC8011
  'successful-ok-ignored-or-substituted-attributes': 0x0001, // RFC8011
  'successful-ok-conflicting-attributes': 0x0002, // RFC8011
  'successful-ok-ignored-subscriptions': 0x0003, // RFC3995
  'successful-ok-too-many-events': 0x0005, // RFC3995
  'successful-ok-events-complete': 0x0007, // RFC3996
  'client-error-bad-request': 0x0400, // RFC8011
  'client-error-forbidden': 0x0401, // RFC8011
  'client-error-not-authenticated': 0x0402, // RFC8011
  'client-error-not-authorized': 0x0403, // RFC8011
  'client-error-not-possible': 0x0404, // RFC8011
  'client-error-timeout': 0x0405, // RFC8011
  'client-error-not-found': 0x0406, // RFC8011
  'client-error-gone': 0x0407, // RFC8011
  'client-error-request-entity-too-large': 0x0408, // RFC8011
  'client-error-request-value-too-long': 0x0409, // RFC8011
  'client-error-document-format-not-supported': 0x040a, // RFC8011
  'client-error-attributes-or-values-not-supported': 0x040b, // RFC8011
  'client-error-uri-scheme-not-supported': 0x040c, // RFC8011
  'client-error-charset-not-supported': 0x040d, // RFC8011
  'client-error-conflicting-attributes': 0x040e, // RFC8011
  'client-error-compression-not-supported': 0x040f, // RFC8011
  'client-error-compression-error': 0x0410, // RFC8011
  'client-error-document-format-error': 0x0411, // RFC8011
  'client-error-document-access-error': 0x0412, // RFC8011
  'client-error-attributes-not-settable': 0x0413, // RFC3380
  'client-error-ignored-all-subscriptions': 0x0414, // RFC3995
  'client-error-too-many-subscriptions': 0x0415, // RFC3995
  'client-error-document-password-error': 0x0418, // PWG5100.13
  'client-error-document-permission-error': 0x0419, // PWG5100.13
  'client-error-document-security-error': 0x041a, // PWG5100.13
  'client-error-document-unprintable-error': 0x041b, // PWG5100.13
  'client-error-account-info-needed': 0x041c,
  'client-error-account-closed': 0x041d, // PWG5100.16
  'client-error-account-limit-reached': 0x041e, // PWG5100.16
  'client-error-account-authorization-failed': 0x041f, // PWG5100.16
  'client-error-not-fetchable': 0x0420, // PWG5100.18
  'server-error-internal-error': 0x0500, // RFC8011
  'server-error-operation-not-supported': 0x0501, // RFC8011
  'server-error-service-unavailable': 0x0502, // RFC8011
  'server-error-version-not-supported': 0x0503, // RFC8011
  'server-error-device-error': 0x0504, // RFC8011
  'server-error-temporary-error': 0x0505, // RFC8011
  'server-error-not-accepting-jobs': 0x0506, // RFC8011
  'server-error-busy': 0x0507, // RFC8011
  'server-error-job-canceled': 0x0508, // RFC8011
  'server-error-multiple-document-jobs-not-supported': 0x0509, // RFC8011
  'server-error-printer-is-deactivated': 0x050a, // RFC3998
  'server-error-too-many-jobs': 0x050b, // PWG5100.7
  'server-error-too-many-documents': 0x050c, // PWG5100.7
} as const;
