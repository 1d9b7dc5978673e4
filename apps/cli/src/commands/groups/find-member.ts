import type { ApiClient, Group, User } from '@holdover/api';
import { Fault, isId } from '@holdover/kernel';
import { findGroup, findUser } from '../../remote/find.ts';

/** The user who is to be a member. @throws Fault `is-a-group` where the name is one of a group, and as `findUser` */
export async function findMember(api: ApiClient, into: Group, name: string): Promise<User> {
  if (isId('group', name)) throw isGroup(into, name);
  try {
    return await findUser(api, name);
  } catch (error) {
    if (error instanceof Fault && error.code === 'unknown-name') {
      const group = await groupNamed(api, name);
      if (group !== undefined) throw isGroup(into, group.name);
    }
    throw error;
  }
}

async function groupNamed(api: ApiClient, name: string): Promise<Group | undefined> {
  try {
    return await findGroup(api, name);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function isGroup(into: Group, name: string): Fault {
  return new Fault({
    owner: 'caller',
    code: 'is-a-group',
    message: `"${name}" is a group, not a user. A group goes into a group by: holdover groups nest "${into.name}" "${name}"`,
  });
}
