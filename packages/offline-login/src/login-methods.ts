export type LoginMethod = 'pin' | 'card' | 'card+pin' | 'password';

/** A2: a password is checked by the server or its user source and never cached. */
export type OfflineLoginMethod = Exclude<LoginMethod, 'password'>;

/** A2: whether a method works with the cache alone. */
export function worksOffline(method: LoginMethod): method is OfflineLoginMethod {
  return method !== 'password';
}

/** A2: which of a profile's methods are left when offline; none of them is worth a warning. */
export function offlineMethods(methods: readonly LoginMethod[]): readonly OfflineLoginMethod[] {
  return methods.filter(worksOffline);
}
