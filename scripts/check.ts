/**
 * Everything that CI looks at, step by step:
 *
 *     npm run check
 *     npm run check -- lint types
 *     npm run check -- --without tests
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

interface Step {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** Only worth its minutes when the steps before it passed. */
  readonly isLong?: true
}

const STEPS: readonly Step[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: ['oxlint'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'imports', command: ['node', 'scripts/check-imports.ts'] },
  { name: 'lengths', command: ['node', 'scripts/check-lengths.ts'] },
  { name: 'text', command: ['node', 'scripts/check-text.ts'] },
  { name: 'markup', command: ['node', 'scripts/check-markup.ts'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'tests', command: ['node', 'scripts/test.ts'], isLong: true },
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { without: { type: 'string', multiple: true, default: [] } },
})
const known = STEPS.map(({ name }) => name)
const unknown = [...positionals, ...values.without].filter((name) => !known.includes(name))
if (unknown.length > 0) throw new Error(`There is no step "${unknown.join('", "')}", only "${known.join('", "')}".`)

const chosen = STEPS.filter(
  ({ name }) => (positionals.length === 0 || positionals.includes(name)) && !values.without.includes(name),
)
const summary: string[] = []
let isFine = true
for (const step of chosen) summary.push(runStep(step))
console.log(`\n${summary.join('\n')}`)
if (!isFine) process.exitCode = 1

function runStep({ name, command, isLong }: Step): string {
  if (isLong && !isFine) return `- ${name}: not run`
  console.log(`\n> ${name}`)
  const [program, ...options] = command
  const start = performance.now()
  const { status } = spawnSync(program, options, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    // npm's programs are scripts on Windows.
    shell: process.platform === 'win32',
  })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (status !== 0) isFine = false
  return `${status === 0 ? '✔' : '✖'} ${name} (${seconds} s)`
}
