import { API_ROOT, signIn } from '@holdover/api';
import { Fault, toBase64Url, type Entropy } from '@holdover/kernel';

export interface Administrator {
  readonly userName: string;
  readonly password: string;
}

const PASSWORD_BYTES = 12;

export function makeAdministrator(entropy: Entropy): Administrator {
  return { userName: 'admin', password: toBase64Url(entropy.bytes(PASSWORD_BYTES)) };
}

/**
 * Signs in at the console. @returns the `set-cookie` line of the session: cookies know no ports, so what the start page
 * sets the framed console has too.
 */
export async function consoleCookie(consoleUrl: string, administrator: Administrator): Promise<string> {
  const answer = await fetch(new URL(API_ROOT + signIn.path, consoleUrl), {
    method: signIn.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(administrator),
  });
  const [cookie] = answer.headers.getSetCookie();
  if (answer.ok && cookie !== undefined) return cookie;
  throw new Fault({ owner: 'peer', code: 'sign-in-refused', message: `The console answered ${answer.status}` });
}
