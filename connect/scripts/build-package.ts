/**
 * Makes the package as others get it, a folder of its own: compiled modules with their types, migrations, README and
 * licence, and a manifest whose entries lead to them.
 *
 *     npm run build -w @lanyard/connect    # into connect/dist
 *     npm pack ./connect/dist
 *
 * `connect/package.json` leads to the source, because the repository runs from it. It is private, so that it cannot be
 * published by mistake.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const connect = fileURLToPath(new URL('..', import.meta.url))

type Paths = Readonly<Record<string, string>>
type Manifest = Readonly<Record<string, unknown>> & { readonly exports: Paths; readonly bin: Paths }

/** Builds the package into a folder, which is emptied first. */
export function buildPackage(to: string): void {
  rmSync(to, { recursive: true, force: true })
  compile(join(to, 'lib'))
  for (const part of ['migrations', 'README.md']) cpSync(join(connect, part), join(to, part), { recursive: true })
  cpSync(join(connect, '../LICENSE'), join(to, 'LICENSE'))
  const manifest = JSON.parse(readFileSync(join(connect, 'package.json'), 'utf8')) as Manifest
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(publish(manifest), null, 2)}\n`)
}

function compile(to: string): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  const options = [tsc, '-p', join(connect, 'tsconfig.build.json'), '--outDir', to]
  execFileSync(process.execPath, options, { stdio: ['ignore', 'inherit', 'inherit'] })
  for (const name of globSync('**/*.d.ts', { cwd: to })) nameModules(join(to, name))
}

/** The compiler leaves declarations naming sources, which only newer compilers take for the modules beside them. */
function nameModules(file: string): void {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replaceAll(/((?:from |import\()['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2'))
}

/** What concerns the repository alone. */
const OWN = ['private', 'scripts', 'devDependencies']

function publish({ exports, bin, ...rest }: Manifest): object {
  const moduleOf = (source: string) => source.replace('./src/', './lib/').replace(/\.ts$/, '')
  const entries = Object.entries(exports).map(([name, source]) => {
    const module = moduleOf(source)
    return [name, { types: `${module}.d.ts`, default: `${module}.js` }]
  })
  const commands = Object.entries(bin).map(([name, source]) => [name, `${moduleOf(source)}.js`])
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => !OWN.includes(key))),
    exports: Object.fromEntries(entries),
    bin: Object.fromEntries(commands),
    files: ['lib', 'migrations'],
    sideEffects: false,
    engines: { node: '>=22' },
  }
}

if (import.meta.main) buildPackage(join(connect, 'dist'))
