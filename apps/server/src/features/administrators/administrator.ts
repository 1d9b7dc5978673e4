import { rightField, type GrantedRight, type Language, type Right, type Role } from '@holdover/api';
import type { AdministratorId, ApiTokenId, ConsoleSessionId, Instant } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import { rightMissing } from '../../problem-fault.ts';

export interface Administrator {
  readonly id: AdministratorId;
  readonly userName: string;
  readonly role: Role;
  readonly language: Language | null;
  /** A disabled one stays, with their name in every record, and gets in no more. */
  readonly enabled: boolean;
  readonly createdAt: Instant;
  readonly lastSignInAt: Instant | null;
}

/** An open session of the console. What is stored of its cookie is a hash. */
export interface ConsoleSession {
  readonly id: ConsoleSessionId;
  readonly administratorId: AdministratorId;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
}

/** For programs. What is stored is its hash; the token itself is shown once. */
export interface ApiToken {
  readonly id: ApiTokenId;
  readonly name: string;
  readonly rights: readonly GrantedRight[];
  readonly createdAt: Instant;
  /** Name of who made it: it outlives them. */
  readonly createdBy: string;
  readonly expiresAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

/** Who was let in: a person with a role, or a program with rights. */
export type Principal = Extract<Actor, { kind: 'administrator' | 'api-token' }>;

/** administrator all · user-manager users · device-manager devices and settings · auditor reads only. */
const RIGHTS: Readonly<Record<Role, ReadonlySet<Right>>> = {
  administrator: new Set(rightField.options),
  'user-manager': new Set(['users:read', 'users:write', 'devices:read']),
  'device-manager': new Set(['users:read', 'devices:read', 'devices:write', 'settings:read', 'settings:write']),
  auditor: new Set([
    'users:read',
    'devices:read',
    'settings:read',
    'accounting:read',
    'audit:read',
    'administrators:read',
  ]),
};

export function rightsOf(role: Role): GrantedRight[] {
  return rightField.options.filter((right) => RIGHTS[role].has(right));
}

/** What the actor was granted: nothing for whoever is neither administrator nor program. */
export function grantedTo(actor: Actor): readonly GrantedRight[] {
  if (actor.kind === 'administrator') return rightsOf(actor.role);
  return actor.kind === 'api-token' ? actor.rights : [];
}

export function allows(actor: Actor, right: Right): boolean {
  if (right === 'anyone') return true;
  if (right === 'signed-in') return isPrincipal(actor);
  return grantedTo(actor).includes(right);
}

/** Nobody gives what they do not have. @throws ProblemFault `not-allowed`, with the rights that are missing */
export function requireAll(actor: Actor, rights: readonly GrantedRight[]): void {
  if (actor.kind === 'system') return;
  const missing = rights.filter((right) => !allows(actor, right));
  if (missing.length > 0) throw rightMissing(missing);
}

export function isPrincipal(actor: Actor): actor is Principal {
  return actor.kind === 'administrator' || actor.kind === 'api-token';
}
