import { reportStolen, type Infer, type StolenReport } from '@holdover/api';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { typedOption } from '../../options.ts';
import { findDevice } from '../../remote/find.ts';
import { onePage } from '../../remote/list-options.ts';
import { remoteCommand } from '../../remote/remote-command.ts';
import { confirm, type Session } from '../../remote/session.ts';
import { counted } from '../../text/words.ts';

type Renewed = Infer<typeof reportStolen.answer>['renewed'];

const DISK = {
  tpm2: 'Its keys are in a TPM 2: without that very machine the list below is unreadable.',
  'systemd-credential':
    'Its keys lay on the machine, sealed by systemd: whoever has the whole machine may read the list below.',
  keyfile: 'Its key lay on the same disk: take the list below as known to whoever has it.',
} as const;

export const deviceReportStolenCommand = (context: Context): Command =>
  remoteCommand<{ readonly yes?: boolean }>(context, {
    name: 'report-stolen <device>',
    summary: 'revoke its terminal, list what it held, and replace the PINs in it; new ones are printed this once',
    options: [typedOption('--yes', 'do not ask')],
    more: 'ID cards keep working: they are in people’s pockets. Replace those you do not trust any more.',
    examples: [
      'holdover devices report-stolen "2nd floor"',
      'holdover devices report-stolen "2nd floor" --yes --json > new-pins.json',
    ],
    run: async (session, [text = ''], { yes }) => {
      const { id, name } = await findDevice(session.api, text);
      const what = `Report ${name} stolen? Its terminal is shut out for good, and every PIN it held is replaced by a new one.`;
      await confirm(session, what, yes);
      const params = { id };
      let report: (StolenReport & { readonly renewed: Renewed }) | undefined;
      // At most 200 an answer: each new PIN costs the slow hash.
      do {
        report = await session.api.call(reportStolen, { params });
        await printRenewed(session, report.renewed);
      } while (report.remaining > 0 && report.renewed.length > 0);
      printReport(session, report);
      return report.remaining === 0 ? 0 : 1;
    },
  });

async function printRenewed({ output }: Session, renewed: Renewed): Promise<void> {
  await output.rows(onePage(renewed), [
    { title: 'USER', of: ({ userName }) => userName },
    { title: 'NAME', of: ({ fullName }) => fullName },
    { title: 'NEW PIN, SHOWN ONLY NOW', of: ({ pin }) => pin, whole: true },
  ]);
}

function printReport({ output }: Session, { renewed: _shown, ...report }: StolenReport & { renewed: Renewed }): void {
  const pins = report.users.flatMap((user) => user.pins);
  const cards = report.users.flatMap((user) => user.cards).filter(({ state }) => state === 'in-use');
  const open = pins.filter(({ state }) => state === 'in-use').length;
  output.result(
    report,
    [
      `${report.deviceName} is reported stolen; its terminal is shut out.`,
      DISK[report.keyProtector],
      `It held ${counted(report.users.length, 'user')}, ${counted(pins.length, 'PIN')} (${open} of them still open), ${counted(cards.length, 'ID card')} in use and ${counted(report.jobs.length, 'document')}.`,
      ...(report.remaining === 0
        ? []
        : [`${counted(report.remaining, 'user')} still to be given new PINs: run it again.`]),
    ].join('\n'),
  );
}
