/**
 * Measures the suite, as processes of its own on data of its own:
 *
 *     npm run bench -- logout
 *     npm run bench -- logout --json
 *     npm run bench -- flood
 *     npm run bench -- growth
 *     npm run bench -- faults
 *     npm run bench -- faults --links 100 --samples 1
 *     npm run bench -- sign-in
 *     npm run bench -- sign-in --database postgres --rounds 5 --seconds 10 --sign-ins 100000
 *
 * Slow is no failure of `logout`, `faults` and `sign-in`: the exit code is 1 only where something was wrong. `flood` is wrong where
 * it is slow. `faults` takes the number of linked companies, and of times that each thing is tried.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { benchFaults } from './faults/bench-faults.ts'
import { benchFlood } from './flood/bench-flood.ts'
import { benchGrowth } from './growth/bench-growth.ts'
import { benchLogOut } from './logout/bench-log-out.ts'
import { benchSignIn, FULL } from './sign-in/bench-sign-in.ts'
import { type Bench, printResult } from './result.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    links: { type: 'string' },
    samples: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    'sign-ins': { type: 'string' },
  },
})
const benches: Readonly<Record<string, Bench>> = {
  faults: (say) => benchFaults(say, { links: countOf(values.links), samples: countOf(values.samples) }),
  flood: benchFlood,
  growth: benchGrowth,
  logout: benchLogOut,
  'sign-in': (say) =>
    benchSignIn(say, {
      database: readDatabase(values.database),
      rounds: countOf(values.rounds) ?? FULL.rounds,
      seconds: countOf(values.seconds) ?? FULL.seconds,
      signIns: countOf(values['sign-ins']) ?? FULL.signIns,
    }),
}

function readDatabase(text: string): 'sqlite' | 'postgres' {
  if (text === 'sqlite' || text === 'postgres') return text
  throw new Error(`${text} is neither sqlite nor postgres.`)
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`${text} is no number of at least 1.`)
  return count
}

const [name = ''] = positionals
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (bench === undefined || positionals.length > 1) {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--json]`)
  process.exitCode = 2
} else {
  // What is being done goes beside the result, so that that can be piped.
  // Before a bench keeps to a part of the processors.
  const machine = { cores: availableParallelism(), node: process.version }
  const result = await bench((line) => console.error(line))
  if (values.json) console.log(JSON.stringify({ bench: name, machine, ...result }))
  else printResult(machine, result, console.log)
  if (result.faults.length > 0) process.exitCode = 1
}
