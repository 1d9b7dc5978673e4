import { PROBLEM_STATUS, type ProblemCode } from '@holdover/api';
import { Fault, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemFault } from '../problem-fault.ts';
import { languageOf } from './language-of.ts';
import { problemDocument } from './problem-document.ts';

/** Whatever goes wrong leaves as application/problem+json; what is ours to mend goes to the log and nowhere else. */
export function handleErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = asProblem(error);
    if (PROBLEM_STATUS[problem.problem] >= 500) {
      logger.error('A request failed', {
        method: request.method,
        route: request.routeOptions.url,
        error: describeError(error),
      });
    }
    return sendProblem(request, reply, problem);
  });
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ProblemFault): FastifyReply {
  const document = problemDocument(problem.problem, problem.errors, languageOf(request));
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(problem.retryAfterSeconds));
  if (document.status === 401) void reply.header('www-authenticate', 'Bearer realm="holdover"');
  return reply.code(document.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(document));
}

/** Fastify's own refusals, by their codes. */
const REFUSALS: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
  FST_ERR_BAD_URL: 'bad-request',
};

export function asProblem(error: unknown): ProblemFault {
  if (error instanceof ProblemFault) return error;
  if (error instanceof Fault) return new ProblemFault('server-fault', { cause: error });
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }; // what a framework's error may carry
  const refusal = typeof code === 'string' ? REFUSALS[code] : undefined;
  if (refusal !== undefined) return new ProblemFault(refusal);
  const ours = typeof statusCode !== 'number' || statusCode >= 500;
  return new ProblemFault(ours ? 'server-fault' : 'bad-request', { cause: error });
}
