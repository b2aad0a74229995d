import { createAccount } from '@lanyard/hub/src/people/accounts/create-account.ts'
import { devices as words } from '@lanyard/hub/src/messages/en/devices.ts'
import { noteLogin } from '@lanyard/hub/src/people/devices/note-login.ts'
import { setPassword } from '@lanyard/hub/src/people/passwords/set-password.ts'
import { inTransaction } from '@lanyard/storage'
import { openHub } from '@lanyard/suite/src/open-parts.ts'
import { openLogOutBench } from '../logout/world.ts'

const by = 'operator:bench'
const PASSWORD = 'lanyard-demo-password'

/** A hub behind a proxy, with a crowd of accounts, and two people: one is logged in, the other has a browser that is known. */
export async function openFloodWorld(accounts: number) {
  const world = await openLogOutBench({ us: 1, uk: 1 })
  const { suite, us } = world
  try {
    await suite.stop('hub')
    const person = { username: 'known-person', password: PASSWORD }
    const device = await addPeople(suite.environment('hub'), accounts, person, us.id)
    await suite.start('hub', { LANYARD_PROXIES: '127.0.0.0/8, ::1' })
    return {
      hub: suite.origin('hub'),
      psa: suite.origin('psa-us'),
      person,
      hubCookies: us.members[0]?.browsers[0].cookie.split('; ') ?? [],
      deviceCookie: `lanyard_hub_device=${device}`,
      [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
    }
  } catch (error) {
    await world[Symbol.asyncDispose]()
    throw error
  }
}

/** All of the crowd have one password: to hash one for each would take most of the time. */
async function addPeople(
  environment: Readonly<Record<string, string>>,
  accounts: number,
  { username, password }: { readonly username: string; readonly password: string },
  organization: Parameters<typeof noteLogin>[1]['organization'],
): Promise<string> {
  await using hub = await openHub(environment)
  const known = await createAccount(hub, { username, name: 'Kim Known', email: 'kim@known.example', by })
  await setPassword(hub, { account: known.id, password, by })
  const { hash } = await hub.db
    .selectFrom('passwords')
    .select('hash')
    .where('account', '=', known.id)
    .executeTakeFirstOrThrow()
  await inTransaction(hub, async (tx) => {
    for (let index = 0; index < accounts; index++) {
      const name = `flood-${2 * index}`
      const { id } = await createAccount(tx, { username: name, name, email: `${name}@x.example`, by })
      await tx.db.insertInto('passwords').values({ account: id, hash, set_at: tx.now() }).execute()
    }
  })
  const browser = { device: null, userAgent: 'bench', address: '127.0.0.1' }
  return await noteLogin(hub, { account: known, organization, ...browser, factor: 'otp', words })
}
