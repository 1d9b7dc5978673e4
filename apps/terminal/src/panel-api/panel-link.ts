import { X509Certificate } from 'node:crypto';
import { Fault } from '@holdover/kernel';
import { createSystemEntropy, type ListenAddress } from '@holdover/nodejs';
import { createKeyfileProtector, type KeyProtector } from '@holdover/sealed-store';
import { isEnrolled } from '../enrolment/terminal-identity.ts';
import { hostsOf, hostText, isLoopbackHost } from './own-hosts.ts';
import { panelTokenOf } from './panel-access.ts';
import { PANEL_LINK_PATH } from './panel-token.ts';

export interface PanelLinkOptions {
  readonly dataDir: string;
  /** Where the terminal's panel listens. */
  readonly panel: ListenAddress;
  /** Another token: browsers that were let in before are shut out, at once and while the terminal runs. */
  readonly anew: boolean;
  /** Default: a key file in `dataDir`. */
  readonly protector?: KeyProtector;
}

export interface PanelLink {
  /** As secret as a password: it lets a browser in. */
  readonly url: string;
  /** SHA-256 of the certificate the browser will ask about; null before the panel was first started over the network. */
  readonly fingerprint: string | null;
}

/**
 * What is opened once in the browser of a panel that is reached over the network.
 * @throws Fault `not-enrolled`, `panel-on-loopback`, `panel-access-damaged`, `machine-key-unreadable`
 */
export async function panelLink({ dataDir, panel, anew, protector }: PanelLinkOptions): Promise<PanelLink> {
  const [host = panel.host] = hostsOf(panel.host);
  if (isLoopbackHost(panel.host)) {
    const message = `A panel at ${panel.host} needs no link: open http://${hostText(panel.host)}:${panel.port}/`;
    throw new Fault({ owner: 'caller', code: 'panel-on-loopback', message });
  }
  if (!(await isEnrolled(dataDir))) {
    const message = `${dataDir} holds no terminal; enrol it with: holdover terminal enrol --data ${dataDir}`;
    throw new Fault({ owner: 'caller', code: 'not-enrolled', message });
  }
  const key = await (protector ?? createKeyfileProtector(dataDir)).unlock();
  const { token, certificate } = await panelTokenOf({ folder: dataDir, key, entropy: createSystemEntropy() }, anew);
  return {
    url: `https://${hostText(host)}:${panel.port}${PANEL_LINK_PATH}?token=${token}`,
    fingerprint: certificate === null ? null : new X509Certificate(certificate).fingerprint256,
  };
}
