import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { formatReport, openHostileHub, verify, type VerifyOptions } from '@lanyard/connect/testing'
import { silentLog } from '@lanyard/running'
import { productSettings } from '@lanyard/running/testing'
import { findFreePort } from '@lanyard/storage/testing'
import { readConfig } from './src/config.ts'
import { createContact } from './src/contacts/create-contact.ts'
import { createEmployee } from './src/employees/create-employee.ts'
import { inviteTenant } from './src/invitations/invite-tenant.ts'
import { openPsa } from './src/open-psa.ts'
import { createTenant } from './src/tenants/create-tenant.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const company = 'alder'
const password = 'lanyard-test-password'
const logIn = (username: string) => ({ path: '/login', fields: { company, username, password } })

const actsOn = (employee: string): Omit<VerifyOptions, 'hub' | 'origin'> => ({
  whoAmI: '/my-settings',
  people: {
    admin: { name: 'Ada Admin', logIn: logIn('ada') },
    employee: { name: 'Ed Employee', logIn: logIn('ed'), email: 'ed@alder.example' },
    colleague: { name: 'Cora Colleague', logIn: logIn('cora') },
    contact: {
      name: 'Carl Contact',
      logIn: { path: '/portal/login', fields: { company, email: 'carl@client.example', password } },
    },
  },
  unlink: { path: '/my-settings/disable', fields: { password } },
  switchOff: { path: '/admin/my-company/company-settings/hub/switch-off', fields: { password } },
  logOut: { path: '/log-out', fields: {} },
  deactivate: { path: `/admin/employees/${employee}/deactivate`, fields: {} },
  activate: { path: `/admin/employees/${employee}/activate`, fields: {} },
})

it('holds against a hostile hub and hostile browsers, as it is started (T1, T2, T3, T6, T7, T13, T17, T18, T21, T22, T26, T30, T31, T39)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'psa-verify-'))
  await using hub = await openHostileHub()
  const env = await productSettings(folder, { deployment: 'psa-us', issuer: hub.issuer, port: await findFreePort() })
  const employee = await seed(env)
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await listening(child.stdout)

  const options = { hub, origin: env.LANYARD_ORIGIN, ...actsOn(employee) }
  const report = await verify(options)
  const again = await verify({
    ...options,
    only: ['tenantState', 'userState', 'logout', 'deactivatedHere', 'switchedOff'],
  })

  child.kill()
  await once(child, 'exit')
  await rm(folder, { recursive: true })
  assert.ok(report.isFine, formatReport(report))
  assert.ok(again.isFine, formatReport(again))
  assert.deepEqual(
    report.outcomes.filter(({ finding }) => finding.outcome === 'not tried'),
    [],
  )
})

/** @returns the employee's id */
async function seed(env: Readonly<Record<string, string>>): Promise<string> {
  await using psa = await openPsa(readConfig(env), silentLog)
  const { id: tenant } = await createTenant(psa, { company, name: 'Alder MSP' })
  await inviteTenant(psa, { company })
  const common = { tenant, password, by: 'operator' } as const
  const technician = { ...common, role: 'technician' } as const
  await createEmployee(psa, {
    ...technician,
    username: 'ada',
    name: 'Ada Admin',
    email: 'ada@alder.example',
    role: 'admin',
  })
  const { id } = await createEmployee(psa, {
    ...technician,
    username: 'ed',
    name: 'Ed Employee',
    email: 'ed@alder.example',
  })
  await createEmployee(psa, { ...technician, username: 'cora', name: 'Cora Colleague', email: 'cora@alder.example' })
  await createContact(psa, { ...common, name: 'Carl Contact', email: 'carl@client.example', client: 'Client Ltd' })
  return id
}

async function listening(output: NodeJS.ReadableStream): Promise<void> {
  for await (const line of createInterface(output)) {
    const { event } = JSON.parse(line) as { event?: string }
    if (event !== 'listening') continue
    output.resume()
    return
  }
  throw new Error('The process ended before it listened.')
}
