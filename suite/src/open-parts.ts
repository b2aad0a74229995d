import { readConfig as readRmmConfig } from '@lanyard/example-rmm/src/config.ts'
import { openRmm as openRmmOf } from '@lanyard/example-rmm/src/open-rmm.ts'
import type { Rmm } from '@lanyard/example-rmm/src/rmm.ts'
import { readConfig as readHubConfig } from '@lanyard/hub/src/config.ts'
import { openHubDatabases } from '@lanyard/hub/src/db/open.ts'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import { readConfig as readPsaConfig } from '@lanyard/psa/src/config.ts'
import { openPsa as openPsaOf } from '@lanyard/psa/src/open-psa.ts'
import type { OpenPsa } from '@lanyard/psa/src/open-psa.ts'
import { silentLog } from '@lanyard/running'

type Environment = Readonly<Record<string, string | undefined>>

export type OpenHub = Hub & AsyncDisposable
export type OpenRmm = Rmm & AsyncDisposable
export type { OpenPsa }

/**
 * Opens a hub without serving it, also beside a running one; disposing closes its databases.
 *
 * @param issuer whose databases they are, where that is not the configured issuer: demo data holds no address
 */
export async function openHub(environment: Environment, issuer?: string): Promise<OpenHub> {
  const config = readHubConfig(environment)
  const databases = await openHubDatabases({ ...config, issuer: issuer ?? config.issuer })
  const { db, short } = databases
  return { config, db, short, now: Date.now, log: silentLog, [Symbol.asyncDispose]: () => databases.close() }
}

/** As {@link openHub}. */
export async function openPsa(environment: Environment, issuer?: string): Promise<OpenPsa> {
  const config = readPsaConfig(environment)
  return openPsaOf({ ...config, issuer: issuer ?? config.issuer }, silentLog)
}

/** As {@link openHub}. */
export async function openRmm(environment: Environment, issuer?: string): Promise<OpenRmm> {
  const config = readRmmConfig(environment)
  return openRmmOf({ ...config, issuer: issuer ?? config.issuer }, silentLog)
}
