import { verifyAudit } from '@holdover/api';
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconLink, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { CopyIcon } from '../../kit/copy-icon.tsx';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';

type Check = ReturnType<typeof useChainCheck>;

/** Computes the whole chain of entries again, when asked. */
export function useChainCheck() {
  const { api } = useServices();
  return useMutation({ mutationFn: () => api.call(verifyAudit, {}) });
}

export function VerifyButton({ check }: { check: Check }) {
  const { t } = useTexts();
  return (
    <Button
      variant="default"
      leftSection={<IconLink size={18} stroke={1.7} aria-hidden />}
      loading={check.isPending}
      onClick={() => check.mutate()}
    >
      {t('console.auditLog.verify')}
    </Button>
  );
}

export function CheckResult({ check }: { check: Check }) {
  const { t, format } = useTexts();
  if (check.error !== null) return <ProblemAlert error={check.error} onRetry={() => check.mutate()} />;
  if (check.data === undefined) return null;
  const { holds, entries, firstBreak, lastHash, verifiedAt } = check.data;
  const values = { number: format.number(entries), count: entries, at: format.dateTime(verifiedAt) };
  return (
    <Alert
      mb="lg"
      color={holds ? 'green' : 'red'}
      icon={holds ? <IconShieldCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={t(holds ? 'console.auditLog.holds' : 'console.auditLog.broken')}
      role={holds ? 'status' : 'alert'}
      withCloseButton
      closeButtonLabel={t('console.common.close')}
      onClose={() => check.reset()}
    >
      {firstBreak === null
        ? t('console.auditLog.holdsText', values)
        : t('console.auditLog.brokenText', { number: format.number(firstBreak) })}
      {lastHash === null ? null : (
        <div className={kit['withIcon']}>
          <span>
            {t('console.auditLog.lastHash')} <code className="mono break">{lastHash}</code>
          </span>
          <CopyIcon value={lastHash} label={t('console.auditLog.copyHash')} />
        </div>
      )}
    </Alert>
  );
}
