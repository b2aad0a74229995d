import { randomUUID } from 'node:crypto'
import { insertMany } from '@lanyard/storage'
import { byName } from '@lanyard/text'
import type { Kysely, Selectable } from 'kysely'
import type { DevicesTable, Schema } from './database.ts'

export type Device = Selectable<DevicesTable>
export type NewDevice = Omit<Device, 'id' | 'tenant_id'>

export async function listDevices(db: Kysely<Schema>, tenantId: string): Promise<readonly Device[]> {
  const rows = await db.selectFrom('devices').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()
  return byName(rows, ({ name }) => name)
}

export async function addDevices(db: Kysely<Schema>, tenantId: string, devices: readonly NewDevice[]): Promise<void> {
  const rows = devices.map((device) => ({ id: `dev_${randomUUID()}`, tenant_id: tenantId, ...device }))
  await insertMany(db, 'devices', rows)
}
