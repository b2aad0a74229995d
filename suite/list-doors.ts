import { createApp as createRmmApp } from '@lanyard/example-rmm/src/app.ts'
import { openTestRmm } from '@lanyard/example-rmm/testing.ts'
import { createApi } from '@lanyard/hub/src/api/api.ts'
import { createScim } from '@lanyard/hub/src/scim/scim.ts'
import { pages as hubPages } from '@lanyard/hub/src/web/pages.ts'
import { openTestHub } from '@lanyard/hub/testing.ts'
import { pages as psaPages } from '@lanyard/psa/src/web/pages.ts'
import { allCommands } from './src/commands/all-commands.ts'

const READS = new Set(['GET', 'HEAD', 'ALL'])

interface Route {
  readonly method: string
  readonly path: string
}

/** Every door by which a person may change something, as the running code has it: `METHOD path`, or the words of a command. */
export async function listDoors(): Promise<Readonly<Record<'hub' | 'psa' | 'rmm' | 'commands', readonly string[]>>> {
  await using hub = await openTestHub()
  await using rmm = await openTestRmm()
  const never = () => Promise.reject(new Error('Nobody comes in'))
  const stopping = new AbortController().signal
  const api = createApi(hub, { stopping, authenticate: never, endSession: never, hubName: 'Hub' })
  const scim = createScim(hub, { notifySoon: () => {}, hubName: 'Hub' })
  return {
    hub: doorsOf([...formsOf(hubPages), ...api.routes, ...scim.routes]),
    psa: doorsOf(formsOf(psaPages)),
    rmm: doorsOf(routesOf(createRmmApp(rmm).router)),
    commands: allCommands.map(({ name }) => name).toSorted(),
  }
}

/** The pages that take a form. That a part answers at no other address, the test beside its table says. */
function formsOf(pages: readonly { readonly path: string; readonly POST?: unknown }[]): Route[] {
  return pages.filter(({ POST }) => POST !== undefined).map(({ path }) => ({ method: 'POST', path }))
}

function doorsOf(routes: readonly Route[]): string[] {
  const changing = routes.filter(({ method }) => !READS.has(method.toUpperCase()))
  return [...new Set(changing.map(({ method, path }) => `${method.toUpperCase()} ${path}`))].toSorted()
}

interface Layer {
  readonly route?: { readonly path: unknown; readonly methods?: Readonly<Record<string, boolean>> }
  readonly handle: unknown
}

/** Express keeps its routes in layers, and a router of a router in one. */
function routesOf(router: unknown): Route[] {
  const layers = typeof router === 'function' && 'stack' in router ? (router.stack as readonly Layer[]) : []
  return layers.flatMap(({ route, handle }) => {
    if (route === undefined) return routesOf(handle)
    return Object.keys(route.methods ?? {}).map((method) => ({ method, path: String(route.path) }))
  })
}
