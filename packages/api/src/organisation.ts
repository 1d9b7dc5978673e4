import * as z from 'zod';
import { languageField, textField } from './fields.ts';
import { route } from './route.ts';

export const organisationSettings = z.strictObject({
  /** Shown on panels and in reports; may be empty. */
  name: textField({ max: 200 }),
  /** What panels speak while nobody is logged in, and what people get whose own language is not known. */
  language: languageField,
  /** Of the IANA database: `Europe/Berlin`. */
  timeZone: textField({ min: 1, max: 64 }),
});
export type OrganisationSettings = z.infer<typeof organisationSettings>;
export const DEFAULT_ORGANISATION: OrganisationSettings = { name: '', language: 'en', timeZone: 'UTC' };

export const getOrganisation = route('getOrganisation', 'GET /settings/organisation', {
  summary: 'Name, language and time zone of the organisation',
  right: 'settings:read',
  answer: organisationSettings,
});
export const putOrganisation = route('putOrganisation', 'PUT /settings/organisation', {
  summary: 'Save them; terminals take the language at their next synchronization (A7)',
  right: 'settings:write',
  body: organisationSettings,
  answer: organisationSettings,
});
