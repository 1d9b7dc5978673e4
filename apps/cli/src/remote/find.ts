import {
  getAdministrator,
  getDevice,
  getGroup,
  getUser,
  getUserSource,
  listAdministrators,
  listApiTokens,
  listDevices,
  listGroups,
  listUsers,
  listUserSources,
  type ApiClient,
  type ApiToken,
  type Device,
  type Group,
  type ListedAdministrator,
  type User,
  type UserSource,
} from '@holdover/api';
import { isId } from '@holdover/kernel';
import { findNamed } from './find-named.ts';

/** By id, user name or full name. */
export async function findUser(api: ApiClient, text: string): Promise<User> {
  if (isId('user', text)) return api.call(getUser, { params: { id: text } });
  return findNamed(text, {
    noun: 'user',
    listedBy: 'holdover users list',
    search: (q) => api.items(listUsers, { query: { q } }),
    names: ({ userName, fullName }) => [userName, fullName],
    id: ({ id, userName }) => `${id}  ${userName}`,
  });
}

export async function findDevice(api: ApiClient, text: string): Promise<Device> {
  if (isId('device', text)) return api.call(getDevice, { params: { id: text } });
  return findNamed(text, {
    noun: 'device',
    listedBy: 'holdover devices list',
    search: (q) => api.items(listDevices, { query: { q } }),
    names: ({ name }) => [name],
    id: ({ id, address }) => `${id}  ${address ?? ''}`,
  });
}

export async function findGroup(api: ApiClient, text: string): Promise<Group> {
  if (isId('group', text)) return api.call(getGroup, { params: { id: text } });
  return findNamed(text, {
    noun: 'group',
    listedBy: 'holdover groups list',
    search: (q) => api.items(listGroups, { query: { q } }),
    names: ({ name }) => [name],
    id: ({ id, members }) => `${id}  ${members} members`,
  });
}

export async function findSource(api: ApiClient, text: string): Promise<UserSource> {
  if (isId('userSource', text)) return api.call(getUserSource, { params: { id: text } });
  return findNamed(text, {
    noun: 'user source',
    listedBy: 'holdover sources list',
    search: () => api.items(listUserSources, {}),
    names: ({ name }) => [name],
    id: ({ id, url }) => `${id}  ${url}`,
  });
}

export async function findAdministrator(api: ApiClient, text: string): Promise<ListedAdministrator> {
  if (isId('administrator', text)) return api.call(getAdministrator, { params: { id: text } });
  return findNamed(text, {
    noun: 'administrator',
    listedBy: 'holdover administrators list',
    search: () => api.items(listAdministrators, {}),
    names: ({ userName }) => [userName],
    id: ({ id, role }) => `${id}  ${role}`,
  });
}

/** Tokens are few, and no route tells of one. */
export async function findToken(api: ApiClient, text: string): Promise<ApiToken> {
  return findNamed(text, {
    noun: 'token',
    listedBy: 'holdover tokens list',
    search: () => api.items(listApiTokens, {}),
    names: ({ name, id }) => [name, id],
    id: ({ id, createdAt }) => `${id}  made ${createdAt}`,
  });
}
