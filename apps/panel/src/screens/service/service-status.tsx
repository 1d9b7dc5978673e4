import type { PanelServiceStatus, UnavailableReason } from '@holdover/api';
import type { ComponentChildren } from 'preact';
import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';
import { reasonText, type TextKey, type Texts } from '../../texts.ts';

type Mood = 'good' | 'away' | 'plain';

/** Every fact with its word, and a sign where it is good or bad; never colour alone. */
export function ServiceStatus({ status }: { readonly status: PanelServiceStatus }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const { printer, scanner, deviceAdapter } = status;
  const number = new Intl.NumberFormat(t.language);
  const time = (at: string): string => timeOf(at, t);
  const trouble = (reason: UnavailableReason | null): string =>
    reason === null ? t('panelService.works') : t(reasonText(reason));
  const reader = status.cardReader;
  return (
    <dl class="facts">
      <Fact name="panelService.field.link" mood={status.link === 'online' ? 'good' : 'away'}>
        {t(LINK_TEXT[status.link])}
        <small>{t('panelService.link.since', { time: time(status.linkSince) })}</small>
      </Fact>
      <Fact name="panelService.field.lastSynchronizedAt">
        {status.lastSynchronizedAt === null ? t('panelService.never') : time(status.lastSynchronizedAt)}
      </Fact>
      <Fact name="panelService.field.cachedUsers">{number.format(status.cachedUsers)}</Fact>
      <Fact name="panelService.field.journalBacklog">{number.format(status.journalBacklog)}</Fact>
      <Fact name="panelService.field.heldScans">{number.format(status.heldScans)}</Fact>
      <Fact name="panelService.field.printer" mood={printer.trouble === null ? 'good' : 'away'}>
        {trouble(printer.trouble)}
        <small>{printer.makeAndModel}</small>
        <small>{printer.uri}</small>
      </Fact>
      {scanner === null ? (
        <Fact name="panelService.field.scanner">{t('panelService.none')}</Fact>
      ) : (
        <Fact name="panelService.field.scanner" mood={scanner.trouble === null ? 'good' : 'away'}>
          {trouble(scanner.trouble)}
          <small>{scanner.url}</small>
        </Fact>
      )}
      <Fact name="panelService.field.cardReader" mood={READER_MOOD[reader]}>
        {t(`panelService.cardReader.${reader}`)}
      </Fact>
      {deviceAdapter === null ? (
        <Fact name="panelService.field.deviceAdapter">{t('panelService.none')}</Fact>
      ) : (
        <Fact name="panelService.field.deviceAdapter" mood={deviceAdapter.trouble === null ? 'good' : 'away'}>
          {trouble(deviceAdapter.trouble)}
          <small>{deviceAdapter.name}</small>
        </Fact>
      )}
      <Fact name="panelService.field.keyProtector" mood={status.keyProtector === 'keyfile' ? 'away' : 'good'}>
        {t(PROTECTOR_TEXT[status.keyProtector])}
      </Fact>
      <Fact name="panelService.field.terminal">
        {status.deviceName}
        <small>{t('panelService.field.version', { version: status.terminalVersion })}</small>
        <small>{status.terminalId}</small>
      </Fact>
    </dl>
  );
}

const LINK_TEXT: Readonly<Record<PanelServiceStatus['link'], TextKey>> = {
  online: 'panelService.link.online',
  degraded: 'panelService.link.degraded',
  offline: 'panelService.link.offline',
  returning: 'panelService.link.returning',
  refused: 'panelService.link.refused',
};

const PROTECTOR_TEXT: Readonly<Record<PanelServiceStatus['keyProtector'], TextKey>> = {
  tpm2: 'panelService.keyProtector.tpm2',
  'systemd-credential': 'panelService.keyProtector.systemdCredential',
  keyfile: 'panelService.keyProtector.keyfile',
};

const READER_MOOD: Readonly<Record<PanelServiceStatus['cardReader'], Mood>> = {
  none: 'plain',
  ready: 'good',
  away: 'away',
};

interface FactProps {
  readonly name: TextKey;
  readonly mood?: Mood;
  readonly children: ComponentChildren;
}

function Fact({ name, mood = 'plain', children }: FactProps) {
  const { texts } = usePanelApp();
  return (
    <div class={`fact fact--${mood}`}>
      <dt>{texts.value(name)}</dt>
      <dd>
        {mood !== 'plain' && <Icon name={mood === 'good' ? 'check' : 'warning'} />}
        <span class="fact__words">{children}</span>
      </dd>
    </div>
  );
}

function timeOf(at: string, t: Texts): string {
  const locale = t.language === 'en' ? 'en-GB' : t.language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}
