import { Fault } from '@holdover/kernel';
import { problem, type Problem } from './problem.ts';

/** The server refused: `problem` says why, in words for people and in codes for programs. */
export class ApiFault extends Fault {
  readonly problem: Problem;
  constructor(answer: Problem) {
    const first = answer.errors[0];
    const where = first === undefined ? '' : ` (${first.pointer}: ${first.message})`;
    super({
      owner: answer.status >= 500 ? 'peer' : 'caller',
      code: answer.code,
      message: `${answer.title}: ${answer.detail}${where}`,
      retryable: answer.status === 429 || answer.status >= 500,
    });
    this.problem = answer;
  }
}

/** The problem in an answer; what some other program said is one of its own kind. */
export function readProblem(status: number, text: string): Problem {
  try {
    const read = problem.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // Not JSON: a proxy or another program answered.
  }
  return {
    type: 'about:blank',
    title: `HTTP ${status}`,
    status,
    detail: 'The answer is not of this interface.',
    code: 'not-our-answer',
    errors: [],
  };
}
