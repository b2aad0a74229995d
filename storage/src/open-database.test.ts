import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { openDatabase } from './index.ts'

describe('openDatabase', () => {
  const malformed: Readonly<Record<string, RegExp>> = {
    'mysql://root:secret@host/db': /^"mysql:" is no kind of database here;/,
    'root:secret@host/db': /^"root:" is no kind/,
    '/var/lib/x.sqlite': /^the value names no kind/,
    '': /^it is empty;/,
    'sqlite:': /^"sqlite:" names no file;/,
    'sqlite: ': /names no file;/,
    'sqlite:file:/tmp/x.sqlite': /^"sqlite:file:\/tmp\/x\.sqlite" is an address within an address;/,
    'sqlite:sqlite:x': /an address within an address/,
    'sqlite::memory:': /an address within an address/,
    'sqlite://host/x': /names a host; a file has one slash or none before its path;/,
    'sqlite:///x': /names a host/,
    'sqlite:x.sqlite?mode=ro': /has parameters/,
    'sqlite:x/': /is a folder;/,
    'postgres:/x': /^"postgres:" is not followed by \/\/;/,
    'postgres:user:secret@host/db': /not followed by/,
    'postgresql://': /^"postgresql:\/\/…" names no host;/,
    'postgres:///db': /names no host/,
    'postgres://user:sec/ret@host/db': /cannot be read; write # .* in a password/,
    'postgres://user:secret@host:99999/db': /cannot be read/,
    'postgres://user:secret@host/db?named_statements=no': /^named_statements is neither "on" nor "off";/,
  }
  for (const [location, words] of Object.entries(malformed)) {
    it(`refuses "${location}" with what came and what is expected, and no password (FR8)`, async () => {
      await assert.rejects(openDatabase(location), (error: Error) => {
        assert.match(error.message, words)
        assert.match(error.message, /; expected is sqlite:FILE or postgres:\/\/USER:PASSWORD@HOST:PORT\/DATABASE$/)
        assert.doesNotMatch(error.message, /secret|sec\/ret/)
        return true
      })
      assert.deepEqual([existsSync('file:'), existsSync('x')], [false, false])
    })
  }
})
