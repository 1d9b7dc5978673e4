import { Fault } from '@holdover/kernel';
import { createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { expect, test } from 'vitest';
import { isAddressFault, NO_SUCH_PAGE } from './is-address-fault.ts';

const fault = (code: string): Fault => new Fault({ owner: 'caller', code, message: 'No id' });
function refused(_id: string): string {
  throw fault(NO_SUCH_PAGE);
}

test('a parameter that cannot be one is known for it behind the error of the router', async () => {
  const root = createRootRoute();
  const one = createRoute({
    getParentRoute: () => root,
    path: '/users/$id',
    params: { parse: ({ id }) => ({ id: refused(id) }) },
  });
  const history = createMemoryHistory({ initialEntries: ['/users/nobody'] });
  const matches = createRouter({ routeTree: root.addChildren({ one }), history }).matchRoutes('/users/nobody');
  const errors = matches.map(({ paramsError }) => paramsError).filter((error) => error !== undefined);
  expect(errors).toHaveLength(1);
  expect(errors[0]).not.toBeInstanceOf(Fault);
  expect(isAddressFault(errors[0])).toBe(true);
});

test('other faults are none of an address', () => {
  expect(isAddressFault(fault('no-answer'))).toBe(false);
  expect(isAddressFault(new Error('broken', { cause: fault('no-answer') }))).toBe(false);
  expect(isAddressFault(undefined)).toBe(false);
});
