import type {
  FrameListener,
  FrameSocket,
  GatewayDoor,
  GatewayWire,
  WireAnswer,
  WireCall,
  WireDocument,
  WireUpload,
} from '@holdover/protocol';

/** One end of a link and what it heard, a line each. */
export interface HeardLink {
  readonly serial: string;
  readonly socket: FrameSocket;
  readonly said: string[];
  listen(): void;
}

/** A server of few words. */
export interface ScriptedDoor extends GatewayDoor {
  readonly calls: { readonly serial: string; readonly path: string; readonly body: string }[];
  readonly links: HeardLink[];
  /** To every call; undefined answers none. */
  answer: WireAnswer | undefined;
  /** To every download; undefined gives `answer` instead. */
  document: (() => Extract<WireDocument, { data: unknown }>) | undefined;
  /** What becomes of every upload; undefined reads nothing and gives `answer`. */
  taking: ((document: Pick<WireUpload, 'data' | 'length'>) => Promise<WireAnswer>) | undefined;
  /** To every link; undefined takes it up. */
  refusal: WireAnswer | undefined;
  /** Sent on a link as soon as it is taken up. */
  greeting: readonly string[];
  /** Whether it listens to a link at once. */
  isListening: boolean;
}

export function createScriptedDoor(): ScriptedDoor {
  const door: ScriptedDoor = {
    calls: [],
    links: [],
    answer: undefined,
    document: undefined,
    taking: undefined,
    refusal: undefined,
    greeting: [],
    isListening: true,
    call: (serial: string, { path, body }: Pick<WireCall, 'path' | 'body'>) => {
      door.calls.push({ serial, path, body });
      return door.answer === undefined ? new Promise(() => undefined) : Promise.resolve(door.answer);
    },
    download: async (serial, call) => {
      const answered = door.call(serial, call);
      return door.document?.() ?? { refusal: await answered };
    },
    upload: (serial, call) => {
      const answered = door.call(serial, call);
      return door.taking?.(call) ?? answered;
    },
    link: (serial) =>
      Promise.resolve(
        door.refusal === undefined ? { accept: (socket) => takeUp(door, serial, socket) } : { refusal: door.refusal },
      ),
  };
  return door;
}

function takeUp(door: ScriptedDoor, serial: string, socket: FrameSocket): void {
  const said: string[] = [];
  const listen = (): void => socket.listen(recording(said));
  door.links.push({ serial, socket, said, listen });
  if (door.isListening) listen();
  for (const text of door.greeting) socket.send(text);
}

export interface RecordedDial {
  readonly socket: Pick<FrameSocket, 'send' | 'terminate'>;
  readonly said: readonly string[];
}

export function recordDial(wire: GatewayWire): RecordedDial {
  const said: string[] = [];
  const socket = wire.dial({
    ...recording(said),
    opened: () => said.push('opened'),
    refused: ({ status, text }) => said.push(`refused ${status} ${text}`),
  });
  return { socket, said };
}

function recording(said: string[]): FrameListener {
  return {
    frame: (text) => said.push(`frame ${text}`),
    foreign: () => said.push('foreign'),
    failed: () => said.push('failed'),
    closed: (code) => said.push(`closed ${code}`),
  };
}
