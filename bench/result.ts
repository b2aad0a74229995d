/** What a bench has found out. */
export interface Result {
  /** What was measured, and how: sentences. */
  readonly method: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  readonly figures: Readonly<Record<string, Figures>>
  readonly targets: readonly Target[]
  /** What is counted or is a ratio, and no time; each by what it says. */
  readonly measures?: Readonly<Record<string, Measure>>
  readonly goals?: readonly Goal[]
  /** What was wrong, whatever the speed. */
  readonly faults: readonly string[]
}

/** In milliseconds. */
export interface Figures {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface Target {
  readonly name: string
  /** Milliseconds. */
  readonly below: number
  readonly measured: number
  readonly met: boolean
}

/** Of several rounds. */
export interface Measure {
  readonly median: number
  readonly least: number
  readonly most: number
}

export interface Goal {
  readonly name: string
  readonly measured: number
  readonly atLeast?: number
  readonly atMost?: number
  readonly met: boolean
}

/** @param say hears what is being done */
export type Bench = (say: (line: string) => void) => Promise<Result>

/** By nearest rank: each figure is one that was measured. */
export function figuresOf(measured: readonly number[]): Figures {
  const sorted = measured.toSorted((one, other) => one - other).map(Math.round)
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) }
}

export function target(name: string, below: number, measured: number): Target {
  return { name, below, measured, met: measured < below }
}

export function measureOf(rounds: readonly number[]): Measure {
  const sorted = rounds.toSorted((one, other) => one - other)
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
  return { median: at(0.5), least: at(0), most: at(1) }
}

export function goal(name: string, bound: Pick<Goal, 'atLeast' | 'atMost'>, measured: number): Goal {
  const { atLeast = -Infinity, atMost = Infinity } = bound
  return { name, measured, ...bound, met: measured >= atLeast && measured <= atMost }
}

export function printResult(
  { cores, node }: { readonly cores: number; readonly node: string },
  { method, counts, figures, targets, measures = {}, goals = [], faults }: Result,
  print: (line: string) => void,
): void {
  print(`\n${method.join(' ')}\n`)
  const counted = Object.entries(counts).map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
  print(`${cores} cores, Node ${node}; ${counted.join(', ')}\n`)
  const rows = Object.entries(figures).map(([what, { count, p50, p99, max }]) => [what, count, p50, p99, max])
  for (const [what, ...numbers] of [['milliseconds', 'count', 'p50', 'p99', 'max'], ...rows]) {
    print(String(what).padEnd(60) + numbers.map((number) => String(number).padStart(8)).join(''))
  }
  print('')
  for (const { name, below, measured, met } of targets) {
    print(`${met ? '✔' : '✖'} ${name}: ${measured} ms, to be below ${below} ms`)
  }
  const measured = Object.entries(measures).map(([what, { median, least, most }]) => [what, median, least, most])
  for (const [what, ...numbers] of [['over the rounds', 'median', 'least', 'most'], ...measured]) {
    if (measured.length > 0)
      print(String(what).padEnd(60) + numbers.map((number) => round(number).padStart(8)).join(''))
  }
  for (const { name, atLeast, atMost, measured: is, met } of goals) {
    const bound = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
    print(`${met ? '✔' : '✖'} ${name}: ${round(is)}, to be ${bound}`)
  }
  for (const fault of faults) print(`WRONG: ${fault}`)
}

/** Three figures, and whole numbers whole. */
function round(value: string | number): string {
  return typeof value === 'string'
    ? value
    : String(Number(value.toPrecision(Math.max(3, String(Math.trunc(value)).length))))
}
