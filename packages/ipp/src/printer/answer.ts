import type { Attribute, Group, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { STATUS, type Status } from '../registry/statuses.ts';

/** RFC 8011 §4.1.8: the client's version, or the nearest to it that is served. */
const HIGHEST_MINOR: Readonly<Record<number, number>> = { 1: 1, 2: 0 };

/** An answer to any header, readable or not; also for faults found before there was a request. */
export function answer(
  to: Pick<Message, 'version' | 'requestId'>,
  status: Status,
  groups: readonly Group[] = [],
  statusMessage?: string,
): Message {
  const { major, minor } = to.version;
  const highest = HIGHEST_MINOR[major];
  const version = highest === undefined ? { major: 1, minor: 1 } : { major, minor: Math.min(minor, highest) };
  const operation: Group = {
    tag: GROUP.operation,
    attributes: [
      attr.charset('attributes-charset', 'utf-8'),
      attr.naturalLanguage('attributes-natural-language', 'en'),
      // RFC 8011 §4.1.6.2: text(255).
      ...(statusMessage === undefined ? [] : [attr.text('status-message', statusMessage.slice(0, 80))]),
    ],
  };
  return { version, code: STATUS[status], requestId: to.requestId, groups: [operation, ...groups] };
}

/** A success; with an unsupported attributes group, one that says so. */
export function success(to: Message, groups: readonly Group[] = []): Message {
  const ignored = groups.some((group) => group.tag === GROUP.unsupported);
  return answer(to, ignored ? 'successful-ok-ignored-or-substituted-attributes' : 'successful-ok', groups);
}

/** RFC 8011 §4.1.3: a name comes once in a group, so what came in two groups of a request is named back once. */
export function group(tag: number, attributes: readonly Attribute[]): Group {
  const names = new Set<string>();
  return { tag, attributes: attributes.filter(({ name }) => !names.has(name) && names.add(name)) };
}
