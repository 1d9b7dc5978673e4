import { passwordField } from '@holdover/api';

/** As the interface says it, in characters. */
export const PASSWORD_LEAST = passwordField.minLength ?? 1;
