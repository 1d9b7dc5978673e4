import type { Attribute, Message } from '../codec/message.ts';
import { GROUP, type StringSyntax } from '../codec/tags.ts';
import { IppFault, badRequest } from '../ipp-fault.ts';
import { booleanOf, find, groupOf, integerOf, integersOf, stringOf, stringsOf, textOf } from '../model/read.ts';
import { operationOf, type Operation } from '../registry/operations.ts';
import type { DocumentDescription, JobCreation, Request, Which } from './request.ts';

/** RFC 8011 §5.1: the octets a value of a string syntax may have. */
const LONGEST: Readonly<Record<StringSyntax | 'textWithLanguage' | 'nameWithLanguage', number>> = {
  text: 1023,
  textWithLanguage: 1023,
  name: 255,
  nameWithLanguage: 255,
  keyword: 255,
  uri: 1023,
  uriScheme: 63,
  charset: 63,
  naturalLanguage: 63,
  mimeMediaType: 255,
};

export interface ParseOptions {
  readonly operations: readonly Operation[];
  /** Path of the printer, as `/ipp/print`; a job is below it by its id. */
  readonly path: string;
}

/**
 * Checks a request in the order of RFC 8011 §4.1 (and RFC 3196 §3.1): version, operation, request-id, groups,
 * charset and natural language, target, then the operation's own attributes. Throws IppFault with the status to answer.
 */
export function parseRequest(message: Message, options: ParseOptions): Request {
  const { major, minor } = message.version;
  if (major !== 1 && major !== 2) {
    throw new IppFault({ status: 'server-error-version-not-supported', message: `IPP version ${major}.${minor}` });
  }
  const operation = operationOf(message.code);
  if (operation === undefined || !options.operations.includes(operation)) {
    throw new IppFault({
      status: 'server-error-operation-not-supported',
      message: `operation 0x${message.code.toString(16).padStart(4, '0')}`,
    });
  }
  if (message.requestId < 1) throw badRequest('request-id is below 1');
  checkGroups(message);
  const attributes = groupOf(message, GROUP.operation);
  checkLanguage(attributes);
  checkLengths(message);
  return byOperation(operation, message, attributes, targetOf(attributes, options.path));
}

/** RFC 8011 §4.1.4: operation attributes first and once, then at most one job group and no other kind. */
function checkGroups(message: Message): void {
  const tags = message.groups.map((group) => group.tag);
  if (tags[0] !== GROUP.operation) throw badRequest('the first group is not the operation attributes');
  if (tags.lastIndexOf(GROUP.operation) > 0) throw badRequest('the operation attributes come twice');
  if (tags.filter((tag) => tag === GROUP.job).length > 1) throw badRequest('the job attributes come twice');
}

/** RFC 8011 §4.1.4.1: these two, in this order, before all others. */
function checkLanguage(attributes: readonly Attribute[]): void {
  const [charset, language] = attributes;
  if (charset?.name !== 'attributes-charset' || single(charset, 'charset') === undefined) {
    throw badRequest('attributes-charset is not the first operation attribute');
  }
  if (language?.name !== 'attributes-natural-language' || single(language, 'naturalLanguage') === undefined) {
    throw badRequest('attributes-natural-language is not the second operation attribute');
  }
  const name = single(charset, 'charset')?.toLowerCase();
  if (name !== 'utf-8' && name !== 'us-ascii') {
    throw new IppFault({
      status: 'client-error-charset-not-supported',
      message: 'only utf-8 and us-ascii are supported',
    });
  }
}

function checkLengths(message: Message): void {
  for (const group of message.groups) {
    for (const { name, values } of group.attributes) {
      for (const value of values) {
        const text = textOf(value);
        // A UTF-16 unit is at least one octet of UTF-8, so this refuses nothing that fits.
        if (text !== undefined && text.length > LONGEST[value.syntax as keyof typeof LONGEST]) {
          throw new IppFault({ status: 'client-error-request-value-too-long', message: `${name} is too long` });
        }
      }
    }
  }
}

interface Target {
  readonly jobId: number | undefined;
}

/** RFC 8011 §4.1.5: printer-uri (with job-id for a job), or job-uri. */
function targetOf(attributes: readonly Attribute[], path: string): Target {
  const printer = find(attributes, 'printer-uri');
  const job = find(attributes, 'job-uri');
  if (printer !== undefined) {
    if (pathOf(printer) !== path) throw notFound('there is no printer at this printer-uri');
    const jobId = find(attributes, 'job-id');
    if (jobId === undefined) return { jobId: undefined };
    const [value] = jobId.values;
    if (value?.syntax !== 'integer' || jobId.values.length > 1) throw badRequest('job-id is not one integer');
    return { jobId: value.value };
  }
  if (job === undefined) throw badRequest('printer-uri is missing');
  const jobPath = pathOf(job);
  if (!jobPath.startsWith(`${path}/`)) throw notFound('there is no job at this job-uri');
  const digits = jobPath.slice(path.length + 1);
  if (!/^[1-9][0-9]{0,9}$/.test(digits)) throw notFound('there is no job at this job-uri');
  return { jobId: Number(digits) };
}

function pathOf(attribute: Attribute): string {
  const uri = single(attribute, 'uri');
  const match = uri === undefined ? null : /^(ipps?|https?):\/\/[^/?#]+(\/[^?#]*)?$/i.exec(uri);
  if (match === null) throw badRequest(`${attribute.name} is not one uri of the scheme ipp or ipps`);
  return match[2] ?? '/';
}

function byOperation(
  operation: Operation,
  message: Message,
  attributes: readonly Attribute[],
  target: Target,
): Request {
  const base = { message, userName: named(attributes, 'requesting-user-name') };
  const requested = (fallback: readonly string[]): readonly string[] =>
    find(attributes, 'requested-attributes') === undefined ? fallback : stringsOf(attributes, 'requested-attributes');
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
      return { ...base, operation, jobId: jobIdOf(target) };
    case 'Cancel-My-Jobs':
      return { ...base, operation, jobIds: idsOf(attributes) };
    case 'Get-Job-Attributes':
      return { ...base, operation, jobId: jobIdOf(target), requested: requested(['all']) };
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
        requested: requested(['job-uri', 'job-id']),
      };
    case 'Get-Printer-Attributes':
      return { ...base, operation, requested: requested(['all']) };
    case 'Identify-Printer':
      return { ...base, operation, actions: stringsOf(attributes, 'identify-actions') };
    default:
      throw new IppFault({ status: 'server-error-operation-not-supported', message: `operation ${operation}` });
  }
}

function jobOf(message: Message, attributes: readonly Attribute[]): JobCreation {
  return {
    name: named(attributes, 'job-name'),
    fidelity: booleanOf(attributes, 'ipp-attribute-fidelity') ?? false,
    template: groupOf(message, GROUP.job),
  };
}

function documentOf(attributes: readonly Attribute[]): DocumentDescription {
  return {
    format: stringOf(attributes, 'document-format')?.toLowerCase(),
    name: named(attributes, 'document-name'),
    compression: stringOf(attributes, 'compression'),
  };
}

function jobIdOf(target: Target): number {
  if (target.jobId === undefined) throw badRequest('job-id is missing');
  return target.jobId;
}

function whichOf(attributes: readonly Attribute[]): Which {
  const which = stringOf(attributes, 'which-jobs') ?? 'not-completed';
  if (which === 'completed' || which === 'not-completed' || which === 'all') return which;
  throw new IppFault({ status: 'client-error-attributes-or-values-not-supported', message: 'which-jobs' });
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

function named(attributes: readonly Attribute[], name: string): string | undefined {
  const text = stringOf(attributes, name);
  return text === '' ? undefined : text;
}

function single(attribute: Attribute, syntax: StringSyntax): string | undefined {
  const [value] = attribute.values;
  return attribute.values.length === 1 && value?.syntax === syntax ? textOf(value) : undefined;
}

function notFound(message: string): IppFault {
  return new IppFault({ status: 'client-error-not-found', message });
}
