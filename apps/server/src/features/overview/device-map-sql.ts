import type { DeviceModel } from '@holdover/api';
import type { DeviceGroupId } from '@holdover/kernel';
import { sql, type RawBuilder } from 'kysely';
import type { Queries } from '../../database/database.ts';
import type { LinkTotals, MappedDevice, MappedGroup } from './overview-store.ts';

/** Each device with its living terminal, where it has one. */
const devicesWithTerminals = (queries: Queries) =>
  queries
    .selectFrom('device')
    .leftJoin('terminal', (join) =>
      join.onRef('terminal.deviceId', '=', 'device.id').on('terminal.revokedAt', 'is', null),
    );

type DeviceLink = 'none' | 'online' | 'degraded' | 'away';
type DeviceState = DeviceLink | 'inactive';

/** Of `devicesWithTerminals`. */
const DEVICE_LINK: RawBuilder<DeviceLink> = sql<DeviceLink>`case
  when "terminal"."id" is null then 'none'
  when "terminal"."linkedTo" is null then 'away'
  when "terminal"."linkDegraded" = 1 then 'degraded'
  else 'online' end`;

const DEVICE_STATE: RawBuilder<DeviceState> = sql<DeviceState>`case
  when "device"."active" = 0 then 'inactive'
  else ${DEVICE_LINK} end`;

export async function deviceTotals(queries: Queries): Promise<LinkTotals> {
  const rows = await devicesWithTerminals(queries)
    .select(({ fn }) => [DEVICE_STATE.as('state'), fn.countAll<number>().as('devices')])
    .groupBy('state')
    .execute();
  return toTotals(rows);
}

/** Three statements, however many groups there are. */
export async function mapOf(queries: Queries, most: number): Promise<readonly MappedGroup[]> {
  const groups = await queries
    .selectFrom('deviceGroup')
    .select(['id', 'name', 'site'])
    .where('builtIn', '=', 0)
    .orderBy('site', 'desc')
    .orderBy('nameKey')
    .execute();
  const totals = await totalsByGroup(queries);
  const items = await itemsByGroup(queries, most);
  const others = totals.has(null) ? [{ id: null, name: '', site: 0 as const }] : [];
  return [...groups, ...others].map(({ id, name, site }) => ({
    id,
    name,
    site: site === 1,
    devices: totals.get(id) ?? toTotals([]),
    items: items.get(id) ?? [],
  }));
}

/** A device once for each of its groups, or once with a null. */
const placed = (queries: Queries) =>
  devicesWithTerminals(queries).leftJoin(
    (from) =>
      from
        .selectFrom('deviceGroupMember')
        .innerJoin('deviceGroup', 'deviceGroup.id', 'deviceGroupMember.groupId')
        .select(['deviceGroupMember.deviceId', 'deviceGroupMember.groupId'])
        .where('deviceGroup.builtIn', '=', 0)
        .as('place'),
    (join) => join.onRef('place.deviceId', '=', 'device.id'),
  );

async function totalsByGroup(queries: Queries): Promise<ReadonlyMap<DeviceGroupId | null, LinkTotals>> {
  const rows = await placed(queries)
    .select(({ fn }) => ['place.groupId', DEVICE_STATE.as('state'), fn.countAll<number>().as('devices')])
    .groupBy(['place.groupId', 'state'])
    .execute();
  return new Map([...collect(rows)].map(([id, states]) => [id, toTotals(states)]));
}

/** What somebody should look at comes first; what nobody uses comes last. */
const TROUBLE = sql<number>`case
  when "device"."active" = 0 then 5
  when "troubled"."deviceId" is not null then 0
  else case ${DEVICE_LINK} when 'away' then 1 when 'degraded' then 2 when 'none' then 3 else 4 end end`;

async function itemsByGroup(
  queries: Queries,
  most: number,
): Promise<ReadonlyMap<DeviceGroupId | null, readonly MappedDevice[]>> {
  const ranked = placed(queries)
    .leftJoin(
      (from) => from.selectFrom('alert').select('deviceId').distinct().where('clearedAt', 'is', null).as('troubled'),
      (join) => join.onRef('troubled.deviceId', '=', 'device.id'),
    )
    .select(['place.groupId', 'device.id', 'device.name', 'device.model', 'device.active'])
    .select(['troubled.deviceId as alertOf', DEVICE_LINK.as('link')])
    .select(
      sql<number>`row_number() over (partition by "place"."groupId" order by ${TROUBLE}, "device"."nameKey", "device"."id")`.as(
        'rank',
      ),
    );
  const rows = await queries
    .selectFrom(ranked.as('ranked'))
    .selectAll()
    .where('rank', '<=', most)
    .orderBy('rank')
    .execute();
  const devices = rows.map(({ groupId, id, name, model, active, alertOf, link }) => ({
    groupId,
    id,
    name,
    model: model as DeviceModel, // written by the device store
    link,
    active: active === 1,
    alert: alertOf !== null,
  }));
  return new Map(
    [...collect(devices)].map(([group, found]) => [group, found.map(({ groupId: _group, ...device }) => device)]),
  );
}

function collect<T extends { readonly groupId: DeviceGroupId | null }>(rows: readonly T[]) {
  const found = new Map<DeviceGroupId | null, T[]>();
  for (const row of rows) {
    const there = found.get(row.groupId);
    if (there === undefined) found.set(row.groupId, [row]);
    else there.push(row);
  }
  return found;
}

function toTotals(rows: readonly { readonly state: DeviceState; readonly devices: number }[]): LinkTotals {
  const totals = { online: 0, degraded: 0, away: 0, none: 0, inactive: 0 };
  for (const { state, devices } of rows) totals[state] += devices;
  return { ...totals, total: rows.reduce((sum, { devices }) => sum + devices, 0) };
}
