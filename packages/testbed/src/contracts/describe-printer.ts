import {
  attr,
  createIppClient,
  integerOf,
  jobStateOf,
  stringOf,
  type Attribute,
  type IppClient,
  type IppTransport,
  type JobState,
  type PrintJob,
} from '@holdover/ipp';
import { Fault, utf8 } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** A printer, what may go wrong with it, and the paper that lies in its tray. */
export interface PrinterWorld {
  readonly transport: IppTransport;
  readonly printerUri: string;
  /** Until `isSo`, or long enough to say that it never will be. */
  until(isSo: () => Promise<boolean>): Promise<void>;
  setBusy(isBusy: boolean): void;
  setOutOfPaper(isEmpty: boolean): void;
  /** Loses power after this page of a job, and comes back when told to. */
  dieAfter(page: number): void;
  comeBack(): Promise<void>;
  printed(): Promise<readonly { readonly jobName: string; readonly impressions: number }[]>;
  end(): Promise<void>;
}

interface JobNow {
  readonly state: JobState | undefined;
  readonly impressions: number | undefined;
  readonly sheets: number | undefined;
}

interface Scene {
  world(): PrinterWorld;
  client(): IppClient;
  print(pages: number, more?: Partial<PrintJob>): Promise<number>;
  jobNow(number: number): Promise<JobNow>;
  /** How it stands when it is over. */
  over(number: number): Promise<JobNow>;
  reached(number: number, isSo: (job: JobNow) => boolean): Promise<void>;
  self(): Promise<{ readonly uuid: string | undefined; readonly upTime: number; readonly lifetime: number }>;
}

/** What a terminal relies on in the printer that it guards (F4): its jobs, its counter, and what of them a power cut leaves. */
export function describePrinterContract(
  name: string,
  createWorld: (pagesPerMinute: number) => Promise<PrinterWorld> | PrinterWorld,
): void {
  describe(`the contract of a printer: ${name}`, () => {
    let world: PrinterWorld;
    let client: IppClient;
    beforeEach(async () => {
      world = await createWorld(1_200);
      client = createIppClient({ transport: world.transport, printerUri: world.printerUri, userName: 'anna' });
    });
    afterEach(() => world.end());

    const scene = sceneOf(
      () => world,
      () => client,
    );
    describePrinting(scene);
    describeTrouble(scene);
    describePowerCut(scene);
  });
}

const THOUGHT_BETTER = new Fault({ owner: 'cancelled', code: 'thought-better', message: 'It is not to be sent' });

const OVER: ReadonlySet<JobState | undefined> = new Set<JobState>(['completed', 'canceled', 'aborted']);

function sceneOf(world: () => PrinterWorld, client: () => IppClient): Scene {
  const jobNow = async (number: number): Promise<JobNow> => {
    const { job } = await client().getJobAttributes(number, [
      'job-state',
      'job-impressions-completed',
      'job-media-sheets-completed',
    ]);
    return {
      state: jobStateOf(integerOf(job, 'job-state') ?? 0),
      impressions: integerOf(job, 'job-impressions-completed'),
      sheets: integerOf(job, 'job-media-sheets-completed'),
    };
  };
  const reached: Scene['reached'] = (number, isSo) => world().until(async () => isSo(await jobNow(number)));
  return {
    world,
    client,
    jobNow,
    reached,
    print: async (pages, more) => {
      const answer = await client().printJob({ ...jobOf(pages), ...more });
      expect(answer.status).toBe('successful-ok');
      return integerOf(answer.job, 'job-id') ?? 0;
    },
    over: async (number) => {
      await reached(number, ({ state }) => OVER.has(state));
      return jobNow(number);
    },
    self: async () => {
      const names = ['printer-uuid', 'printer-up-time', 'printer-impressions-completed'];
      const { printer } = await client().getPrinterAttributes(names);
      return {
        uuid: stringOf(printer, 'printer-uuid'),
        upTime: integerOf(printer, 'printer-up-time') ?? 0,
        lifetime: integerOf(printer, 'printer-impressions-completed') ?? -1,
      };
    },
  };
}

function jobOf(pages: number): PrintJob {
  return { name: `job of ${pages}`, format: 'text/plain', template: [], document: textOf(pages) };
}

async function* textOf(pages: number): AsyncGenerator<Uint8Array> {
  for (let page = 1; page <= pages; page++) yield utf8(`page ${page}${page < pages ? '\f' : '\n'}`);
}

const namesOf = (jobs: readonly (readonly Attribute[])[]): ReadonlySet<unknown> =>
  new Set(jobs.map((job) => stringOf(job, 'job-name')));

function describePrinting({ world, client, print, over, self }: Scene): void {
  test('says who it is, since when it is on, and how many pages it printed in its life', async () => {
    const before = await self();
    expect(before.uuid).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(before.upTime).toBeGreaterThanOrEqual(1);
    await over(await print(3));
    const after = await self();
    expect([after.uuid, after.lifetime]).toEqual([before.uuid, before.lifetime + 3]);
    expect(after.upTime).toBeGreaterThanOrEqual(before.upTime);
  });

  test('[F4a] a job tells its pages and sheets, copies among them, and the paper agrees', async () => {
    const template = [attr.integer('copies', 2), attr.keyword('sides', 'two-sided-long-edge')];
    const number = await print(3, { template });
    expect(await over(number)).toEqual({ state: 'completed', impressions: 6, sheets: 4 });
    expect(await world().printed()).toEqual([{ jobName: 'job of 3', impressions: 6 }]);
  });

  test('jobs are printed one after the other and listed by name, numbers rising', async () => {
    const numbers = [await print(2), await print(1), await print(1, { name: 'third' })];
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(namesOf((await client().getJobs('not-completed', ['job-name'])).jobs)).toContain('third');
    await over(numbers[2] ?? 0);
    expect((await client().getJobs('not-completed', ['job-name'])).jobs).toEqual([]);
    const past = (await client().getJobs('completed', ['job-name'])).jobs;
    expect(namesOf(past)).toEqual(new Set(['job of 2', 'job of 1', 'third']));
    expect((await world().printed()).map(({ impressions }) => impressions)).toEqual([2, 1, 1]);
  });

  test('says what it can do', async () => {
    const { ok, printer } = await client().getPrinterAttributes(['document-format-supported', 'media-supported']);
    expect([ok, stringOf(printer, 'media-supported')]).toEqual([true, 'iso_a4_210x297mm']);
    expect(JSON.stringify(printer)).toContain('text/plain');
  });
}

function describeTrouble({ world, client, print, jobNow, over, reached, self }: Scene): void {
  test('busy, it takes nothing, and takes it afterwards', async () => {
    world().setBusy(true);
    expect((await client().printJob(jobOf(1))).status).toBe('server-error-busy');
    world().setBusy(false);
    expect((await over(await print(1))).state).toBe('completed');
    expect(await world().printed()).toHaveLength(1);
  });

  test('out of paper, a job stands and then goes on', async () => {
    world().setOutOfPaper(true);
    const number = await print(2);
    await reached(number, ({ state }) => state === 'processing-stopped');
    expect(await jobNow(number)).toMatchObject({ state: 'processing-stopped', impressions: 0 });
    world().setOutOfPaper(false);
    expect(await over(number)).toMatchObject({ state: 'completed', impressions: 2 });
  });

  test('a canceled job ends after the page that moves, and counts what it printed', async () => {
    const before = await self();
    const number = await print(200);
    await reached(number, ({ impressions }) => (impressions ?? 0) >= 1);
    expect((await client().cancelJob(number)).ok).toBe(true);
    const job = await over(number);
    expect(job.state).toBe('canceled');
    expect(job.impressions).toBeGreaterThanOrEqual(1);
    expect(job.impressions).toBeLessThan(200);
    expect((await self()).lifetime).toBe(before.lifetime + (job.impressions ?? 0));
    expect(await world().printed()).toEqual([{ jobName: 'job of 200', impressions: job.impressions }]);
    expect((await client().cancelJob(number)).status).toBe('client-error-not-possible');
  });

  test('one canceled while it waits prints nothing', async () => {
    const first = await print(20);
    const second = await print(1);
    expect((await client().cancelJob(second)).ok).toBe(true);
    expect(await jobNow(second)).toMatchObject({ state: 'canceled', impressions: 0 });
    await over(first);
    expect(await world().printed()).toEqual([{ jobName: 'job of 20', impressions: 20 }]);
  });

  test('does not know a number it never gave', async () => {
    expect((await client().getJobAttributes(4_711)).status).toBe('client-error-not-found');
    expect((await client().cancelJob(4_711)).status).toBe('client-error-not-found');
  });

  test('a document that its sender breaks off is not printed', async () => {
    async function* brokenOff(): AsyncGenerator<Uint8Array> {
      yield utf8('page 1\f'.repeat(10_000));
      throw THOUGHT_BETTER;
    }
    await expect(client().printJob({ ...jobOf(1), document: brokenOff() })).rejects.toBe(THOUGHT_BETTER);
    await over(await print(1));
    expect(await world().printed()).toEqual([{ jobName: 'job of 1', impressions: 1 }]);
  });

  test('an empty document is refused', async () => {
    expect((await client().printJob({ ...jobOf(1), document: textOf(0) })).ok).toBe(false);
  });
}

function describePowerCut({ world, client, print, over, self }: Scene): void {
  test('[F4b] after a power cut the counter tells the pages, and the job is not known any more', async () => {
    const before = await self();
    world().dieAfter(2);
    const number = await print(5);
    const gone = async (): Promise<string> =>
      client()
        .getJobAttributes(number)
        .then(
          () => 'answers',
          (error: unknown) => String(error),
        );
    await world().until(async () => (await gone()) !== 'answers');
    expect(await gone()).toContain('printer-unreachable');
    await world().comeBack();
    expect((await client().getJobAttributes(number)).status).toBe('client-error-not-found');
    expect((await client().getJobs('completed', ['job-name'])).jobs).toEqual([]);
    const after = await self();
    expect([after.uuid, after.lifetime]).toEqual([before.uuid, before.lifetime + 2]);
    const next = await print(1);
    expect(next).toBeGreaterThan(number);
    expect((await over(next)).state).toBe('completed');
  });
}
