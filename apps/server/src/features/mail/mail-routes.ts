import { getMail, putMail, testMail } from '@holdover/api';
import { makeId, type Clock, type Entropy } from '@holdover/kernel';
import { createTranslators, mailPhrases } from '@holdover/phrases';
import type { Changes } from '../../changes/change.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { Stores } from '../../stores.ts';
import { readOrganisation } from '../settings/settings.ts';
import { sendMail } from './mail-sender.ts';
import { readMail, readMailAccess, saveMail } from './mail-settings.ts';

export interface MailRoutesDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly keys: ServerKeys;
  readonly clock: Pick<Clock, 'wall'>;
  readonly entropy: Entropy;
  /** Saved: what waits is tried again. */
  readonly onMail: () => void;
}

const translators = createTranslators(mailPhrases);

export function addMailRoutes(routes: RouteRegistrar, deps: MailRoutesDeps): void {
  const { stores, keys, clock, entropy, onMail } = deps;
  routes.add(getMail, () => readMail(stores.settings));
  routes.add(putMail, async ({ actor, body, requireMatch }) => {
    const saved = await saveMail(deps, { actor, body, requireMatch });
    onMail();
    return saved;
  });
  routes.add(testMail, async ({ body: { to } }) => {
    const access = await readMailAccess(stores.settings, keys);
    const text = translators((await readOrganisation(stores.settings)).language);
    const { sent, detail } = await sendMail(access, {
      to,
      subject: text('mail.test.subject'),
      text: text('mail.test.text'),
      id: makeId('auditEntry', clock.wall(), entropy),
    });
    return { sent, detail };
  });
}
