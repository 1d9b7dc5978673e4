/** What a panel, or a script that plays one, sees of an answer. */
export interface PanelAnswer {
  readonly status: number;
  // Tests look into answers by name; the contract is checked by the terminal itself on the way out.
  readonly body: Record<string, never> & {
    session: { id: string; mode: string; userName: string; actions: unknown[] } | null;
    code: string;
  };
}

export async function callPanel(
  url: string,
  path: string,
  options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<PanelAnswer> {
  const { method = options.body === undefined ? 'GET' : 'POST', body, headers = {} } = options;
  const response = await fetch(new URL(`api/${path}`, url), {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}
