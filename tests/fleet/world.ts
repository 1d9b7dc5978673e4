import { present, type Cancel, type Entropy, type Instant } from '@holdover/kernel';
import { createMemoryLogger, createSeededEntropy, type MemoryLogger } from '@holdover/testbed';
import {
  createSimulatedPrinter,
  createMemoryDisk,
  createMemoryNetwork,
  createSimulatedTime,
  type DiskImage,
  type MemoryNetwork,
  type SimulatedServer,
  type SimulatedTime,
} from '@holdover/testbed/simulation';
import type { Orders } from './administrators.ts';
import { createDice, type Dice } from './dice.ts';
import { secretText, type Fixture } from './fixture.ts';
import { createMemoryDocuments, type MemoryDocuments } from './memory-documents.ts';
import type { Person } from './people.ts';
import { createPinOracle, type PinOracle } from './pin-oracle.ts';
import { createServerNode, type ServerNode } from './server-node.ts';
import { createTerminalNode, type TerminalNode } from './terminal-node.ts';
import { createTrace, type Trace } from './trace.ts';
import { createWatch, type Watch } from './watch.ts';

/** A terminal and what the world knows of it that the terminal does not. */
export interface Station {
  readonly number: number;
  node: TerminalNode;
  readonly pins: PinOracle;
  /** Since when nothing has kept it from its server; null while something does. */
  wellSince: Instant | null;
  /** True time of the last word of its server that reached it. */
  heardAt: Instant;
  /** Time since then that its clocks cannot have counted, by true time. */
  uncounted: number;
  /** Since when, since that word, it does not know the time for certain. */
  uncertainSince: Instant | null;
  /** Before this its server's word of leavers has reached it. */
  knowsUntil: Instant;
  isFull: boolean;
  /** Somebody set its time of day: it tells nothing of a time it was off. */
  clockMoved: boolean;
  image: { readonly disk: DiskImage; readonly documents: ReturnType<MemoryDocuments['image']> } | undefined;
  /** Its disk was older than its past, or somebody else had its identity: what it says is for people to judge. */
  disputed: boolean;
}

export interface World {
  readonly time: SimulatedTime;
  readonly dice: Dice;
  readonly entropy: Entropy;
  readonly network: MemoryNetwork;
  readonly logger: MemoryLogger;
  readonly trace: Trace;
  readonly watch: Watch;
  readonly fixture: Fixture;
  readonly server: ServerNode;
  readonly stations: Station[];
  readonly people: readonly Person[];
  readonly orders: Orders;
  /** Cloned terminals: a second machine with the identity and the disk of the first. */
  readonly clones: TerminalNode[];
  /** Disarms what is to crash at a commit to come. */
  readonly armed: Cancel[];
  /** The server's own clock was moved: what it says of the time is not the true time. */
  serverClockMoved: boolean;
  /** The most synchronized users that ever were in force. */
  mostUsers: number;
  /** Every text between server and terminals, for a scan. */
  readonly payloads: string[];
  readonly faults: Map<string, number>;
  readonly entropyOf: (name: string) => Entropy;
  newSecret(kind: 'pin' | 'card'): string;
  count(fault: string): void;
}

export interface WorldOptions {
  readonly seed: string;
  readonly fixture: Fixture;
  /** Seconds; longer ones make long stories cheap. */
  readonly heartbeatSeconds: number;
}

const PAGES_A_MINUTE = 60;

/** A world just before anything is switched on. */
export function createWorld({ seed, fixture, heartbeatSeconds }: WorldOptions): World {
  const time = createSimulatedTime(fixture.start);
  const trace = createTrace(() => time.now());
  const watch = createWatch(() => time.now(), trace.note);
  const entropyOf = (name: string): Entropy => createSeededEntropy(`${seed}/${name}`);
  const logger = createMemoryLogger();
  const payloads: string[] = [];
  const network = createMemoryNetwork({
    time,
    entropy: entropyOf('network'),
    tap: (text) => void payloads.push(text),
  });
  const serverDisk = createMemoryDisk();
  serverDisk.restore(fixture.serverDisk);
  const server = createServerNode({
    machine: time.machine({ name: 'server' }),
    disk: serverDisk,
    entropy: entropyOf('server'),
    logger: logger.child({ by: 'server' }),
    heartbeatSeconds,
    onFailure: (error) => trace.note(`server failed to start: ${codeOf(error)}`),
  });
  server.useToken(fixture.token);
  const faults = new Map<string, number>();
  const world: World = {
    time,
    trace,
    watch,
    network,
    logger,
    fixture,
    server,
    payloads,
    faults,
    entropy: entropyOf('world'),
    dice: createDice(entropyOf('dice')),
    stations: [],
    people: structuredClone(fixture.people) as Person[],
    orders: structuredClone(fixture.orders),
    clones: [],
    armed: [],
    serverClockMoved: false,
    mostUsers: fixture.orders.mostUsers,
    entropyOf,
    newSecret: numbersNobodyHad(),
    count: (fault) => void faults.set(fault, (faults.get(fault) ?? 0) + 1),
  };

  function createStation(number: number): Station {
    const { pinAttempts, pinRefillMinutes } = fixture.orders.authentication;
    const node = terminalFor(world, number, `terminal-${number}`);
    node.disk.restore(deviceOf(fixture, number).disk);
    return {
      number,
      node,
      pins: createPinOracle(fixture.start, pinAttempts, pinRefillMinutes),
      wellSince: null,
      heardAt: fixture.start,
      uncounted: 0,
      uncertainSince: null,
      knowsUntil: fixture.start,
      isFull: false,
      clockMoved: false,
      image: undefined,
      disputed: false,
    };
  }
  world.stations.push(...fixture.devices.map((_, number) => createStation(number)));
  return world;
}

/** A machine with an empty disk that has the identity of this device's terminal. */
export function terminalFor(world: World, number: number, name: string): TerminalNode {
  const { time, network, server, logger, trace } = world;
  return createTerminalNode({
    machine: time.machine({ name }),
    disk: createMemoryDisk(),
    documents: createMemoryDocuments(),
    printer: createSimulatedPrinter({
      time,
      entropy: world.entropyOf(`${name}/printer`),
      pagesPerMinute: PAGES_A_MINUTE,
    }),
    self: deviceOf(world.fixture, number).self,
    entropy: world.entropyOf(name),
    logger: logger.child({ by: name }),
    wire: (life) =>
      network.wire({
        line: name,
        serial: deviceOf(world.fixture, number).self.serial,
        life,
        clock: life.clock,
        server: () => serving(server),
      }),
    onFailure: (error) => trace.note(`${name} failed to start: ${codeOf(error)}`),
  });
}

function serving({ running, machine }: ServerNode): SimulatedServer | undefined {
  return running === undefined || machine.life === undefined ? undefined : { door: running.door, life: machine.life };
}

function deviceOf({ devices }: Fixture, number: number): Fixture['devices'][number] {
  return present(devices[number], 'a device of the fixture');
}

/** Those of the fixture's people come before. */
function numbersNobodyHad(): World['newSecret'] {
  let next = 1_000;
  return (kind) => secretText(kind, next++);
}

export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
