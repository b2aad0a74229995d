import { openBackgroundTasks } from '@lanyard/guard'
import type { Log } from '@lanyard/running'
import type { Database } from '@lanyard/storage'
import { assets, href, readBrand } from '@lanyard/ui'
import { MODULE, type PsaConfig } from './config.ts'
import { openPsaDatabase } from './db/open-psa-database.ts'
import type { PsaSchema } from './db/schema.ts'
import { en } from './messages/en.ts'
import type { Psa } from './psa.ts'
import { openSignOn } from './sign-on/open-sign-on.ts'
import { routes } from './web/routes.ts'

export interface OpenPsa extends Psa, AsyncDisposable {}

/**
 * Opens a deployment without serving it: what an operator's command needs, also while the server runs on the same
 * database. Disposing closes the database.
 */
export async function openPsa(config: PsaConfig, log: Log): Promise<OpenPsa> {
  return wirePsa(config, log, await openPsaDatabase(config, log))
}

/** Wires a deployment by hand on a database that is open and up to date. */
export async function wirePsa(
  config: PsaConfig,
  log: Log,
  database: Database<PsaSchema>,
  now: Psa['now'] = Date.now,
): Promise<OpenPsa> {
  const suite = readBrand(config.brand)
  const brand = suite.products[MODULE]
  if (!brand) throw new Error(`The brand file names no product “${MODULE}”`)
  const { db } = database
  const resetPassword = (token: string) => config.origin + href(routes.resetPassword, { token })
  const words = en({ product: brand.name, hub: suite.hub.name })
  const hubSettings = config.origin + href(routes.hubSettings, { hub: suite.hub.path })
  const links = { resetPassword, hubSettings }
  const backgroundTasks = openBackgroundTasks((error) => log.error({ event: 'errand_failed', error }))
  const host = { config, db, suite, brand, words, assets: await assets(brand), links, backgroundTasks, log, now }
  const close = async () => {
    await backgroundTasks.settle()
    await database.close()
  }
  return { ...host, connect: openSignOn(host), [Symbol.asyncDispose]: close }
}
