import type { ServerCertificate } from '@holdover/api';
import { IconAlertTriangle, IconCertificate, IconCircleCheck, IconClock, IconCircleX } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { Status } from '../../kit/status.tsx';
import { useNow } from '../../kit/times.tsx';
import { pairs, standingOf, type CertificateStanding } from './certificate-standing.ts';
import classes from './system.module.css';

/** What the server shows to browsers, computers and terminals, and how long it is good for. */
export function CertificatesCard({ certificates }: { certificates: readonly ServerCertificate[] }) {
  const { t } = useTexts();
  return (
    <Card title={t('console.certificates.title')}>
      {certificates.length === 0 ? (
        <Empty
          icon={IconCertificate}
          title={t('console.certificates.none')}
          text={t('console.certificates.noneText')}
        />
      ) : (
        <ul className={kit['rows']}>
          {certificates.map((certificate) => (
            <CertificateRow key={`${certificate.use} ${certificate.fingerprint}`} certificate={certificate} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function CertificateRow({ certificate }: { certificate: ServerCertificate }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { use, names, fingerprint, notBefore, notAfter } = certificate;
  const standing = standingOf(certificate, now);
  const from = format.dateTime(notBefore);
  return (
    <li>
      <div className={kit['grow']}>
        <strong>{t(`console.certificates.use.${use}`)}</strong>
        <div className={kit['hint']}>{issuerText(t, certificate)}</div>
        {standing.state === 'endless' ? null : (
          <div className={kit['hint']}>
            {t('console.certificates.validity', { from, until: format.dateTime(notAfter) })}
          </div>
        )}
        {names.length === 0 ? null : (
          <div className={`${kit['hint']} break`}>
            {t('console.certificates.validFor', { names: format.list(names) })}
          </div>
        )}
        {standing.state === 'ending' || standing.state === 'ended' ? (
          <div className={classes['advice']}>{adviceText(t, certificate)}</div>
        ) : null}
        <details className={classes['more']}>
          <summary>{t('console.certificates.fingerprint')}</summary>
          <code className="mono break">{pairs(fingerprint)}</code>
        </details>
      </div>
      <Standing standing={standing} />
    </li>
  );
}

type Translate = ReturnType<typeof useTexts>['t'];

function issuerText(t: Translate, { ownAuthority, issuer, subject, use }: ServerCertificate): string {
  if (use === 'authority') return t('console.certificates.self');
  if (ownAuthority) return t('console.certificates.own');
  return issuer === subject ? t('console.certificates.self') : t('console.certificates.brought', { issuer });
}

function adviceText(t: Translate, { ownAuthority, use }: ServerCertificate): string {
  if (use !== 'console') return t('console.certificates.renewAuthority');
  return t(ownAuthority ? 'console.certificates.renewOwn' : 'console.certificates.renewBrought');
}

function Standing({ standing }: { standing: CertificateStanding }) {
  const { t } = useTexts();
  switch (standing.state) {
    case 'endless':
      return <Status tone="ok" icon={IconCircleCheck} word={t('console.certificates.endless')} />;
    case 'good':
      return <Status tone="ok" icon={IconCircleCheck} word={t('console.certificates.good')} />;
    case 'ending':
      return (
        <Status
          tone="warn"
          icon={IconAlertTriangle}
          word={t('console.certificates.ending', { count: standing.days })}
        />
      );
    case 'ended':
      return <Status tone="bad" icon={IconCircleX} word={t('console.certificates.ended')} />;
    case 'not-yet':
      return <Status tone="warn" icon={IconClock} word={t('console.certificates.notYet')} />;
  }
}
