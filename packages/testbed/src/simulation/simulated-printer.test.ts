import { createIppClient, integerOf, stringOf, type IppClient } from '@holdover/ipp';
import { instant, later, minutes, seconds, utf8, type Duration } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { describePrinterContract } from '../contracts/describe-printer.ts';
import { createSeededEntropy } from '../seeded-entropy.ts';
import { createSimulatedPrinter, type SimulatedPrinter } from './simulated-printer.ts';
import { createSimulatedTime } from './simulated-time.ts';

const URI = 'ipp://printer.example/ipp/print';

/** A printer of 60 pages a minute, and a program that prints. */
function createScene(pagesPerMinute = 60) {
  const time = createSimulatedTime(instant(0));
  const printer = createSimulatedPrinter({ time, entropy: createSeededEntropy(1), pagesPerMinute });
  const terminal = time.machine();
  const transport = printer.transport(terminal.start());
  const client = createIppClient({ transport, printerUri: URI, userName: 'anna' });
  const pass = (by: Duration): Promise<void> => time.run(later(time.now(), by));
  /** Lets time pass while somebody waits. */
  const during = async <T>(work: Promise<T>, by = seconds(1)): Promise<T> => {
    work.catch(() => undefined);
    await pass(by);
    return work;
  };
  return { time, printer, terminal, transport, client, pass, during };
}

describePrinterContract('in memory', (pagesPerMinute) => {
  const { time, printer, transport, pass } = createScene(pagesPerMinute);
  /** Answers come by themselves while the test waits for them. */
  const impatient: typeof transport = {
    send: async (uri, body) => {
      const answer = transport.send(uri, body);
      answer.catch(() => undefined);
      await pass(seconds(0.01));
      return answer;
    },
  };
  return {
    transport: impatient,
    printerUri: URI,
    until: async (isSo) => {
      const last = later(time.now(), minutes(5));
      while (!(await isSo()) && time.now() < last) await pass(seconds(0.02));
    },
    setBusy: (isBusy) => printer.set({ isBusy }),
    setOutOfPaper: (isOutOfPaper) => printer.set({ isOutOfPaper }),
    dieAfter: (afterPage) => printer.set({ dies: { afterPage, off: minutes(60), resumes: false } }),
    comeBack: async () => printer.heal(),
    printed: async () => printer.printed(),
    end: async () => undefined,
  };
});

describe('a simulated printer', () => {
  async function* pages(count: number): AsyncGenerator<Uint8Array> {
    for (let page = 1; page <= count; page++) yield utf8(`page ${page}\f`);
  }
  const printing = (client: IppClient, count: number, name = `of ${count}`) =>
    client.printJob({ name, format: 'text/plain', template: [], document: pages(count) });
  const list = async (client: IppClient): Promise<readonly string[]> => {
    const { jobs } = await client.getJobs('all', ['job-id', 'job-name']);
    return jobs.map((job) => `${integerOf(job, 'job-id')} ${stringOf(job, 'job-name')}`);
  };
  const pagesOn = (printer: SimulatedPrinter) => printer.printed().map(({ impressions }) => impressions);

  test('prints at its speed, and says what it has printed so far', async () => {
    const { printer, client, pass, during } = createScene(60);
    await during(printing(client, 10), seconds(5.5));
    expect(pagesOn(printer)).toEqual([5]);
    await pass(seconds(10));
    expect(pagesOn(printer)).toEqual([10]);
  });

  test('dies at a page and comes back: with what it had, or with nothing', async () => {
    for (const resumes of [true, false]) {
      const { printer, client, pass, during } = createScene();
      printer.set({ dies: { afterPage: 2, off: minutes(1), resumes } });
      await during(printing(client, 5));
      await during(printing(client, 1));
      await pass(seconds(30));
      expect(pagesOn(printer)).toEqual([2]);
      await expect(during(list(client))).rejects.toMatchObject({ code: 'printer-unreachable', retryable: true });
      await pass(minutes(2));
      expect(pagesOn(printer)).toEqual(resumes ? [5, 1] : [2]);
      expect(await during(list(client))).toEqual(resumes ? ['1 of 5', '2 of 1'] : []);
    }
  });

  test('gives numbers from 1 again, forgets past jobs, and counts from 0', async () => {
    const { printer, client, pass, during } = createScene();
    await during(printing(client, 1, 'a'));
    await during(printing(client, 1, 'b'));
    await during(printing(client, 9, 'c'));
    printer.restartIds();
    await during(printing(client, 1, 'd'));
    expect(await during(list(client))).toEqual(['1 d', '2 b', '3 c']);
    printer.forgetPastJobs();
    expect(await during(list(client))).toEqual(['1 d', '3 c']);
    await pass(minutes(1));
    printer.resetCounter();
    const { printer: self } = await during(client.getPrinterAttributes(['printer-impressions-completed']));
    expect(integerOf(self, 'printer-impressions-completed')).toBe(0);
    expect(pagesOn(printer)).toEqual([1, 1, 9, 1]);
    printer.set({ keepsNoList: true });
    await during(printing(client, 1, 'e'), seconds(5));
    expect(await during(list(client))).toEqual(['1 d', '3 c']);
  });

  test('a connection that breaks in the document leaves what came, or nothing; after it, the whole', async () => {
    for (const [afterOctets, keepsWhatCame, printed] of [
      [10, true, [2]],
      [10, false, []],
      [Infinity, true, [4]],
      [Infinity, false, []],
    ] as const) {
      const { printer, client, pass, during } = createScene();
      printer.set({ breaks: { afterOctets, keepsWhatCame } });
      await expect(during(printing(client, 4))).rejects.toMatchObject({ code: 'printer-connection-lost' });
      await pass(minutes(1));
      expect([pagesOn(printer), await during(list(client))]).toEqual([printed, printed.map(() => '1 of 4')]);
    }
  });

  test('unreachable, it goes on with what it has; healed, nothing is wrong with it', async () => {
    const { printer, client, during } = createScene();
    await during(printing(client, 3));
    printer.set({ isUnreachable: true, isBusy: true, isOutOfPaper: false });
    await expect(during(list(client), seconds(5))).rejects.toMatchObject({ code: 'printer-unreachable' });
    expect(pagesOn(printer)).toEqual([3]);
    printer.cutPower({ off: minutes(60), resumes: true });
    printer.heal();
    expect((await during(printing(client, 1), seconds(5))).status).toBe('successful-ok');
    expect(pagesOn(printer)).toEqual([3, 1]);
  });

  test('a terminal that is killed hears no answer; what it had sent is printed', async () => {
    const { printer, client, terminal, time, pass } = createScene();
    void printing(client, 2).finally(() => expect.unreachable());
    await time.run(later(time.now(), seconds(0.003)));
    terminal.kill();
    await pass(minutes(1));
    expect(pagesOn(printer)).toEqual([2]);
  });
});
