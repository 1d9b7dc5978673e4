import { ApiFault, API_ROOT, importUsers, problem, type UserImport } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import { NO_ANSWER } from './browser-transport.ts';

interface Upload {
  readonly file: File;
  readonly dryRun: boolean;
  readonly deactivateMissing: boolean;
  readonly language: string;
  /** A share of one. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file of users as it lies on disk: the browser streams it, so that a gigabyte needs no gigabyte of memory,
 * and says how far it is (fetch does not).
 * @throws ApiFault when the server refuses it; a Fault `no-answer` when it was not reached or the upload was aborted
 */
export function uploadUsers({ file, dryRun, deactivateMissing, language, onProgress, signal }: Upload) {
  return new Promise<UserImport>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ dryRun: String(dryRun), deactivateMissing: String(deactivateMissing) });
    request.open('POST', `${API_ROOT}${importUsers.path}?${query.toString()}`);
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.setRequestHeader('accept-language', language);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total));
    const lost = (): void =>
      reject(
        new Fault({ owner: 'environment', code: NO_ANSWER, message: 'The server does not answer', retryable: true }),
      );
    request.addEventListener('error', lost);
    request.addEventListener('abort', lost);
    request.addEventListener('load', () => {
      const answer = readAnswer(request.responseText);
      const started = importUsers.answer.safeParse(answer);
      if (request.status === importUsers.status && started.success) return resolve(started.data);
      const refused = problem.safeParse(answer);
      return refused.success ? reject(new ApiFault(refused.data)) : lost();
    });
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: a proxy answered.
  }
}
