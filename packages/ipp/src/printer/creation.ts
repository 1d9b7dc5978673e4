import type { Attribute, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { stringsOf } from '../model/read.ts';
import { answer, group, success } from './answer.ts';
import { createdAttributes } from './job-attributes.ts';
import { refuse, accept, type DocumentTicket, type JobTicket, type JobView, type Outcome } from './jobs-port.ts';
import { ANONYMOUS, contextOf, userOf } from './ownership.ts';
import type { Arrival, Served } from './served.ts';
import type { DocumentDescription, RequestOf } from './request.ts';
import { checkTemplate, unknownOperationAttributes } from './template.ts';

type Creation = RequestOf<'Print-Job' | 'Validate-Job' | 'Create-Job'>;

/** RFC 8011 §4.2.1, §4.2.3, §4.2.4: attributes and fidelity first, then whether jobs are taken, then the job itself. */
export async function serveCreation(
  served: Served,
  request: Creation,
  data: AsyncIterable<Uint8Array>,
  arrival: Arrival,
): Promise<Message> {
  const checked = checkTemplate(request.job.template, served.description());
  const unsupported = [...unknownOperationAttributes(request.message), ...checked.unsupported];
  if (request.job.fidelity && checked.unsupported.length > 0) {
    const named = group(GROUP.unsupported, unsupported);
    return answer(request.message, 'client-error-attributes-or-values-not-supported', [named]);
  }
  if (!served.status().acceptingJobs) return answer(request.message, 'server-error-not-accepting-jobs');
  const made = await make(served, request, data, ticketOf(request, checked.accepted, arrival));
  if (!made.ok) return answer(request.message, made.status, [], made.message);
  const groups = unsupported.length > 0 ? [group(GROUP.unsupported, unsupported)] : [];
  if (made.value !== undefined) {
    groups.push(group(GROUP.job, createdAttributes(made.value, await contextOf(served, made.value, arrival))));
  }
  return success(request.message, groups);
}

async function make(
  served: Served,
  request: Creation,
  data: AsyncIterable<Uint8Array>,
  ticket: JobTicket,
): Promise<Outcome<JobView | void>> {
  switch (request.operation) {
    case 'Print-Job':
      return withDocument(served, request.document, data, (document) => served.jobs.print(ticket, document));
    case 'Create-Job':
      return served.jobs.open(ticket);
    case 'Validate-Job': {
      const format = checkDocument(served, request.document);
      return format.ok ? served.jobs.check(ticket) : format;
    }
  }
}

/** RFC 8011 §4.3.1: an empty last document only closes the job. */
export async function serveDocument(
  served: Served,
  request: RequestOf<'Send-Document'>,
  data: AsyncIterable<Uint8Array>,
): Promise<Outcome<JobView>> {
  const whole = data[Symbol.asyncIterator]();
  const first = await firstOctets(whole);
  if (first === undefined && request.last) return served.jobs.close(request.jobId);
  return withDocument(served, request.document, rest(first, whole), (document) =>
    served.jobs.addDocument(request.jobId, document, request.last),
  );
}

function ticketOf(request: Creation, template: readonly Attribute[], arrival: Arrival): JobTicket {
  const documentName = 'document' in request ? request.document.name : undefined;
  return {
    userName: userOf(request, arrival) ?? ANONYMOUS,
    authenticated: arrival.authenticatedUser !== undefined,
    name: request.job.name ?? documentName ?? 'Untitled',
    template,
  };
}

async function withDocument(
  served: Served,
  document: DocumentDescription,
  data: AsyncIterable<Uint8Array>,
  use: (ticket: DocumentTicket) => Promise<Outcome<JobView>>,
): Promise<Outcome<JobView>> {
  const format = checkDocument(served, document);
  if (!format.ok) return format;
  const plain = served.decompress?.[document.compression ?? 'none']?.(data) ?? data;
  return use({ format: format.value, name: document.name, data: plain });
}

/** RFC 8011 §4.2.1.1: compression and document-format are refused whatever the fidelity. */
function checkDocument(served: Served, document: DocumentDescription): Outcome<string> {
  const compression = document.compression ?? 'none';
  if (compression !== 'none' && !Object.hasOwn(served.decompress ?? {}, compression)) {
    return refuse('client-error-compression-not-supported', `compression ${compression}`);
  }
  const format = document.format ?? 'application/octet-stream';
  if (!stringsOf(served.description(), 'document-format-supported').includes(format)) {
    return refuse('client-error-document-format-not-supported', `document-format ${format}`);
  }
  return accept(format);
}

async function firstOctets(data: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  for (let next = await data.next(); next.done !== true; next = await data.next()) {
    if (next.value.length > 0) return next.value;
  }
  return undefined;
}

async function* rest(first: Uint8Array | undefined, data: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first === undefined) return;
  yield first;
  for (let next = await data.next(); next.done !== true; next = await data.next()) yield next.value;
}
