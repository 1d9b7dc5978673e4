import { panelProblem, type PanelProblem, type PanelProblemCode } from '@holdover/api';
import type { Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { createTranslators, lookUpLanguage, panelProblemPhrases } from '@holdover/phrases';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PANEL_PROBLEM_STATUS, PanelRefusal, type PanelRefusalDetails } from './panel-refusal.ts';

const translatorOf = createTranslators(panelProblemPhrases);

/** Every *no* of the panel's API is a problem document (RFC 9457) in the panel's language. */
export function registerProblems(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler<FastifyError | PanelRefusal>((error, request, reply) => {
    if (error instanceof PanelRefusal) return answer(request, reply, error.problem, error.details);
    const isTheirs = 'statusCode' in error && error.statusCode !== undefined && error.statusCode < 500;
    if (isTheirs) return answer(request, reply, 'bad-request');
    logger.error('A call of the panel failed', { url: request.routeOptions.url, error: describeError(error) });
    return answer(request, reply, 'terminal-fault');
  });
  app.setNotFoundHandler((request, reply) => answer(request, reply, 'not-found'));
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  code: PanelProblemCode,
  { retryAfter, reason }: PanelRefusalDetails = {},
): FastifyReply {
  const text = translatorOf(lookUpLanguage(request.headers['accept-language'] ?? '', 'en'));
  const retryAfterSeconds = retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1_000);
  const problem: PanelProblem = {
    type: 'about:blank',
    title: text(`panelProblems.${code}.title`),
    status: PANEL_PROBLEM_STATUS[code],
    detail: text(`panelProblems.${code}.detail`, { seconds: retryAfterSeconds ?? 0 }),
    code,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(reason === undefined ? {} : { reason }),
  };
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(panelProblem.parse(problem)));
}
