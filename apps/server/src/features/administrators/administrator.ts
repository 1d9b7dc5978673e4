import { rightField, type GrantedRight, type Language, type Right, type Role } from '@holdover/api';
import type { AdministratorId, ApiTokenId, Instant } from '@holdover/kernel';

export interface Administrator {
  readonly id: AdministratorId;
  readonly userName: string;
  readonly role: Role;
  readonly language: Language | null;
  readonly createdAt: Instant;
}

/** For programs. What is stored is its hash; the token itself is shown once. */
export interface ApiToken {
  readonly id: ApiTokenId;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
}

/** administrator all · user-manager users · device-manager devices and settings · auditor reads only. */
const RIGHTS: Readonly<Record<Role, ReadonlySet<Right>>> = {
  administrator: new Set([
    'users:read',
    'users:write',
    'devices:read',
    'devices:write',
    'settings:read',
    'settings:write',
    'accounting:read',
    'accounting:write',
    'audit:read',
    'administrators:read',
    'administrators:write',
  ]),
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

export function allows(role: Role, right: Right): boolean {
  return right === 'anyone' || right === 'signed-in' || RIGHTS[role].has(right);
}
