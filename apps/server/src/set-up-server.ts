import { passwordField } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import { passwordFaults } from './features/administrators/password-rule.ts';
import { openCore, type CoreOptions } from './core.ts';
import { openData } from './open-data.ts';
import type { DataOptions } from './server-options.ts';

export interface SetUpOptions extends DataOptions, Omit<CoreOptions, 'serverKey' | 'database'> {
  readonly userName: string;
  readonly password: string;
  /** Also make an API token. */
  readonly token?: boolean;
}

/**
 * An administrator without the browser, whether the server runs or not: it finds them in the database.
 * @returns the API token, shown this once, or null
 * @throws Fault `password-too-short`, `password-too-easy`; ProblemFault `already-exists`
 */
export async function setUpServer(options: SetUpOptions): Promise<{ readonly apiToken: string | null }> {
  const { userName, password } = options;
  if (!passwordField.safeParse(password).success) {
    throw new Fault({
      owner: 'caller',
      code: 'password-too-short',
      message: 'The password must have 12 to 1024 characters',
    });
  }
  if (passwordFaults(password, userName).length > 0) {
    throw new Fault({
      owner: 'caller',
      code: 'password-too-easy',
      message:
        'The password is the user name, a pattern, or among the first that anybody tries. Take several words that do not belong together',
    });
  }
  const { administrators, database } = await openCore({ ...options, ...(await openData(options, options.entropy)) });
  try {
    await administrators.create({ userName, password });
    return { apiToken: options.token === true ? await administrators.createApiToken(`set-up by ${userName}`) : null };
  } finally {
    await database.close();
  }
}
