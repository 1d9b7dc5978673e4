import type { Attribute, Message } from '../codec/message.ts';
import type { Operation } from '../registry/operations.ts';

/** What every request says. */
export interface RequestBase {
  readonly message: Message;
  /** requesting-user-name. */
  readonly userName: string | undefined;
}

export interface JobCreation {
  readonly name: string | undefined;
  readonly fidelity: boolean;
  /** The Job Attributes group as it came. */
  readonly template: readonly Attribute[];
}

export interface DocumentDescription {
  readonly format: string | undefined;
  readonly name: string | undefined;
  readonly compression: string | undefined;
}

export type Which = 'completed' | 'not-completed' | 'all';

/** RFC 8011 §4.2 and §4.3, PWG 5100.14 §5: one member an operation, parsed and complete. */
export type Request = RequestBase &
  (
    | {
        readonly operation: 'Print-Job' | 'Validate-Job';
        readonly job: JobCreation;
        readonly document: DocumentDescription;
      }
    | { readonly operation: 'Create-Job'; readonly job: JobCreation }
    | {
        readonly operation: 'Send-Document';
        readonly jobId: number;
        readonly document: DocumentDescription;
        readonly last: boolean;
      }
    | { readonly operation: 'Cancel-Job' | 'Close-Job'; readonly jobId: number }
    | { readonly operation: 'Cancel-My-Jobs'; readonly jobIds: readonly number[] | undefined }
    | { readonly operation: 'Get-Job-Attributes'; readonly jobId: number; readonly requested: readonly string[] }
    | {
        readonly operation: 'Get-Jobs';
        readonly which: Which;
        readonly limit: number | undefined;
        readonly firstId: number | undefined;
        readonly jobIds: readonly number[] | undefined;
        readonly mine: boolean;
        readonly requested: readonly string[];
      }
    | { readonly operation: 'Get-Printer-Attributes'; readonly requested: readonly string[] }
    | { readonly operation: 'Identify-Printer'; readonly actions: readonly string[] }
  );

export type RequestOf<O extends Operation> = Extract<Request, { readonly operation: O }>;
