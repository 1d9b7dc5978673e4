import { alertKindField, reviewKindField, type Alert, type Device, type Outage, type ReviewItem } from '@holdover/api';
import { instant, makeId } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import type { Page } from 'playwright-core';

const HOUR = 3_600_000;
const entropy = createSystemEntropy();
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();

/** What takes hours of trouble to come about, said in the place of the server: every kind of alert and of review, outages. */
export interface Troubles {
  readonly reviewItem: ReviewItem['id'];
  /** To the pages of this browser. */
  tell(page: Page): Promise<void>;
}

export function makeTroubles(device: Device): Troubles {
  const { id: deviceId, name: deviceName } = device;
  const terminalId = device.terminal?.id ?? makeId('terminal', instant(1), entropy);
  const alerts = alertKindField.options.map((kind, index) => ({
    id: makeId('alert', instant(index), entropy),
    kind,
    deviceId,
    deviceName,
    terminalId,
    detail: '4 pages more than the records say',
    raisedAt: ago(index),
    clearedAt: null,
  })) satisfies Alert[];
  const review = reviewKindField.options.map((kind, index) => ({
    id: makeId('reviewItem', instant(index), entropy),
    kind,
    terminalId,
    deviceId,
    deviceName,
    epoch: null,
    sequence: 12 + index,
    text: JSON.stringify({ type: 'activity-end', impressions: 3, jobName: 'x'.repeat(400) }),
    record: { type: 'activity-end', impressions: 3, outcome: 'completed', jobName: 'x'.repeat(400) },
    recordedAt: ago(index + 1),
    sessionId: null,
    activityId: null,
    booked: index % 2 === 0,
    detail: 'An end without its beginning',
    raisedAt: ago(index),
    decision: null,
  })) satisfies ReviewItem[];
  const outages = [1, 7, 30].map((hours) => ({
    deviceId,
    deviceName,
    terminalId,
    from: ago(hours),
    until: hours === 1 ? null : ago(hours - 0.5),
  })) satisfies Outage[];
  const [first] = review;
  return {
    reviewItem: first?.id ?? makeId('reviewItem', instant(0), entropy),
    async tell(page) {
      const answer = (path: string, json: unknown): Promise<unknown> =>
        page.route(new RegExp(`/api/v1/${path}(\\?.*)?$`), (route) => route.fulfill({ json }));
      await answer('alerts', { items: alerts, nextCursor: null });
      await answer('review', { items: review, nextCursor: null });
      await answer('outages', { items: outages, nextCursor: null });
      for (const item of review) await answer(`review/${item.id}`, item);
    },
  };
}
