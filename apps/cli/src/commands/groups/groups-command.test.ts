import { describe, expect, test } from 'vitest';
import { fakeServer, runCommand } from '../../testing/run-command.ts';

const UUID = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
const list = (...items: unknown[]) => ({ items, nextCursor: null });

describe('groups', () => {
  const group = (name: string, id: string) => ({
    id,
    name,
    builtIn: false,
    sourceId: null,
    groups: [],
    members: 0,
    allMembers: 0,
  });
  const [research, night] = [group('Research', `grp_${UUID}`), group('Night', `grp_${UUID.replace('f', 'e')}`)];
  const nested = `/groups/${research.id}/groups/${night.id}`;
  const { connect, asked } = fakeServer({
    'GET /groups': list(research, night),
    'GET /users': list(),
    [`PUT ${nested}`]: null,
    [`DELETE ${nested}`]: null,
  });

  test('go into groups and out of them', async () => {
    const { out } = await runCommand(['groups', 'nest', 'Research', 'Night'], { connect });
    expect(out).toBe('Night is in Research, with all its members.\n');
    expect(asked.at(-1)).toBe(`PUT ${nested}`);
    expect((await runCommand(['groups', 'unnest', 'Research', 'Night'], { connect })).code).toBe(0);
    expect(asked.at(-1)).toBe(`DELETE ${nested}`);
  });

  test('are no users, and the refusal says how', async () => {
    const { code, err } = await runCommand(['groups', 'members', 'add', 'Research', 'night'], { connect });
    expect(code).toBe(1);
    expect(err).toContain('holdover groups nest "Research" "Night"');
  });
});
