import type { Attribute, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { IppFault, badRequest } from '../ipp-fault.ts';
import { booleanOf, find, groupOf, groupsOf, integerOf, integersOf, stringOf, stringsOf } from '../model/read.ts';
import { JOB_STATE } from '../registry/states.ts';
import type { Operation } from '../registry/operations.ts';
import type { DocumentDescription, JobCreation, Request, SubscriptionTemplate, Which } from './request.ts';

export interface Target {
  readonly jobId: number | undefined;
}

export interface CheckedRequest {
  readonly operation: Operation;
  readonly message: Message;
  /** The operation attributes, each as registered. */
  readonly attributes: readonly Attribute[];
  readonly target: Target;
}

/** The operation's own attributes. Throws IppFault where one that it needs is missing. */
export function parseOperation(checked: CheckedRequest): Request {
  const request = parseJobOperation(checked) ?? parsePrinterOperation(checked) ?? parseSubscriptionOperation(checked);
  if (request !== undefined) return request;
  throw new IppFault({ status: 'server-error-operation-not-supported', message: checked.operation });
}

function parseJobOperation({ operation, message, attributes, target }: CheckedRequest): Request | undefined {
  const base = { message, userName: named(attributes, 'requesting-user-name') };
  switch (operation) {
    case 'Print-Job':
    case 'Validate-Job':
      return { ...base, operation, job: jobOf(message, attributes), document: documentOf(attributes) };
    case 'Create-Job':
      return { ...base, operation, job: jobOf(message, attributes) };
    case 'Send-Document': {
      const last = booleanOf(attributes, 'last-document');
      const jobId = jobIdOf(target);
      if (last === undefined) throw badRequest('last-document is missing');
      return { ...base, operation, jobId, document: documentOf(attributes), last };
    }
    case 'Cancel-Job':
    case 'Close-Job':
    case 'Release-Job':
      return { ...base, operation, jobId: jobIdOf(target) };
    case 'Hold-Job':
    case 'Restart-Job':
      return { ...base, operation, jobId: jobIdOf(target), until: stringOf(attributes, 'job-hold-until') };
    case 'Set-Job-Attributes':
      return { ...base, operation, jobId: jobIdOf(target), changes: changesOf(message, GROUP.job) };
    case 'Cancel-Jobs':
    case 'Cancel-My-Jobs':
      return { ...base, operation, jobIds: idsOf(attributes) };
    case 'Get-Job-Attributes':
      return { ...base, operation, jobId: jobIdOf(target), requested: requested(attributes, ['all']) };
    case 'Get-Jobs':
      return {
        ...base,
        operation,
        which: whichOf(attributes),
        limit: positive(attributes, 'limit'),
        firstId: positive(attributes, 'first-job-id'),
        jobIds: idsOf(attributes),
        mine: booleanOf(attributes, 'my-jobs') ?? false,
        // RFC 8011 §4.2.6.1.
        requested: requested(attributes, ['job-uri', 'job-id']),
      };
    default:
      return undefined;
  }
}

function parsePrinterOperation({ operation, message, attributes }: CheckedRequest): Request | undefined {
  const base = { message, userName: named(attributes, 'requesting-user-name') };
  switch (operation) {
    case 'Get-Printer-Attributes': {
      const format = stringOf(attributes, 'document-format')?.toLowerCase();
      return { ...base, operation, requested: requested(attributes, ['all']), format };
    }
    case 'Get-Printer-Supported-Values':
      return { ...base, operation, requested: requested(attributes, ['all']) };
    case 'Set-Printer-Attributes':
      return { ...base, operation, changes: changesOf(message, GROUP.printer) };
    case 'Pause-Printer':
    case 'Resume-Printer':
    case 'Enable-Printer':
    case 'Disable-Printer':
    case 'Purge-Jobs':
      return { ...base, operation };
    case 'Identify-Printer':
      return { ...base, operation, actions: stringsOf(attributes, 'identify-actions') };
    default:
      return undefined;
  }
}

/** RFC 3995 §11, RFC 3996 §5. */
function parseSubscriptionOperation({ operation, message, attributes }: CheckedRequest): Request | undefined {
  const base = { message, userName: named(attributes, 'requesting-user-name') };
  const numbered = (name: string): number => needed(integerOf(attributes, name), name);
  switch (operation) {
    case 'Create-Printer-Subscriptions':
      return { ...base, operation, templates: someTemplates(message) };
    case 'Create-Job-Subscriptions':
      return { ...base, operation, jobId: numbered('notify-job-id'), templates: someTemplates(message) };
    case 'Get-Subscription-Attributes': {
      const subscriptionId = numbered('notify-subscription-id');
      return { ...base, operation, subscriptionId, requested: requested(attributes, ['all']) };
    }
    case 'Get-Subscriptions':
      return {
        ...base,
        operation,
        jobId: integerOf(attributes, 'notify-job-id'),
        limit: positive(attributes, 'limit'),
        mine: booleanOf(attributes, 'my-subscriptions') ?? false,
        // RFC 3995 §11.2.5.1.
        requested: requested(attributes, ['notify-subscription-id']),
      };
    case 'Renew-Subscription': {
      const lease = integerOf(attributes, 'notify-lease-duration');
      return { ...base, operation, subscriptionId: numbered('notify-subscription-id'), lease };
    }
    case 'Cancel-Subscription':
      return { ...base, operation, subscriptionId: numbered('notify-subscription-id') };
    case 'Get-Notifications': {
      const subscriptionIds = integersOf(attributes, 'notify-subscription-ids');
      if (subscriptionIds.length === 0) throw badRequest('notify-subscription-ids is missing');
      const from = integersOf(attributes, 'notify-sequence-numbers');
      return { ...base, operation, subscriptionIds, from, wait: booleanOf(attributes, 'notify-wait') ?? false };
    }
    default:
      return undefined;
  }
}

function jobOf(message: Message, attributes: readonly Attribute[]): JobCreation {
  return {
    name: named(attributes, 'job-name'),
    fidelity: booleanOf(attributes, 'ipp-attribute-fidelity') ?? false,
    mandatory: stringsOf(attributes, 'job-mandatory-attributes'),
    template: groupOf(message, GROUP.job),
    subscriptions: templatesOf(message),
  };
}

function documentOf(attributes: readonly Attribute[]): DocumentDescription {
  return {
    format: stringOf(attributes, 'document-format')?.toLowerCase(),
    name: named(attributes, 'document-name'),
    compression: stringOf(attributes, 'compression'),
  };
}

function changesOf(message: Message, tag: number): readonly Attribute[] {
  const changes = groupOf(message, tag);
  if (changes.length === 0) throw badRequest('there is nothing to set');
  return changes;
}

function someTemplates(message: Message): readonly SubscriptionTemplate[] {
  const templates = templatesOf(message);
  if (templates.length === 0) throw badRequest('the subscription attributes are missing');
  return templates;
}

function templatesOf(message: Message): readonly SubscriptionTemplate[] {
  return groupsOf(message, GROUP.subscription).map((attributes) => {
    const userData = find(attributes, 'notify-user-data')?.values[0];
    return {
      pullMethod: stringOf(attributes, 'notify-pull-method'),
      events: find(attributes, 'notify-events') === undefined ? undefined : stringsOf(attributes, 'notify-events'),
      userData: userData?.syntax === 'octetString' ? userData.value : undefined,
      lease: integerOf(attributes, 'notify-lease-duration'),
    };
  });
}

function jobIdOf(target: Target): number {
  return needed(target.jobId, 'job-id');
}

function whichOf(attributes: readonly Attribute[]): Which {
  const which = stringOf(attributes, 'which-jobs') ?? 'not-completed';
  if (isWhich(which)) return which;
  throw new IppFault({
    status: 'client-error-attributes-or-values-not-supported',
    message: 'which-jobs',
    unsupported: attributes.filter(({ name }) => name === 'which-jobs'),
  });
}

function isWhich(text: string): text is Which {
  return text === 'not-completed' || text === 'all' || Object.hasOwn(JOB_STATE, text);
}

function idsOf(attributes: readonly Attribute[]): readonly number[] | undefined {
  return find(attributes, 'job-ids') === undefined ? undefined : integersOf(attributes, 'job-ids');
}

function positive(attributes: readonly Attribute[], name: string): number | undefined {
  if (find(attributes, name) === undefined) return undefined;
  const value = integerOf(attributes, name);
  if (value === undefined || value < 1) throw badRequest(`${name} is not an integer above 0`);
  return value;
}

function requested(attributes: readonly Attribute[], fallback: readonly string[]): readonly string[] {
  return find(attributes, 'requested-attributes') === undefined
    ? fallback
    : stringsOf(attributes, 'requested-attributes');
}

function named(attributes: readonly Attribute[], name: string): string | undefined {
  const text = stringOf(attributes, name);
  return text === '' ? undefined : text;
}

function needed(value: number | undefined, name: string): number {
  if (value === undefined) throw badRequest(`${name} is missing`);
  return value;
}
