import {
  panelJobs,
  panelTask,
  panelTasks,
  panelLoginAnswer,
  panelProblem,
  panelState,
  type PanelCopyRequest,
  type PanelJob,
  type PanelLoginRequest,
  type PanelProblem,
  type PanelSession,
  type PanelState,
  type PanelTask,
} from '@holdover/api';
import { Fault } from '@holdover/kernel';

/** Fingers and card reader at one panel: the panel's own calls, as its page makes them. */
export interface PanelClient {
  state(): Promise<PanelState>;
  /** A refusal is an answer, not a failure. */
  login(request: PanelLoginRequest): Promise<{ readonly session: PanelSession } | { readonly refusal: PanelProblem }>;
  logout(): Promise<void>;
  jobs(): Promise<readonly PanelJob[]>;
  print(ids: readonly string[]): Promise<void>;
  copy(request: Partial<PanelCopyRequest> & Pick<PanelCopyRequest, 'source'>): Promise<PanelTask>;
  /** Newest first. */
  tasks(): Promise<readonly PanelTask[]>;
}

export function createPanelClient(panelUrl: string): PanelClient {
  return {
    state: async () => panelState.parse(await expectOk(await call(panelUrl, 'GET', 'state'))),
    async login(request) {
      const answer = await call(panelUrl, 'POST', 'login', request);
      if (answer.ok) return { session: panelLoginAnswer.parse(await answer.json()).session };
      if (answer.status !== 403 && answer.status !== 429) throw await failure(answer);
      return { refusal: panelProblem.parse(await answer.json()) };
    },
    async logout() {
      await expectOk(await call(panelUrl, 'POST', 'logout'));
    },
    jobs: async () => panelJobs.parse(await expectOk(await call(panelUrl, 'GET', 'jobs'))).items,
    async print(ids) {
      await expectOk(await call(panelUrl, 'POST', 'jobs/print', { ids }));
    },
    copy: async (request) => panelTask.parse(await expectOk(await call(panelUrl, 'POST', 'copy', request))),
    tasks: async () => panelTasks.parse(await expectOk(await call(panelUrl, 'GET', 'tasks'))).items,
  };
}

function call(panelUrl: string, method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
  return fetch(new URL(`/api/${path}`, panelUrl), {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

async function expectOk(answer: Response): Promise<unknown> {
  if (!answer.ok) throw await failure(answer);
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
}

async function failure(answer: Response): Promise<Fault> {
  const read = panelProblem.safeParse(await answer.json().catch(() => undefined));
  const why = read.success ? `${read.data.code}: ${read.data.detail}` : `HTTP ${answer.status}`;
  return new Fault({ owner: 'peer', code: 'panel-refused', message: `The panel at ${answer.url} answered ${why}` });
}
