import { isIPv6 } from 'node:net';

/**
 * What tries are counted by. An IPv6 network hands each of its machines a /64 to choose from (RFC 4291 §2.5.1), so that many
 * addresses are one; an IPv4 address in IPv6 form (§2.5.5.2) is that IPv4 address.
 */
export function addressKey(address: string): string {
  const bare = address.split('%')[0] ?? '';
  if (!isIPv6(bare)) return bare;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = bare.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail);
  const zeros = bare.includes('::') ? 8 - before.length - after.length : 0;
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** An IPv4 address at the end stands for two groups. */
const groupsOf = (text: string): readonly string[] =>
  text === '' ? [] : text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
