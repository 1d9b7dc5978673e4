import { getSystem, type ServerCertificate } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { remoteCommand } from '../remote/remote-command.ts';
import { timeText } from '../text/words.ts';

const ENGINE = { sqlite: 'SQLite', postgresql: 'PostgreSQL' } as const;

export const systemCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'system',
    summary: 'version, database, certificates and log level of the server that answers',
    examples: ['holdover system'],
    run: async ({ api, output }) => {
      const said = await api.call(getSystem, {});
      const { engine, version, schema } = said.database;
      output.fields(said, [
        ['Version', said.version],
        ['Node.js', `${said.runtime}, ${said.platform}`],
        ['Database', `${ENGINE[engine]} ${version}, schema ${schema}`],
        ['Started', timeText(said.startedAt)],
        ['Log level', said.logLevel ?? 'silent'],
        ...said.certificates.flatMap((certificate) => certificateFields(certificate)),
      ]);
    },
  });

const USE = { console: 'Console', gateway: 'Gateway', authority: 'Authority' } as const;

function certificateFields(certificate: ServerCertificate): readonly (readonly [string, string])[] {
  const { use, names, notAfter, issuer, ownAuthority, fingerprint } = certificate;
  const by = use === 'authority' ? '' : ownAuthority ? ', by the fleet’s authority' : `, by ${issuer}`;
  const namesText = names.length === 0 ? '' : ` for ${names.join(', ')}`;
  return [
    [USE[use], `${validText(notAfter)}${namesText}${by}`],
    ['  SHA-256', fingerprint],
  ];
}

/** RFC 5280 §4.1.2.5: that year stands for no end. */
const validText = (notAfter: string): string =>
  notAfter.startsWith('9999-') ? 'valid without end' : `valid until ${timeText(notAfter)}`;
