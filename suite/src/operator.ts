import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dataFolder } from './data-folder.ts'
import { noteIssuer } from './former-issuers.ts'
import { messages } from './messages/en.ts'
import { openHub, openPsa, openRmm } from './open-parts.ts'
import type { OpenHub } from './open-parts.ts'
import { partEnvironment } from './part-environment.ts'
import { productNames } from './parts.ts'
import type { Product } from './products/product.ts'
import { psaProduct } from './products/psa-product.ts'
import { rmmProduct } from './products/rmm-product.ts'
import { Refused } from './refused.ts'
import { originOf, readSettings } from './settings.ts'

/** Who runs a command, and what the command works on. A part is opened when it is first asked for. */
export interface Operator extends AsyncDisposable {
  /** The system's user. */
  readonly actor: `operator:${string}`
  hub(): Promise<OpenHub>
  /** @throws {Refused} `deployment_unknown` */
  product(deployment: string): Promise<Product>
  /** Deployments whose databases are within reach. */
  readonly deployments: readonly string[]
  /**
   * A part's configuration, for what works on its databases without opening it.
   *
   * @throws {Refused} `deployment_unknown`, `no_data`
   */
  configuration(part: string): Environment
  /** A line for people; the answer comes last, for programs. */
  readonly say: (line: string) => void
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Opens a part by its own configuration where the environment holds it (`LANYARD_HUB_DATABASE`, or
 * `LANYARD_DATABASE` with `LANYARD_DEPLOYMENT`), and on the folder `LANYARD_DATA` otherwise.
 */
export function openOperator(environment: Environment, workingFolder: string, say: (line: string) => void): Operator {
  const opened = new AsyncDisposableStack()
  const deployed = environment['LANYARD_DATABASE'] ? environment['LANYARD_DEPLOYMENT'] : undefined
  const isHubConfigured = Boolean(environment['LANYARD_HUB_DATABASE'])
  const configurationOf = (part: string) => {
    const isGiven = part === 'hub' ? isHubConfigured : part === deployed
    return isGiven ? environment : demoConfiguration(part, environment, workingFolder)
  }
  let hub: Promise<OpenHub> | undefined

  return {
    actor: `operator:${systemUser()}`,
    hub: () => (hub ??= openHub(configurationOf('hub')).then((it) => opened.use(it))),
    async product(deployment) {
      const configuration = configurationOf(deployment)
      if (deployment.startsWith('rmm-')) return rmmProduct(opened.use(await openRmm(configuration)))
      return psaProduct(opened.use(await openPsa(configuration)))
    },
    configuration: configurationOf,
    deployments: deployed === undefined ? (isHubConfigured ? [] : productNames) : [deployed],
    say,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** The system's user by name, or by number where the system has none for it, as in a container. */
export function systemUser(read: () => { readonly username: string } = userInfo): string {
  try {
    return read().username
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`
  }
}

/** @throws {Refused} `deployment_unknown`, `no_data` */
function demoConfiguration(name: string, environment: Environment, workingFolder: string): Environment {
  const part = (['hub', ...productNames] as const).find((known) => known === name)
  if (part === undefined) throw new Refused('deployment_unknown', messages.operator.noDeployment(name, productNames))
  const settings = readSettings(environment, workingFolder)
  const folder = dataFolder(settings.data)
  if (!existsSync(folder.hubKeys)) throw new Refused('no_data', messages.operator.noData(settings.data))
  noteIssuer(folder, originOf(settings, 'hub'))
  return { ...partEnvironment(part, settings, folder), NODE_ENV: environment['NODE_ENV'] }
}
