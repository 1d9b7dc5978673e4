import * as z from 'zod';
import { device, deviceModelField } from './devices.ts';
import { idField, idParams, timeField } from './fields.ts';
import { route } from './route.ts';

/** Trusts the certificate a device showed: from then on its terminal prints to no other (ipps). */
export const approveCertificate = route('approveCertificate', 'POST /devices/{id}/approve-certificate', {
  summary: 'Approve the certificate that the device showed',
  right: 'devices:write',
  params: idParams('device'),
  /** Of the one that was looked at, so that a change in between is refused (409). */
  body: z.strictObject({ pin: z.string().regex(/^[0-9a-f]{64}$/) }),
  answer: device,
});

/** A printer found in the local network by DNS-SD (RFC 6763, PWG 5100.14 §4). */
export const discoveredPrinter = z.strictObject({
  /** The service's name. */
  name: z.string(),
  uri: z.string(),
  makeAndModel: z.string(),
  location: z.string(),
  uuid: z.string().nullable(),
  color: z.boolean().nullable(),
  duplex: z.boolean().nullable(),
  formats: z.array(z.string()),
  /** By make and model. */
  model: deviceModelField,
  /** The device that has this address or uuid already. */
  deviceId: idField('device').nullable(),
  foundAt: timeField,
});
export type DiscoveredPrinter = z.infer<typeof discoveredPrinter>;

export const discoverPrinters = route('discoverPrinters', 'GET /discovered-printers', {
  summary: 'Printers that announce themselves in the local network, after listening for some seconds',
  right: 'devices:write',
  query: z.strictObject({ seconds: z.coerce.number().int().min(1).max(15).default(3) }),
  answer: z.strictObject({
    items: z.array(discoveredPrinter),
    /** Why nobody could be asked; null when it worked. */
    unavailable: z.enum(['switched-off', 'no-network']).nullable(),
  }),
});
