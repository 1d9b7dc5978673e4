import { ApiFault } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '../app/texts.tsx';
import { NO_ANSWER } from '../client/browser-transport.ts';

/** A refusal in the server's words, or that there was no answer. `except`: pointers shown beside their fields already. */
export function ProblemAlert({
  error,
  onRetry,
  others = [],
  sent = false,
}: {
  error: unknown;
  onRetry?: () => void;
  others?: readonly { message: string }[];
  /** What was sent is not sent again by itself, as what is read is asked for again. */
  sent?: boolean;
}) {
  const { t } = useTexts();
  const told = useProblemText(error, sent);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={told.title} role="alert">
      {told.detail}
      {others.map(({ message }) => (
        <div key={message}>{message}</div>
      ))}
      {onRetry === undefined ? null : (
        <div>
          <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
            {t('console.common.tryAgain')}
          </Button>
        </div>
      )}
    </Alert>
  );
}

export function useProblemText(error: unknown, sent = false): { title: string; detail: string } {
  const { t } = useTexts();
  if (error instanceof ApiFault && error.code !== 'not-our-answer')
    return { title: error.problem.title, detail: error.problem.detail };
  if (error instanceof Fault && error.code === NO_ANSWER)
    return {
      title: t('console.common.noAnswer'),
      detail: t(sent ? 'console.common.noAnswerSent' : 'console.common.noAnswerDetail'),
    };
  return { title: t('console.common.unreadable'), detail: t('console.common.unreadableDetail') };
}
