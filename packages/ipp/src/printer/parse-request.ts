import type { Attribute, Message } from '../codec/message.ts';
import { GROUP, type StringSyntax } from '../codec/tags.ts';
import { IppFault, badRequest } from '../ipp-fault.ts';
import { find, groupOf, textOf } from '../model/read.ts';
import { checkSyntax, statusOfFault } from '../registry/check-syntax.ts';
import { operationOf, type Operation } from '../registry/operations.ts';
import { parseOperation, type Target } from './parse-operation.ts';
import type { Request } from './request.ts';

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
  checkAttributes(attributes);
  return parseOperation({ operation, message, attributes, target: targetOf(attributes, options.path) });
}

/** RFC 8011 §4.1.4: operation attributes first and once, then at most one job group. */
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

/** RFC 3196 §3.1.2.1.5: an operation attribute that is not what is registered for it spoils the request. */
function checkAttributes(attributes: readonly Attribute[]): void {
  for (const attribute of attributes) {
    const fault = checkSyntax(attribute, GROUP.operation);
    if (fault === undefined) continue;
    throw new IppFault({ status: statusOfFault(fault), message: fault.message, unsupported: [attribute] });
  }
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

function single(attribute: Attribute, syntax: StringSyntax): string | undefined {
  const [value] = attribute.values;
  return attribute.values.length === 1 && value?.syntax === syntax ? textOf(value) : undefined;
}

function notFound(message: string): IppFault {
  return new IppFault({ status: 'client-error-not-found', message });
}
