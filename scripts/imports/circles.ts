import type { Finding } from '../source-files.ts'
import type { Arrow } from './arrows.ts'
import { isForTests } from './parts.ts'

/** Who imports whom, each with the first import that says so. */
export type Graph = ReadonlyMap<string, ReadonlyMap<string, Arrow>>

/**
 * Circles of files, of types too: a reader of one file of a circle has to read them all. Tests stand in none, since nothing
 * imports them.
 */
export function findFileCircles(arrows: readonly Arrow[]): Finding[] {
  const graph = toGraph(arrows.map((arrow) => ({ from: arrow.from, to: arrow.to, arrow })))
  return findCircles(graph).map((circle) => ({
    ...whereBegins(graph, circle),
    rule: `a circle of files: ${circle.join(' → ')}. ${WAY_OUT_OF_FILES}`,
  }))
}

const WAY_OUT_OF_FILES =
  'Put the type that both need into a file of its own, declare it where it is used, or take the function as a parameter'

/**
 * Circles of folders that lie beside each other, at any depth, but for what only tests use: each of them can be read, and
 * moved, after the ones below it. Parts have a table of their own.
 */
export function findFolderCircles(arrows: readonly Arrow[]): Finding[] {
  const graph = toGraph(
    arrows.flatMap((arrow) => (isForTests(arrow.from) || isForTests(arrow.to) ? [] : between(arrow))),
  )
  return findCircles(graph).map((circle) => ({
    ...whereBegins(graph, circle),
    rule: `a circle of folders: ${describeSteps(graph, circle)}. ${WAY_OUT_OF_FOLDERS}`,
  }))
}

const WAY_OUT_OF_FOLDERS =
  'Move the file above what it needs, or what both need below both; declare the type where it is used; or take the function as a parameter'

/** Folders that count as one. */
const TOGETHER: ReadonlyMap<string, string> = new Map([
  // The PSA's pages, and the pages that belong to its use of the kit: see `layers.ts`.
  ['psa/src/sign-on', 'psa/src/web'],
])

/** The two folders, beside each other, that an import joins; none where one of them holds the other. */
function between(arrow: Arrow): { from: string; to: string; arrow: Arrow }[] {
  const [from, to] = [arrow.from.split('/'), arrow.to.split('/')]
  const depth = from.findIndex((name, index) => name !== to[index])
  if (depth < 1 || depth >= from.length - 1 || depth >= to.length - 1) return []
  const [one, other] = [from, to]
    .map((path) => path.slice(0, depth + 1).join('/'))
    .map((path) => TOGETHER.get(path) ?? path)
  return one === undefined || other === undefined || one === other ? [] : [{ from: one, to: other, arrow }]
}

function toGraph(edges: readonly { from: string; to: string; arrow: Arrow }[]): Graph {
  const graph = new Map<string, Map<string, Arrow>>()
  for (const { from, to, arrow } of edges) {
    const targets = graph.get(from) ?? new Map<string, Arrow>()
    graph.set(from, targets)
    if (!targets.has(to)) targets.set(to, arrow)
    if (!graph.has(to)) graph.set(to, new Map())
  }
  return graph
}

/** The first import of a circle. */
function whereBegins(graph: Graph, [first = '', second = '']: readonly string[]): Pick<Finding, 'path' | 'line'> {
  const arrow = graph.get(first)?.get(second)
  return { path: arrow?.from ?? first, line: arrow?.line ?? 1 }
}

/** Each step with a file that takes it. */
function describeSteps(graph: Graph, circle: readonly string[]): string {
  const steps = circle.slice(1).map((to, index) => {
    const arrow = graph.get(circle[index] ?? '')?.get(to)
    return ` → ${to} (${arrow?.from.split('/').at(-1)})`
  })
  return `${circle[0]}${steps.join('')}`
}

/** The shortest circle of each group whose members all reach one another. */
function findCircles(graph: Graph): readonly (readonly string[])[] {
  return findKnots(graph).map((knot) => findWayBack(graph, knot.toSorted()[0] ?? '', new Set(knot)))
}

/** The shortest way from one through its knot to itself. */
function findWayBack(graph: Graph, start: string, knot: ReadonlySet<string>): readonly string[] {
  const ways: string[][] = [[start]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? start)?.keys() ?? []) {
      if (next === start) return [...way, start]
      if (!knot.has(next) || seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  throw new Error(`No way leads back to ${start}`)
}

/** The groups whose members all reach one another, by Tarjan's algorithm, and each that imports itself. */
function findKnots(graph: Graph): readonly (readonly string[])[] {
  const order = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const knots: string[][] = []

  const visit = (path: string): number => {
    const own = order.size
    let low = own
    order.set(path, own)
    open.push(path)
    isOpen.add(path)
    for (const next of graph.get(path)?.keys() ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (isOpen.has(next)) low = Math.min(low, order.get(next) ?? low)
    }
    if (low === own) {
      const knot = open.splice(open.indexOf(path))
      for (const one of knot) isOpen.delete(one)
      if (knot.length > 1 || graph.get(path)?.has(path)) knots.push(knot)
    }
    return low
  }
  for (const path of graph.keys()) if (!order.has(path)) visit(path)
  return knots
}
