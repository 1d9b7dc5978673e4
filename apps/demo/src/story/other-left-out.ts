import { offlineUsers } from '@holdover/api';
import { present } from '@holdover/kernel';
import { createTranslators, panelPhrases } from '@holdover/phrases';
import { hasOfflineLogin, type World } from '../world/world.ts';
import { notHeld } from './step.ts';

/** A3: nobody is ever kept on another maker's terminal, and the reason is said. */
export async function otherLeftOut({ api, devices }: World): Promise<string> {
  const device = present(
    devices.find((candidate) => !hasOfflineLogin(candidate)),
    'a device of model other',
  );
  const { items, reason } = await api.call(offlineUsers, { params: { id: device.id } });
  if (items.length > 0) throw notHeld(`${device.name} holds ${items.length} users`);
  if (reason !== 'model-without-offline-login') throw notHeld(`the reason given is ${reason ?? 'missing'}`);
  return `${device.name}: ${createTranslators(panelPhrases)('en')('fixed.noOfflineLogin')}`;
}
