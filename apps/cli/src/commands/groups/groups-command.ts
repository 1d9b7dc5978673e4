import {
  addGroupMember,
  addNestedGroup,
  createGroup,
  deleteGroup,
  listGroups,
  listUsers,
  removeGroupMember,
  removeNestedGroup,
  type Group,
} from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { typedOption } from '../../options.ts';
import { findGroup } from '../../remote/find.ts';
import { firstItems, limitOption, pageQuery, searchOption, type ListOptions } from '../../remote/list-options.ts';
import { nounCommand, remoteCommand } from '../../remote/remote-command.ts';
import { confirm } from '../../remote/session.ts';
import { counted, countText, listText, yesNo } from '../../text/words.ts';
import { findMember } from './find-member.ts';

/** `holdover groups` and what belongs to it. */
export const groupsCommand = (context: Context): Command =>
  nounCommand('groups', 'groups of users', [
    groupListCommand(context),
    groupShowCommand(context),
    groupAddCommand(context),
    groupDeleteCommand(context),
    nounCommand('members', 'users of a group', [memberCommand(context, 'add'), memberCommand(context, 'remove')]),
    nestCommand(context, 'nest'),
    nestCommand(context, 'unnest'),
  ]);

const groupListCommand = (context: Context): Command =>
  remoteCommand<ListOptions>(context, {
    name: 'list',
    summary: 'list groups of users',
    options: [searchOption('those whose name has this'), limitOption()],
    examples: ['holdover groups list'],
    run: async ({ api, output }, _args, options) => {
      const pages = api.pages(listGroups, { query: pageQuery(options) });
      await output.rows<Group>(firstItems(pages, options.limit), [
        { title: 'GROUP', of: ({ name }) => name },
        { title: 'MEMBERS', of: ({ members }) => countText(members), align: 'right', whole: true },
        { title: 'WITH NESTED', of: ({ allMembers }) => countText(allMembers), align: 'right', whole: true },
        { title: 'BUILT IN', of: ({ builtIn }) => yesNo(builtIn), whole: true },
        { title: 'ID', of: ({ id }) => id, whole: true },
      ]);
    },
  });

const groupShowCommand = (context: Context): Command =>
  remoteCommand<ListOptions>(context, {
    name: 'show <group>',
    summary: 'show a group and who is in it: by name or id',
    options: [limitOption()],
    examples: ['holdover groups show Research', 'holdover groups show grp_all --limit 20'],
    run: async ({ api, output }, [name = ''], options) => {
      const group = await findGroup(api, name);
      const nested: string[] = [];
      if (group.groups.length > 0) {
        for await (const { id, name: inner } of api.items(listGroups, {}))
          if (group.groups.includes(id)) nested.push(inner);
      }
      output.fields(group, [
        ['Group', group.name],
        ['Members', countText(group.members)],
        ['With nested', countText(group.allMembers)],
        ['Groups in it', listText(nested)],
        ['Comes from', group.sourceId ?? 'this server'],
        ['Id', group.id],
      ]);
      if (output.json) return;
      const members = api.pages(listUsers, { query: { ...pageQuery(options), group: group.id } });
      await output.rows(firstItems(members, options.limit), [
        { title: 'USER', of: ({ userName }) => userName },
        { title: 'NAME', of: ({ fullName }) => fullName },
      ]);
    },
  });

const groupAddCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'add <name>',
    summary: 'add a group of users',
    examples: ['holdover groups add Research'],
    run: async ({ api, output }, [name = '']) => {
      const group = await api.call(createGroup, { body: { name } });
      output.result(group, `${group.name} is added. Members: holdover groups members add "${group.name}" USER`);
    },
  });

const groupDeleteCommand = (context: Context): Command =>
  remoteCommand<{ readonly yes?: boolean }>(context, {
    name: 'delete <group>',
    summary: 'delete a group; its members stay users',
    options: [typedOption('--yes', 'do not ask')],
    examples: ['holdover groups delete Research'],
    run: async (session, [text = ''], { yes }) => {
      const { id, name, members } = await findGroup(session.api, text);
      const what = `Delete the group ${name} of ${counted(members, 'member')}? Assignments of Offline Login lose it.`;
      await confirm(session, what, yes);
      await session.api.call(deleteGroup, { params: { id } });
      session.output.result({ id, name, deleted: true }, `${name} is deleted.`);
    },
  });

const memberCommand = (context: Context, what: 'add' | 'remove'): Command =>
  remoteCommand(context, {
    name: `${what} <group> <user>`,
    summary: what === 'add' ? 'put a user into a group' : 'take a user out of a group',
    examples: [`holdover groups members ${what} Research ada`],
    run: async ({ api, output }, [groupName = '', userName = '']) => {
      const group = await findGroup(api, groupName);
      const user = await findMember(api, group, userName);
      const operation = what === 'add' ? addGroupMember : removeGroupMember;
      await api.call(operation, { params: { id: group.id, userId: user.id } });
      const is = what === 'add' ? 'is in' : 'is no longer in';
      output.result(
        { groupId: group.id, userId: user.id, member: what === 'add' },
        `${user.userName} ${is} ${group.name}.`,
      );
    },
  });

const nestCommand = (context: Context, what: 'nest' | 'unnest'): Command =>
  remoteCommand(context, {
    name: `${what} <group> <member>`,
    summary:
      what === 'nest' ? 'put a group into a group: its members are members of both' : 'take a group out of a group',
    more: 'One level deep: a group that is in another holds none itself. Users: holdover groups members add GROUP USER',
    examples: [`holdover groups ${what} Research "Night shift"`],
    run: async ({ api, output }, [groupName = '', memberName = '']) => {
      const [group, member] = [await findGroup(api, groupName), await findGroup(api, memberName)];
      const operation = what === 'nest' ? addNestedGroup : removeNestedGroup;
      await api.call(operation, { params: { id: group.id, groupId: member.id } });
      output.result(
        { groupId: group.id, memberGroupId: member.id, nested: what === 'nest' },
        what === 'nest'
          ? `${member.name} is in ${group.name}, with all its members.`
          : `${member.name} is no longer in ${group.name}.`,
      );
    },
  });
