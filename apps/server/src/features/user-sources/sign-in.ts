import type { ServerKeys } from '../../keys/server-keys.ts';
import { createDirectory, type Directory, type DirectoryOptions } from './ldap/directory.ts';
import { openConnection, type ConnectionStage } from './ldap/open-connection.ts';
import { addressOf } from './source-address.ts';
import { passwordOf } from './source-secret.ts';
import type { UserSource } from './user-source.ts';

export interface SignInOptions extends DirectoryOptions, Omit<ConnectionStage, 'onStage'> {
  /** Called when a step begins. */
  readonly onStep?: (step: 'connect' | 'tls' | 'bind') => void;
}

/** A connection to the directory as its own account, or as nobody where it has none. @throws SourceFault */
export async function signIn(
  keys: Pick<ServerKeys, 'derive'>,
  source: UserSource,
  { onStep, ...options }: SignInOptions = {},
): Promise<Directory> {
  const connection = await openConnection(addressOf(source.settings), {
    ...options,
    ...(onStep === undefined ? {} : { onStage: onStep }),
  });
  const onAbort = (): void => connection.end();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const directory = createDirectory(connection, options);
  const { bindDn } = source.settings;
  if (bindDn === '') return directory;
  onStep?.('bind');
  try {
    await directory.bind(bindDn, passwordOf(keys, source));
    return directory;
  } catch (error) {
    await directory.close();
    throw error;
  }
}
