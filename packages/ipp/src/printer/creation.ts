import { concatBytes } from '@holdover/kernel';
import type { Attribute, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { tooLarge } from '../ipp-fault.ts';
import { attr } from '../model/attr.ts';
import { stringsOf } from '../model/read.ts';
import { answer, group, success } from './answer.ts';
import { withoutConflicts } from './conflicts.ts';
import { ANY_FORMAT, checkBeginning, checkFormat, SNIFFED } from './document-format.ts';
import { createdAttributes } from './job-attributes.ts';
import { refuse, type DocumentTicket, type JobTicket, type JobView, type Outcome } from './jobs-port.ts';
import { ANONYMOUS, contextOf, userOf } from './ownership.ts';
import type { Arrival, Served } from './served.ts';
import type { DocumentDescription, RequestOf } from './request.ts';
import { subscribeToJob } from './serve-subscriptions.ts';
import { checkTemplate, unknownOperationAttributes } from './template.ts';

type Creation = RequestOf<'Print-Job' | 'Validate-Job' | 'Create-Job'>;

/** RFC 8011 §4.2.1, §4.2.3, §4.2.4: attributes and fidelity first, then whether jobs are taken, then the job itself. */
export async function serveCreation(
  served: Served,
  request: Creation,
  data: AsyncIterable<Uint8Array>,
  arrival: Arrival,
): Promise<Message> {
  const checked = checkCreation(served, request);
  if ('refusal' in checked) return checked.refusal;
  // RFC 3998 §3.1.1: validating makes no job.
  const makesJob = request.operation !== 'Validate-Job';
  if (makesJob && !served.status().acceptingJobs) return answer(request.message, 'server-error-not-accepting-jobs');
  // A job is not refused because nobody can be told of what was before it.
  await served.subscriptions.observe().catch(() => undefined);
  const made = await make(served, request, data, ticketOf(request, checked.template, arrival));
  if (!made.ok) return refused(request, made);
  const groups = checked.unsupported.length > 0 ? [group(GROUP.unsupported, checked.unsupported)] : [];
  if (made.value !== undefined) {
    groups.push(group(GROUP.job, createdAttributes(made.value, await contextOf(served, made.value, arrival))));
    groups.push(...subscribeToJob(served, request, made.value.id, arrival));
  }
  return checked.conflicts
    ? answer(request.message, 'successful-ok-conflicting-attributes', groups)
    : success(request.message, groups);
}

interface Checked {
  readonly template: readonly Attribute[];
  readonly unsupported: readonly Attribute[];
  readonly conflicts: boolean;
}

/** RFC 8011 §4.1.7, §4.2.1.2; PWG 5100.7 §5.2 for job-mandatory-attributes. */
function checkCreation(served: Served, request: Creation): Checked | { readonly refusal: Message } {
  const { template, fidelity, mandatory } = request.job;
  const checked = checkTemplate(template, served.description());
  const together = withoutConflicts(checked.accepted);
  const mustBe = ({ name }: Attribute): boolean => fidelity || mandatory.includes(name);
  const unsupported = [...unknownOperationAttributes(request.message), ...checked.unsupported];
  if (checked.unsupported.some(mustBe)) {
    const named = group(GROUP.unsupported, unsupported);
    return { refusal: answer(request.message, 'client-error-attributes-or-values-not-supported', [named]) };
  }
  if (together.unsupported.some(mustBe)) {
    const named = group(GROUP.unsupported, together.unsupported);
    return { refusal: answer(request.message, 'client-error-conflicting-attributes', [named]) };
  }
  return {
    template: together.accepted,
    unsupported: [...unsupported, ...together.unsupported],
    conflicts: together.unsupported.length > 0,
  };
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

function refused(request: Creation, { status, message }: Extract<Outcome<unknown>, { ok: false }>): Message {
  const document = 'document' in request ? request.document : undefined;
  return answer(request.message, status, unsupportedOf(status, document), message);
}

/** RFC 8011 §4.1.7: what of the document was refused. */
export function unsupportedOf(
  status: Extract<Outcome<unknown>, { ok: false }>['status'],
  document: DocumentDescription | undefined,
): readonly ReturnType<typeof group>[] {
  if (
    status === 'client-error-document-format-not-supported' &&
    document?.format !== undefined &&
    document.format !== ANY_FORMAT
  ) {
    return [group(GROUP.unsupported, [attr.mimeMediaType('document-format', document.format)])];
  }
  if (status === 'client-error-compression-not-supported' && document?.compression !== undefined) {
    return [group(GROUP.unsupported, [attr.keyword('compression', document.compression)])];
  }
  return [];
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
  const plain = (served.decompress?.[document.compression ?? 'none']?.(data) ?? data)[Symbol.asyncIterator]();
  try {
    const first = await firstOctets(plain, SNIFFED);
    const checked = checkBeginning(format.value, first ?? new Uint8Array(0), served.description());
    if (!checked.ok) return checked;
    return await use({
      format: format.value,
      name: document.name,
      data: bounded(rest(first, plain), served.mostBytes),
    });
  } finally {
    await plain.return?.();
  }
}

/** However little comes in, gzip makes a thousand times as much of it: what counts is what comes out. */
async function* bounded(data: AsyncIterable<Uint8Array>, most = Infinity): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of data) {
    length += chunk.length;
    if (length > most) throw tooLarge(`the document has more than ${most} octets`);
    yield chunk;
  }
}

/** RFC 8011 §4.2.1.1: compression and document-format are refused whatever the fidelity. */
function checkDocument(served: Served, document: DocumentDescription): Outcome<string> {
  const compression = document.compression ?? 'none';
  const taken = stringsOf(served.description(), 'compression-supported').includes(compression);
  if (compression !== 'none' && (!taken || !Object.hasOwn(served.decompress ?? {}, compression))) {
    return refuse('client-error-compression-not-supported', `compression ${compression}`);
  }
  return checkFormat(document.format, served.description());
}

/** Undefined for nothing at all; fewer than `least` where the document has no more. */
async function firstOctets(data: AsyncIterator<Uint8Array>, least = 1): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await data.next(); next.done !== true; next = await data.next()) {
    parts.push(next.value);
    length += next.value.length;
    if (length >= least) break;
  }
  return length === 0 ? undefined : concatBytes(parts);
}

async function* rest(first: Uint8Array | undefined, data: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first === undefined) return;
  yield first;
  for (let next = await data.next(); next.done !== true; next = await data.next()) yield next.value;
}
