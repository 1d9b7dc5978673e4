import { panelServiceLogin, panelServiceStatus, panelServiceToken, SERVICE_HEADER } from '@holdover/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { ServicePass } from '../service/service-desk.ts';
import type { Service } from '../service/service.ts';
import { read } from './panel-answers.ts';
import { PanelRefusal } from './panel-refusal.ts';

/** The service page: behind the service PIN, beside whatever session there is. */
export function registerServiceRoutes(app: FastifyInstance, service: Service): void {
  app.post('/api/service/login', async (request) => {
    const login = await service.desk.logIn(read(panelServiceLogin, request.body).pin);
    switch (login.outcome) {
      case 'opened':
        return panelServiceToken.parse({ token: login.token, expiresInSeconds: login.lasts / 1_000 });
      case 'refused':
        throw new PanelRefusal('unknown-credential');
      case 'locked':
        throw new PanelRefusal('locked', { retryAfter: login.retryAfter });
    }
  });
  app.get('/api/service/status', async (request) => {
    passOf(request, service);
    return panelServiceStatus.parse(service.status());
  });
  app.post('/api/service/synchronize', async (request, reply) => {
    passOf(request, service);
    if (!service.synchronize()) throw new PanelRefusal('not-available', { reason: 'needs-print-server' });
    return reply.status(202).send();
  });
  app.post('/api/service/test-page', async (request, reply) => {
    passOf(request, service);
    const outcome = await service.printTestPage();
    if (outcome.outcome === 'unavailable') throw new PanelRefusal('not-available', { reason: outcome.reason });
    return reply.status(202).send();
  });
  app.post('/api/service/leave', async (request, reply) => {
    const { isConfirmed } = passOf(request, service);
    const { pin } = read(leaveRequest, request.body ?? {});
    if (!isConfirmed && (pin === undefined || !(await isPin(service, pin))))
      throw new PanelRefusal('unknown-credential');
    service.leaveFleet();
    return reply.status(204).send();
  });
}

/** What cannot be undone wants the PIN once more: in this call, or in a log-in of its own just before. */
const leaveRequest = z.strictObject({ pin: panelServiceLogin.shape.pin.optional() });

async function isPin({ desk }: Service, pin: string): Promise<boolean> {
  const login = await desk.logIn(pin);
  if (login.outcome === 'locked') throw new PanelRefusal('locked', { retryAfter: login.retryAfter });
  return login.outcome === 'opened';
}

/** @throws PanelRefusal `session-ended` without a pass that is good */
function passOf(request: FastifyRequest, { desk }: Service): ServicePass {
  const given = request.headers[SERVICE_HEADER];
  const pass = typeof given === 'string' ? desk.passOf(given) : undefined;
  if (pass === undefined) throw new PanelRefusal('session-ended');
  return pass;
}
