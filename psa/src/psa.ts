import type { BackgroundTasks } from '@lanyard/guard'
import type { Log } from '@lanyard/running'
import type { Assets, Brand, SuiteBrand } from '@lanyard/ui'
import type { PsaConfig } from './config.ts'
import type { PsaDb } from './db/schema.ts'
import type { Words } from './messages/en.ts'
import type { SignOn } from './sign-on/sign-on.ts'

/** One deployment at work: what operations take, narrowed to what each needs. */
export interface Psa {
  readonly config: PsaConfig
  readonly db: PsaDb
  /** The kit: everything that has to do with logging in through the hub. */
  readonly connect: SignOn
  readonly suite: SuiteBrand
  readonly brand: Brand
  readonly words: Words
  /** Stylesheet, scripts and icon of the pages. */
  readonly assets: Assets
  readonly links: Links
  /** What no answer waits for. */
  readonly backgroundTasks: BackgroundTasks
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Whole addresses of pages, for mails. */
export interface Links {
  readonly resetPassword: (token: string) => string
  /** The admin's page with the switch. */
  readonly hubSettings: string
}
