import type { WireAnswer, WireDownload } from '@holdover/protocol';
import type { Carrying, SimulatedServer } from './memory-wire.ts';

/** What it has sent that nobody has read yet; it reads no further before. */
const MOST_UNREAD = 4;

/** What the server puts on the way. */
export interface SendingPost {
  refuse(refusal: WireAnswer): void;
  begin(): void;
  octets(octets: Uint8Array): void;
  end(): void;
  /** Killed, or its document broke off. */
  broke(): void;
}

/** The server's end of a download. */
export class Sending {
  readonly #carrying: Carrying;
  readonly #server: SimulatedServer;
  readonly #post: SendingPost;
  readonly #letGo: (() => void)[];
  #unread = 0;
  #isStopped = false;
  #go: (() => void) | undefined;

  constructor(carrying: Carrying, server: SimulatedServer, post: SendingPost) {
    this.#carrying = carrying;
    this.#server = server;
    this.#post = post;
    this.#letGo = [
      carrying.road.hold(() => this.stop()),
      carrying.sockets.hold(server.life, (how) => {
        if (how === 'killed' && !this.#isStopped) post.broke();
        this.stop();
      }),
    ];
  }

  start({ path, body }: WireDownload): void {
    const { serial, tap } = this.#carrying;
    const { door, life } = this.#server;
    door
      .download(serial, { path, body })
      .then((document) => {
        if (this.#isStopped) return undefined;
        if ('data' in document) return this.#send(document.data);
        tap(document.refusal.text);
        this.#end(() => this.#post.refuse(document.refusal));
        return undefined;
      })
      .catch((error: unknown) => {
        // A door never rejects; what a dead server still throws is heard by nobody.
        if (life.alive) throw error;
      });
  }

  /** The reader has taken one more. */
  taken(): void {
    this.#unread -= 1;
    this.#go?.();
  }

  stop(): void {
    this.#isStopped = true;
    for (const letGo of this.#letGo) letGo();
    this.#go?.();
  }

  async #send(data: AsyncIterable<Uint8Array>): Promise<void> {
    this.#post.begin();
    try {
      for await (const octets of data) {
        await this.#turn();
        if (this.#isStopped) return;
        this.#unread += 1;
        this.#post.octets(octets);
      }
      this.#end(() => this.#post.end());
    } catch {
      this.#end(() => this.#post.broke());
    }
  }

  async #turn(): Promise<void> {
    while (this.#unread >= MOST_UNREAD && !this.#isStopped) {
      await new Promise<void>((resolve) => {
        this.#go = resolve;
      });
    }
  }

  #end(say: () => void): void {
    if (this.#isStopped) return;
    say();
    this.stop();
  }
}
