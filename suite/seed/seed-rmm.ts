import { inTransaction } from '@lanyard/storage'
import { addDevices } from '@lanyard/example-rmm/src/devices.ts'
import { addCompany, addPerson } from '@lanyard/example-rmm/src/people.ts'
import type { Rmm } from '@lanyard/example-rmm/src/rmm.ts'
import { demoPassword } from './demo.ts'
import type { DemoTenant } from './demo.ts'
import { devicesAt } from './devices.ts'
import type { SeededTenant } from './seeded-tenant.ts'

/** Makes a company of RMM, with its people and devices. */
export async function seedRmmTenant(rmm: Rmm, demo: DemoTenant): Promise<SeededTenant> {
  return inTransaction(rmm, async ({ db }) => {
    const companyId = await addCompany(db, demo)
    await addDevices(db, companyId, devicesAt(Date.now()))
    const userIds = new Map<string, string>()
    for (const { username, name, role } of demo.employees) {
      userIds.set(
        username,
        await addPerson({ ...rmm, db }, { companyId, username, name, role, password: demoPassword }),
      )
    }
    return { id: companyId, userIds }
  })
}
