import type { Attribute, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { find, stringOf, stringsOf } from '../model/read.ts';
import { checkSyntax, statusOfFault } from '../registry/check-syntax.ts';
import { isTerminal } from '../registry/states.ts';
import { answer, group } from './answer.ts';
import { withoutConflicts } from './conflicts.ts';
import { refuse, type JobChanges, type JobView, type Outcome } from './jobs-port.ts';
import type { Arrival, Served } from './served.ts';
import type { RequestOf } from './request.ts';
import { serveOnJob } from './queries.ts';
import { checkTemplate } from './template.ts';

type Holding = RequestOf<'Hold-Job' | 'Restart-Job'>;

const NO_HOLD = 'no-hold';

/** RFC 8011 §4.3.5: `no-hold` lets the job go, as its name says. */
export function serveHold(served: Served, request: Holding, arrival: Arrival): Promise<Message> {
  const until = request.until ?? 'indefinite';
  if (!isHold(served, until)) return Promise.resolve(unknownHold(request, until));
  return serveOnJob(served, request, arrival, async (job) => {
    if (until !== NO_HOLD) return served.jobs.hold(job.id, until);
    return job.state === 'pending' ? { ok: true, value: undefined } : served.jobs.release(job.id);
  });
}

/** RFC 8011 §4.3.7: only a job at its end, and only one whose document was kept. */
export function serveRestart(served: Served, request: Holding, arrival: Arrival): Promise<Message> {
  const { until } = request;
  if (until !== undefined && !isHold(served, until)) return Promise.resolve(unknownHold(request, until));
  return serveOnJob(served, request, arrival, async (job) => {
    if (!isTerminal(job.state)) return refuse('client-error-not-possible', 'the job is not over');
    return served.jobs.restart?.(job.id, until) ?? NOT_KEPT;
  });
}

const NOT_KEPT: Outcome<void> = refuse('client-error-not-possible', 'the document was not kept');

function isHold(served: Served, until: string): boolean {
  return stringsOf(served.description(), 'job-hold-until-supported').includes(until);
}

function unknownHold(request: Holding, until: string): Message {
  const named = group(GROUP.unsupported, [attr.keyword('job-hold-until', until)]);
  return answer(request.message, 'client-error-attributes-or-values-not-supported', [named]);
}

/** RFC 3380 §4.2: all of the attributes are set, or none. */
export async function serveSetJob(
  served: Served,
  request: RequestOf<'Set-Job-Attributes'>,
  arrival: Arrival,
): Promise<Message> {
  let refusal: Message | undefined;
  const answered = await serveOnJob(served, request, arrival, async (job) => {
    const checked = checkChanges(served, request, job);
    if (!('refusal' in checked)) return served.jobs.setAttributes(job.id, checked);
    ({ refusal } = checked);
    return refuse('client-error-not-possible', 'refused');
  });
  return refusal ?? answered;
}

function checkChanges(
  served: Served,
  request: RequestOf<'Set-Job-Attributes'>,
  job: JobView,
): JobChanges | { readonly refusal: Message } {
  const { changes, message } = request;
  if (isTerminal(job.state)) return { refusal: answer(message, 'client-error-not-possible', [], 'the job is over') };
  const description = served.description();
  const settable = new Set(stringsOf(description, 'job-settable-attributes-supported'));
  const fixed = changes.filter(({ name }) => !settable.has(name));
  if (fixed.length > 0) {
    const named = fixed.map(({ name }) => attr.outOfBand(name, 'not-settable'));
    return { refusal: answer(message, 'client-error-attributes-not-settable', [group(GROUP.unsupported, named)]) };
  }
  const deleted = changes.filter(isDeletion).map(({ name }) => name);
  const set = changes.filter((attribute) => !isDeletion(attribute) && attribute.name !== 'job-name');
  const name = find(changes, 'job-name');
  const badName = name === undefined ? undefined : checkSyntax(name, GROUP.job);
  if (name !== undefined && badName !== undefined) {
    const named = group(GROUP.unsupported, [name]);
    return { refusal: answer(message, statusOfFault(badName), [named], badName.message) };
  }
  const { accepted, unsupported } = checkTemplate(set, description);
  if (unsupported.length > 0) return { refusal: notSupported(message, unsupported) };
  const conflicts = withoutConflicts(accepted).unsupported;
  if (conflicts.length > 0) {
    const named = group(GROUP.unsupported, conflicts);
    return { refusal: answer(message, 'client-error-conflicting-attributes', [named]) };
  }
  return { name: stringOf(changes, 'job-name'), template: accepted, deleted };
}

function notSupported(message: Message, unsupported: readonly Attribute[]): Message {
  return answer(message, 'client-error-attributes-or-values-not-supported', [group(GROUP.unsupported, unsupported)]);
}

/** RFC 3380 §8.2. */
function isDeletion({ values }: Attribute): boolean {
  return values[0]?.syntax === 'delete-attribute';
}
