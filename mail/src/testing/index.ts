export { type Conduct, openPostOffice, type PostOffice } from './open-post-office.ts'
