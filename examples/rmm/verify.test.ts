import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { formatReport, openHostileHub, verify, type VerifyOptions } from '@lanyard/connect/testing'
import { eventually } from '@lanyard/storage/testing'
import { silentLog } from '@lanyard/running'
import { productSettings } from '@lanyard/running/testing'
import { findFreePort } from '@lanyard/storage/testing'
import { readConfig } from './src/config.ts'
import { openRmm } from './src/open-rmm.ts'
import { addCompany, addPerson } from './src/people.ts'
import { PASSWORD as password } from './testing.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const company = 'alder'
const logIn = (username: string) => ({ path: '/login', fields: { company, username, password } })

const acts: Omit<VerifyOptions, 'hub' | 'origin'> = {
  whoAmI: '/my-settings',
  people: {
    admin: { name: 'Ada Admin', logIn: logIn('ada') },
    employee: { name: 'Ed Employee', logIn: logIn('ed'), email: 'ed@alder.example' },
    colleague: { name: 'Cora Colleague', logIn: logIn('cora') },
  },
  unlink: { path: '/my-settings/disable', fields: { password } },
  switchOff: { path: '/admin/hub/switch-off', fields: { password } },
  logOut: { path: '/logout', fields: {} },
}

it('holds against a hostile hub and hostile browsers, as it is started (T1, T2, T3, T6, T7, T13, T17, T18, T21, T22, T26, T31, T39)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rmm-verify-'))
  await using hub = await openHostileHub()
  const env = await productSettings(folder, { deployment: 'rmm-us', issuer: hub.issuer, port: await findFreePort() })
  await seed(env)
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  await listening(env.LANYARD_ORIGIN)

  const report = await verify({ hub, origin: env.LANYARD_ORIGIN, ...acts })

  child.kill()
  await once(child, 'exit')
  await rm(folder, { recursive: true })
  assert.ok(report.isFine, formatReport(report))
  const untried = report.outcomes.filter(({ finding }) => finding.outcome === 'not tried')
  assert.deepEqual(
    untried.map(({ name }) => name),
    ['userNeedsEmployee', 'deactivatedHere'],
    'RMM has no contacts, and nothing that deactivates a person',
  )
})

async function seed(env: Readonly<Record<string, string>>): Promise<void> {
  await using rmm = await openRmm(readConfig(env), silentLog)
  const companyId = await addCompany(rmm.db, { company, name: 'Alder MSP', invited: true })
  const person = { companyId, password, role: 'technician' } as const
  await addPerson(rmm, { ...person, username: 'ada', name: 'Ada Admin', role: 'admin' })
  await addPerson(rmm, { ...person, username: 'ed', name: 'Ed Employee' })
  await addPerson(rmm, { ...person, username: 'cora', name: 'Cora Colleague' })
}

async function listening(origin: string): Promise<void> {
  const isUp = () =>
    fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  await eventually('RMM answers', isUp)
}
