import type { Finding } from '../source-files.ts'

/** What each file imports: the path, and the line that says so. */
export type Graph = ReadonlyMap<string, ReadonlyMap<string, number>>

/**
 * Circles of files, of types too: a reader of one file of a circle has to read them all. Tests stand in none, since nothing
 * imports them.
 */
export function findCircles(graph: Graph): Finding[] {
  return findKnots(graph).map((knot) => describeCircle(graph, knot.toSorted()[0] ?? '', new Set(knot)))
}

function describeCircle(graph: Graph, first: string, knot: ReadonlySet<string>): Finding {
  const circle = findWayBack(graph, first, knot)
  const line = graph.get(first)?.get(circle[1] ?? first) ?? 1
  return { path: first, line, rule: `a circle of files: ${circle.join(' → ')}. ${WAY_OUT}` }
}

const WAY_OUT =
  'Put the type that both need into a file of its own, declare it where it is used, or take the function as a parameter'

/** The shortest way from a file through its knot to itself. */
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

/** The groups of files that all reach one another, by Tarjan's algorithm, and each file that imports itself. */
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
