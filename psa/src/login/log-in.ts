import { inTransaction } from '@lanyard/storage'
import { foldAddress, wordKey } from '@lanyard/text'
import type { Contact } from '../contacts/contact.ts'
import { findContact, findContactByEmail } from '../contacts/find-contact.ts'
import type { Employee } from '../employees/employee.ts'
import { findEmployee, findEmployeeByUsername } from '../employees/find-employee.ts'
import { rememberBrowser, type Origin } from '../browsers/browsers.ts'
import { checkPassword, isPasswordOf } from '../passwords/prove-password.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { findTenantByCompany } from '../tenants/find-tenant.ts'
import { browserCookie } from '../browsers/browser-cookie.ts'
import { beginSession } from '../sessions/begin-session.ts'

type Host = Pick<Psa, 'db' | 'now' | 'config' | 'connect' | 'log'>

interface LoginForm extends Origin {
  readonly company: string
  readonly password: string
  /** The session that this browser had before. */
  readonly replaces: string | null
}

/**
 * Local login of an employee, with the link on or off (A2). One answer, in one time, for a wrong company, username or
 * password (T29).
 *
 * @returns the session's cookie, and the browser's
 * @throws {Refusal} `credentials_invalid`, `user_inactive`, `too_many_attempts`, `too_busy`
 */
export async function logIn(
  psa: Host,
  { username, ...request }: LoginForm & { username: string },
): Promise<readonly string[]> {
  const tenant = await findTenantByCompany(psa, request.company)
  const employee = tenant && (await findEmployeeByUsername(psa, tenant.id, username))
  const account = ['employee', wordKey(request.company), wordKey(username)]
  return begin(psa, { ...request, account, person: employee, reread: findEmployee })
}

/**
 * Login of a contact to the client portal.
 *
 * @returns the session's cookie, and the browser's
 * @throws {Refusal} `credentials_invalid`, `user_inactive`, `too_many_attempts`, `too_busy`
 */
export async function logInContact(
  psa: Host,
  { email, ...request }: LoginForm & { email: string },
): Promise<readonly string[]> {
  const tenant = await findTenantByCompany(psa, request.company)
  const contact = tenant && (await findContactByEmail(psa, tenant.id, email))
  const account = ['contact', wordKey(request.company), foldAddress(email)]
  return begin(psa, { ...request, account, person: contact, reread: findContact })
}

interface Beginning<Person> extends LoginForm {
  readonly account: readonly string[]
  readonly person: Person | null
  /** Finds the person again inside the commit: they may have been deactivated meanwhile, or have another password. */
  readonly reread: (psa: Pick<Psa, 'db'>, id: (Employee | Contact)['id']) => Promise<Person | null>
}

async function begin<Person extends Employee | Contact>(
  psa: Host,
  request: Beginning<Person>,
): Promise<readonly string[]> {
  const { account, replaces } = request
  const user = request.person?.id ?? null
  const hash = await checkPassword(psa, { ...request, account, user })
  if (hash === null || user === null) throw new Refusal('credentials_invalid')
  const { tenant, cookies } = await inTransaction(psa, async (psa) => {
    const person = await request.reread(psa, user)
    if (!person || !(await isPasswordOf(psa, user, hash))) throw new Refusal('credentials_invalid')
    if (person.deactivated) throw new Refusal('user_inactive')
    const { tenant } = person
    const { cookie, replaced } = await beginSession(psa, {
      tenant,
      user,
      productSessionId: null,
      replaces,
      provenAt: psa.now(),
    })
    if (replaced?.productSessionId) await psa.connect.endSession(psa.db, replaced.productSessionId)
    return { tenant, cookies: [cookie, browserCookie(psa.config, await rememberBrowser(psa, user, request))] }
  })
  // After the commit, so that the log tells of no login that was rolled back.
  psa.log.info({ event: 'logged_in', tenant, user })
  return cookies
}
