import { GROUP } from '../codec/tags.ts';
import { ATTRIBUTES } from './generated/attributes.ts';

/** What is registered for an attribute, in the registry's own notation: `1setOf keyword | name`, `integer(1:MAX)`. */
export type Registration = string | CollectionRegistration;

export interface CollectionRegistration {
  readonly syntax: string;
  readonly members?: Registered;
  /** Attributes whose members these take as well; or an object, whose attributes they take as members. */
  readonly membersOf?: readonly string[];
}

/** By name. */
export type Registered = Readonly<Record<string, Registration>>;

/** By object: `Operation`, `Job Template`, `Printer Status` … */
export type Registrations = Readonly<Record<string, Registered>>;

/** Whose attributes a group carries (RFC 8010 §3.5.1); the unsupported attributes may be anybody's. */
const OBJECTS_OF: ReadonlyMap<number, readonly string[]> = new Map([
  [GROUP.operation, ['Operation']],
  [GROUP.job, ['Job Template', 'Job Description', 'Job Status']],
  [GROUP.printer, ['Printer Description', 'Printer Status']],
  [GROUP.subscription, ['Subscription Template', 'Subscription Status']],
  [GROUP.eventNotification, ['Event Notifications']],
  [GROUP.resource, ['Resource Description', 'Resource Status']],
  [GROUP.document, ['Document Template', 'Document Description', 'Document Status']],
  [GROUP.system, ['System Description', 'System Status']],
]);

/** What is registered for an attribute in the groups of this tag (see `GROUP`). */
export function registrationOf(name: string, group: number): Registration | undefined {
  return firstOf(OBJECTS_OF.get(group) ?? [], (object) => own(ATTRIBUTES[object], name));
}

/** What is registered for a member of a collection; undefined also where its members are not registered at all. */
export function memberOf(collection: Registration, name: string): Registration | undefined {
  return memberFrom(collection, name, new Set());
}

/** `seen` are sources looked at: `cover-back` of a document refers to `cover-back` of a job, and so to its own name. */
function memberFrom(collection: Registration, name: string, seen: Set<string>): Registration | undefined {
  if (typeof collection === 'string') return undefined;
  const sources = (collection.membersOf ?? []).filter((source) => !seen.has(source));
  for (const source of sources) seen.add(source);
  return own(collection.members, name) ?? firstOf(sources, (source) => memberFromSource(source, name, seen));
}

function memberFromSource(source: string, name: string, seen: Set<string>): Registration | undefined {
  const object = ATTRIBUTES[source];
  if (object !== undefined) return own(object, name);
  return firstOf(Object.values(ATTRIBUTES), (attributes) => {
    const collection = own(attributes, source);
    return collection === undefined ? undefined : memberFrom(collection, name, seen);
  });
}

/** A name comes from outside: `constructor` is registered nowhere. */
function own(registered: Registered | undefined, name: string): Registration | undefined {
  return registered !== undefined && Object.hasOwn(registered, name) ? registered[name] : undefined;
}

function firstOf<T>(sources: readonly T[], find: (source: T) => Registration | undefined): Registration | undefined {
  for (const source of sources) {
    const found = find(source);
    if (found !== undefined) return found;
  }
  return undefined;
}
