import type { Browser } from '../hostile-browser.ts'
import type { HostileHub } from '../hostile-hub.ts'
import type { CheckName } from '../messages/en-checks.ts'

/** A form of the product's own: `path` is where it is posted to. */
export interface Form {
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
}

/** Something that a person does in the product: one form, or whatever it takes. */
export type Act = Form | ((browser: Browser) => Promise<unknown>)

/** A person who has a login of the product's own. */
export interface LocalPerson {
  /** What the page of {@link VerifyOptions.whoAmI} calls this person, and no one else. */
  readonly name: string
  readonly logIn: Act
  /** The address that the product knows; with it, matching by e-mail is tried. */
  readonly email?: string
}

/**
 * An embedding to be verified, and what has to be known to use it as people do.
 *
 * The product runs with the hub's address as its issuer, on a database of its own, in which the company of these people
 * may link and is not linked. Afterwards it is not linked either, and may be verified again without a restart.
 */
export interface VerifyOptions {
  /** Where the product answers. */
  readonly origin: string
  readonly hub: HostileHub
  readonly people: {
    readonly admin: LocalPerson
    readonly employee: LocalPerson
    readonly colleague: LocalPerson
    /** A person of the same company who may never log in through the hub (A21), where the product has such people. */
    readonly contact?: LocalPerson
  }
  /** The path of a page that names the logged-in user, and leads every other visitor away. */
  readonly whoAmI: string
  /** How the employee disables logging in through the hub. Left out, what depends on it is not tried. */
  readonly unlink?: Act
  /** How the admin switches the link off. Left out, what depends on it is not tried. */
  readonly switchOff?: Act
  /** How a person logs out. Left out, what depends on it is not tried. */
  readonly logOut?: Act
  /** How the admin deactivates the employee, and activates them again. Without both, what depends on them is not tried. */
  readonly deactivate?: Act
  readonly activate?: Act
  /** Only these checks, and what they build on; all of them where it is left out. */
  readonly only?: readonly CheckName[]
}

export type Who = keyof VerifyOptions['people']
