import { fixed } from './fixed.ts';
import { panel } from './panel.ts';

/** What the panel's API answers when it says no: title and sentence by code. */
export const panelProblems = {
  'unknown-credential': { title: 'Not recognised', detail: fixed.notRecognised },
  expired: { title: 'Offline login has expired', detail: fixed.expired },
  'method-not-allowed': { title: 'Not set up for this device', detail: panel.refusal.methodNotAllowed },
  'offline-login-unavailable': { title: 'No login without the print server', detail: fixed.needsPrintServer },
  disabled: { title: 'Access is switched off', detail: panel.refusal.disabled },
  locked: { title: 'Too many tries', detail: 'Too many wrong tries. Try again in {{seconds}} seconds.' },
  'session-active': { title: 'Somebody is logged in', detail: panel.refusal.sessionActive },
  'session-ended': { title: 'The session has ended', detail: 'This session has ended. Please log in again.' },
  'journal-full': { title: 'The memory for accounting is full', detail: panel.message.journalFull },
  'not-available': { title: 'Not available now', detail: 'This cannot be done now.' },
  'not-found': { title: 'Not found', detail: 'There is nothing here by this name.' },
  'card-taken': { title: 'Card in use', detail: 'This ID card belongs to somebody already.' },
  'too-many-cards': {
    title: 'Too many ID cards',
    detail: 'You have as many ID cards as one person can have. Ask your administrator to remove one.',
  },
  'too-many-pins': {
    title: 'Too many PINs',
    detail: 'You have as many PINs as one person can have. Ask your administrator to remove one.',
  },
  'registration-not-allowed': {
    title: 'No registration here',
    detail: 'ID cards cannot be registered at this device.',
  },
  'task-active': { title: 'The scanner is in use', detail: 'Another copy or scan is still under way.' },
  'bad-request': { title: 'Not understood', detail: 'The request does not have the form this interface expects.' },
  'foreign-origin': { title: 'Not from the panel', detail: 'Only the panel of this device may ask this.' },
  'terminal-fault': { title: 'The terminal failed', detail: panel.refusal.fault },
} as const;
