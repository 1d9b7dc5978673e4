/** Told to the server at enrolment and in each greeting. */
export const TERMINAL_VERSION = '0.1.0';
