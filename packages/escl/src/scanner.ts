/** Where the sheets lie: eSCL calls them `Platen` and `Feeder`. */
export type ScanSource = 'platen' | 'feeder';

/** `color` RGB24 · `grayscale` Grayscale8 · `black-and-white` BlackAndWhite1. */
export type ScanColor = 'color' | 'grayscale' | 'black-and-white';

export type ScanFormat = 'image/jpeg' | 'application/pdf';

/** In 1/300 inch, the unit of eSCL regions. */
export interface ScanSize {
  readonly width: number;
  readonly height: number;
}

export interface SourceAbilities {
  readonly colors: readonly ScanColor[];
  /** Dots an inch, the same both ways, ascending. */
  readonly resolutions: readonly number[];
  readonly formats: readonly ScanFormat[];
  readonly largest: ScanSize;
}

/** What a scanner says it can do; a source it has not is undefined. */
export interface ScannerAbilities {
  readonly makeAndModel: string;
  readonly uuid: string | undefined;
  readonly platen: SourceAbilities | undefined;
  readonly feeder: (SourceAbilities & { readonly duplex: boolean }) | undefined;
}

export interface ScanTicket {
  readonly source: ScanSource;
  /** Both sides; of the feeder alone. */
  readonly duplex: boolean;
  readonly color: ScanColor;
  readonly resolution: number;
  readonly size: ScanSize;
  readonly format: ScanFormat;
  /** A preview is quick and coarse, and nobody keeps it. */
  readonly intent: 'document' | 'preview';
}

/** `processing` it scans for somebody · `stopped` it waits for somebody to see to it. */
export type ScannerState = 'idle' | 'processing' | 'stopped';

/** What the feeder says: `empty` nothing to scan · `loaded` sheets lie in it · the others stop it. */
export type FeederState = 'loaded' | 'empty' | 'jam' | 'cover-open' | 'multi-pick' | 'trouble';

export interface ScannerStatus {
  readonly state: ScannerState;
  /** Undefined where there is none, or it does not say. */
  readonly feeder: FeederState | undefined;
}

/** A scan the scanner has taken on, by its Location. */
export interface ScanJobRef {
  readonly url: string;
}

/** What the scanner said no with. `refused` carries its HTTP status. */
export type ScanRefusal =
  | { readonly refusal: 'busy' | 'feeder-empty' | 'jam' | 'cover-open' | 'trouble' | 'gone' }
  | { readonly refusal: 'refused'; readonly status: number };

/**
 * A scanner over eSCL. Calls throw Fault `scanner-unreachable`, `scanner-too-slow` (retryable), `not-escl`; what the scanner
 * refuses is an answer.
 */
export interface ScannerClient {
  abilities(): Promise<ScannerAbilities>;
  status(): Promise<ScannerStatus>;
  /** POST ScanJobs. */
  begin(ticket: ScanTicket): Promise<ScanJobRef | ScanRefusal>;
  /**
   * GET NextDocument: the next page (of a PDF the whole document), or `done` when there is none. Reading the octets throws where the
   * connection breaks off.
   */
  next(job: ScanJobRef): Promise<{ readonly page: AsyncIterable<Uint8Array> } | { readonly done: true } | ScanRefusal>;
  /** DELETE: sheets that moved come out; a job that is over is no failure. */
  cancel(job: ScanJobRef): Promise<void>;
}

export interface EsclRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  /** XML, UTF-8. */
  readonly body?: string;
}

export interface EsclResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** HTTP under the client; knows nothing of eSCL. @throws Fault `scanner-unreachable`, `scanner-too-slow` */
export interface EsclTransport {
  send(request: EsclRequest): Promise<EsclResponse>;
}
