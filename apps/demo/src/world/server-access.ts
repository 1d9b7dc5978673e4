import { createApiClient, setUp, signIn, type ApiClient, type Transport } from '@holdover/api';
import { toBase64Url, type Entropy } from '@holdover/kernel';

export interface Administrator {
  readonly userName: string;
  readonly password: string;
}

const PASSWORD_BYTES = 12;

export function makeAdministrator(entropy: Entropy): Administrator {
  return { userName: 'admin', password: toBase64Url(entropy.bytes(PASSWORD_BYTES)) };
}

/**
 * A signed-in client of the REST interface, as the console is one.
 * @param setUpUrl the one-time link of a new server: then the administrator is made first
 */
export async function openServer(options: {
  readonly consoleUrl: string;
  readonly setUpUrl: string | null;
  readonly administrator: Administrator;
}): Promise<ApiClient> {
  const { consoleUrl, setUpUrl, administrator } = options;
  const client = createApiClient(cookieTransport(consoleUrl));
  if (setUpUrl !== null) {
    const token = setUpToken(setUpUrl);
    await client.call(setUp, { body: { token, ...administrator, organisation: 'Holdover demonstration' } });
  }
  await client.call(signIn, { body: administrator });
  return client;
}

/** The last part of the link, wherever the server puts it: query, fragment or path. */
function setUpToken(url: string): string {
  return /([\w-]{16,128})$/.exec(url)?.[1] ?? '';
}

/** Keeps the one session cookie, as a browser would. */
function cookieTransport(consoleUrl: string): Transport {
  const cookies = new Map<string, string>();
  return async ({ method, path, headers, body }) => {
    const answer = await fetch(new URL(path, consoleUrl), {
      method,
      headers: { ...headers, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    return answer;
  };
}
