/** RFC 8010 §3.6, RFC 8011 §5.1.4: a keyword. Capitals and other marks are met in vendors' own names. */
export const ATTRIBUTE_NAME = /^[\x21-\x7e]+$/;
