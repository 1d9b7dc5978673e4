import type { Attribute, Message } from '../codec/message.ts';
import type { JobState } from '../registry/states.ts';
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
  /** PWG 5100.7 `job-mandatory-attributes`: those that must be honoured, whatever the fidelity. */
  readonly mandatory: readonly string[];
  /** The Job Attributes group as it came. */
  readonly template: readonly Attribute[];
  /** RFC 3995 §11.1.3: to be made with the job. */
  readonly subscriptions: readonly SubscriptionTemplate[];
}

export interface DocumentDescription {
  readonly format: string | undefined;
  readonly name: string | undefined;
  readonly compression: string | undefined;
}

/** PWG 5100.11 §9.3: the states, or one of them by name. */
export type Which = 'completed' | 'not-completed' | 'all' | Exclude<JobState, 'completed'>;

/** RFC 3995 §5.3, as the client asks for it. */
export interface SubscriptionTemplate {
  readonly pullMethod: string | undefined;
  /** Undefined where it named none. */
  readonly events: readonly string[] | undefined;
  readonly userData: Uint8Array | undefined;
  /** Seconds. */
  readonly lease: number | undefined;
}

/** RFC 8011 §4.2 and §4.3, RFC 3380, RFC 3995, RFC 3996, RFC 3998, PWG 5100.7: one member an operation, parsed and complete. */
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
    | { readonly operation: 'Cancel-Job' | 'Close-Job' | 'Release-Job'; readonly jobId: number }
    | { readonly operation: 'Hold-Job' | 'Restart-Job'; readonly jobId: number; readonly until: string | undefined }
    | { readonly operation: 'Set-Job-Attributes'; readonly jobId: number; readonly changes: readonly Attribute[] }
    | { readonly operation: 'Cancel-Jobs' | 'Cancel-My-Jobs'; readonly jobIds: readonly number[] | undefined }
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
    | {
        readonly operation: 'Get-Printer-Attributes';
        readonly requested: readonly string[];
        readonly format: string | undefined;
      }
    | { readonly operation: 'Get-Printer-Supported-Values'; readonly requested: readonly string[] }
    | { readonly operation: 'Set-Printer-Attributes'; readonly changes: readonly Attribute[] }
    | {
        readonly operation: 'Pause-Printer' | 'Resume-Printer' | 'Enable-Printer' | 'Disable-Printer' | 'Purge-Jobs';
      }
    | { readonly operation: 'Identify-Printer'; readonly actions: readonly string[] }
    | { readonly operation: 'Create-Printer-Subscriptions'; readonly templates: readonly SubscriptionTemplate[] }
    | {
        readonly operation: 'Create-Job-Subscriptions';
        readonly jobId: number;
        readonly templates: readonly SubscriptionTemplate[];
      }
    | {
        readonly operation: 'Get-Subscription-Attributes';
        readonly subscriptionId: number;
        readonly requested: readonly string[];
      }
    | {
        readonly operation: 'Get-Subscriptions';
        readonly jobId: number | undefined;
        readonly limit: number | undefined;
        readonly mine: boolean;
        readonly requested: readonly string[];
      }
    | { readonly operation: 'Renew-Subscription'; readonly subscriptionId: number; readonly lease: number | undefined }
    | { readonly operation: 'Cancel-Subscription'; readonly subscriptionId: number }
    | {
        readonly operation: 'Get-Notifications';
        readonly subscriptionIds: readonly number[];
        /** The first wanted of each, by position. */
        readonly from: readonly number[];
        readonly wait: boolean;
      }
  );

export type RequestOf<O extends Operation> = Extract<Request, { readonly operation: O }>;
