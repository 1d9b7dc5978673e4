import type { Attribute } from '../codec/message.ts';
import { attr } from '../model/attr.ts';
import { toDateTime } from '../model/date-time.ts';
import { PRINTER_STATE, isTerminal } from '../registry/states.ts';
import type { Arrival, Authentication, Served } from './served.ts';
import { overlay } from './requested.ts';

/** All attributes of a printer now: what changes, then what was described (RFC 8011 §5.4, PWG 5100.13 §6). */
export async function printerAttributes(served: Served, arrival: Arrival): Promise<readonly Attribute[]> {
  const status = served.status();
  const waiting = await countUnfinished(served);
  const changing = [
    ...stateAttributes(served),
    attr.integer('queued-job-count', waiting),
    attr.integer('printer-up-time', served.upTime()),
    attr.dateTime('printer-current-time', toDateTime(served.clock.wall())),
    attr.integer('printer-config-change-time', 1),
    attr.dateTime('printer-config-change-date-time', toDateTime(served.startedAt)),
    ...uriAttributes(arrival, served.authentication ?? 'requesting-user-name'),
  ];
  return overlay(status.attributes, overlay(changing, served.description()));
}

async function countUnfinished({ jobs }: Served): Promise<number> {
  if (jobs.countUnfinished !== undefined) return jobs.countUnfinished();
  return (await jobs.list()).filter((job) => !isTerminal(job.state)).length;
}

function stateAttributes(served: Served): readonly Attribute[] {
  const status = served.status();
  const secondsAgo = Math.floor((served.clock.wall() - status.changedAt) / 1000);
  return [
    attr.enum('printer-state', PRINTER_STATE[status.state]),
    attr.keyword('printer-state-reasons', status.reasons.length === 0 ? 'none' : status.reasons),
    ...(status.message === undefined ? [] : [attr.text('printer-state-message', status.message)]),
    attr.integer('printer-state-change-time', Math.max(0, served.upTime() - Math.max(0, secondsAgo))),
    attr.dateTime('printer-state-change-date-time', toDateTime(status.changedAt)),
    attr.boolean('printer-is-accepting-jobs', status.acceptingJobs),
  ];
}

/** RFC 8011 §5.4.1 to §5.4.3: three lists that go in step. */
function uriAttributes(arrival: Arrival, authentication: Authentication): readonly Attribute[] {
  const web = arrival.printerUri.replace(/^ipp/, 'http').replace(/\/ipp\/.*$/, '');
  return [
    attr.uri('printer-uri-supported', arrival.uris),
    attr.keyword(
      'uri-security-supported',
      arrival.uris.map((uri) => (uri.startsWith('ipps:') ? 'tls' : 'none')),
    ),
    attr.keyword(
      'uri-authentication-supported',
      arrival.uris.map(() => authentication),
    ),
    attr.uri('printer-more-info', `${web}/`),
    attr.uri('printer-supply-info-uri', `${web}/`),
    attr.uri('printer-icons', `${web}/icon.png`),
  ];
}
