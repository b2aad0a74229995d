export type { Said } from './find.ts'
export { readPage } from './read-page.ts'
export type { Button, Field, Link, Page, Row, Seen, Table } from './seen.ts'
export type { Filled, Submission } from './submission.ts'
