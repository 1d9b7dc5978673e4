/** A folder where scans are put, while somebody is connected to it. Whatever throws throws a Fault of `refused`. */
export interface Folder {
  /** Makes what is missing on the way to it. */
  ensure(): Promise<void>;
  /** Anew, whatever was there; as durable as the target can make it when it resolves. */
  write(name: string, data: AsyncIterable<Uint8Array>, length: number): Promise<void>;
  /** Never over another. @returns false where there is one of that name, and nothing was done */
  rename(from: string, to: string): Promise<boolean>;
  /** Harmless where there is none. */
  remove(name: string): Promise<void>;
  /** Ends the connection, whatever is under way. */
  close(): Promise<void>;
}

/** A way to a folder. @throws Fault of `refused` */
export type OpenFolder = (signal: AbortSignal) => Promise<Folder>;
