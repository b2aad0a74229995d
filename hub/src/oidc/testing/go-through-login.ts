import { Secret, TOTP } from 'otpauth'
import { addPerson } from '../../../testing.ts'
import { SECOND } from '../../clock.ts'
import { revealNextCode } from '../../people/factors/reveal-next-code.ts'
import type { OrganizationId } from '../../ids.ts'
import { givePassword, PASSWORD } from '../../people/passwords/testing/give-password.ts'
import type { Person, TestSite } from '../../web/testing/start-test-site.ts'
import type { VisitedPage, Visitor } from '../../web/testing/visitor.ts'

/** Gives both factors, from the page that the address leads to; stands where that led. */
export async function goThroughLogin(
  site: TestSite,
  visitor: Visitor,
  address: URL,
  person: Person,
): Promise<VisitedPage> {
  const password = await visitor.get(address.href)
  const code = await visitor.press(password, 'Log in', { Username: person.account.username, Password: PASSWORD })
  return visitor.press(code, 'Verify', { 'Authentication code': await nextCode(site, person) })
}

/** A code that was not used yet; where all that are shown now were, time passes. */
export async function nextCode({ hub }: TestSite, { account }: Person): Promise<string> {
  const next = await revealNextCode(hub, account.id)
  if (next === null) throw new Error(`${account.username} has no authenticator app`)
  hub.pass(next.takenInSeconds * SECOND)
  return next.code
}

/** A person who has a password and no authenticator app yet. */
export async function addNewcomer({ hub }: TestSite, organization: OrganizationId, name: string): Promise<Person> {
  const person = await addPerson(hub, organization, name)
  await givePassword(hub, person.account)
  return person
}

/** What an authenticator app shows for a setup key. */
export function codeOf(key: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: at })
}
