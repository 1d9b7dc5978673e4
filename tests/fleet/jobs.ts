import { createIppClient, encodeMessage, readMessage, type IppTransport } from '@holdover/ipp';
import { seconds, toRfc3339, utf8 } from '@holdover/kernel';
import type { OpenTerminal } from '@holdover/terminal';
import type { Person } from './people.ts';
import { passTime } from './pass-time.ts';
import type { Station, World } from './world.ts';

/** A workstation prints to the device queue: one form feed ends each page. */
export async function send(world: World, { node }: Station, who: Person, pages: number): Promise<string> {
  const terminal = node.running;
  if (terminal === undefined || node.machine.life?.awake !== true) return 'nobody answers';
  const { spool } = terminal.sessions.printing;
  let came = 'no answer';
  const ticket = { ownerName: who.userName, name: `Job at ${toRfc3339(world.time.now())}`, template: [] };
  const work = async (): Promise<void> => {
    const room = spool.room();
    if (!room.ok) {
      came = room.message;
      return;
    }
    const job = spool.open(ticket);
    const held = await spool.receive(job.id, { format: 'text/plain', name: 'document.txt', data: textPages(pages) });
    came = held.ok ? 'held' : held.message;
  };
  work().catch(() => {
    came = 'broken';
  });
  await passTime(world, seconds(1));
  return came;
}

/** A workstation prints to the pull queue of the server. */
export async function queue(world: World, who: Person, pages: number): Promise<string> {
  const { server, time } = world;
  const printer = server.running?.printerAt(QUEUE);
  if (printer === undefined || server.machine.life?.awake !== true) return 'nobody answers';
  const printerUri = `ipps://server.example:8631${QUEUE}`;
  const transport: IppTransport = {
    send: async (_uri, body) => {
      const { message, document } = await readMessage(body);
      return octets(encodeMessage(await printer.handle(message, document, { printerUri, uris: [printerUri] })));
    },
  };
  let came = 'no answer';
  createIppClient({ transport, printerUri, userName: who.userName })
    .printJob({
      name: `Letter at ${toRfc3339(time.now())}`,
      format: 'text/plain',
      template: [],
      document: textPages(pages),
    })
    .then(
      ({ ok, status }) => {
        came = ok ? 'held' : String(status);
      },
      () => {
        came = 'broken';
      },
    );
  await passTime(world, seconds(1));
  return came;
}

/** The one that a server makes at its first start. */
const QUEUE = '/ipp/print/pull';

async function* octets(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* textPages(pages: number): AsyncGenerator<Uint8Array> {
  for (let page = 1; page <= pages; page++) yield utf8(`Page ${page}${page < pages ? '\f' : '\n'}`);
}

/** Whoever is logged in prints all that waits. */
export async function printAll(world: World, { node }: Station): Promise<string> {
  const terminal = node.running;
  const session = terminal?.sessions.keeper.current();
  if (terminal === undefined || session === undefined || node.machine.life?.awake !== true)
    return 'nobody is logged in';
  const { jobs } = terminal.sessions.printing;
  const waiting = jobs.list(session.user).filter(({ available }) => available);
  if (waiting.length === 0) return 'nothing waits';
  let came = 'no answer';
  jobs
    .print(
      { id: session.id, user: session.user, mode: modeOf(terminal) },
      waiting.map(({ id }) => id),
    )
    .then(
      ({ outcome }) => {
        came = outcome;
      },
      () => {
        came = 'broken';
      },
    );
  await passTime(world, seconds(3));
  return `${waiting.length} ${came}`;
}

function modeOf(terminal: OpenTerminal): 'online' | 'offline' {
  return terminal.mode();
}
