import { join } from 'node:path';
import { scratchFolder } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attributeIn, namesOf, runSuite, type SuiteResult } from './run-suite.ts';
import { writeSuiteDocuments } from './suite-documents.ts';
import { startServerTargets, type ServerTargets } from './server-target.ts';
import { startDeviceTarget, startQueueTarget, type StartTarget } from './suite-targets.ts';
import { OPERATOR_SUITES, SUITES, type Suite } from './suites.ts';

const scratch = scratchFolder('suites');
const documents = join(scratch.path, 'documents');
beforeAll(() => writeSuiteDocuments(documents));
afterAll(() => scratch.remove());

async function run({ name, after, atJob }: Suite, uri: string): Promise<SuiteResult> {
  if (after === undefined) return runSuite({ suite: name, uri, documents });
  const earlier = await runSuite({ suite: after, uri, documents, verbose: true });
  return runSuite({ suite: name, uri: atJob ? attributeIn(earlier, 'job-uri') : uri, documents });
}

/** All are run at once: they mostly wait. */
function holdTo(kind: string, start: StartTarget, scheme: 'ipp' | 'ipps', suites = SUITES): void {
  test.concurrent.each(suites)(`$name by ${scheme}`, async (suite) => {
    const target = await start(join(scratch.path, `${kind}-${scheme}-${suite.name}`), suite.released === true);
    const result = await run(suite, target.uri.replace(/^ipps?:/, `${scheme}:`));
    await target.close();
    expect(namesOf(result, 'FAIL'), result.failures).toEqual(suite.faulty ?? []);
    expect(namesOf(result, 'PASS').length, result.output).toBeGreaterThanOrEqual(suite.passes);
  });
}

describe('ipptool finds no fault with the virtual device', () =>
  holdTo('device', startDeviceTarget, 'ipp', [...SUITES, ...OPERATOR_SUITES]));

describe('ipptool finds no fault with the device queue', () => {
  holdTo('spool', startQueueTarget, 'ipp');
  // One port takes both schemes.
  holdTo('spool', startQueueTarget, 'ipps', [{ name: 'ipp-2.0', passes: 41, released: true }]);
});

describe('ipptool finds no fault with the queue of the server', () => {
  let server: ServerTargets;
  beforeAll(async () => {
    server = await startServerTargets(join(scratch.path, 'fleet'));
  });
  afterAll(() => server.close());
  holdTo('server', (...args) => server.start(...args), 'ipps');
});
