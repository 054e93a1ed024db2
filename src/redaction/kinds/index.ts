import type { Kind } from '../kind.ts'
import { WHATS } from '../kind.ts'
import { cloud } from './cloud.ts'
import { container } from './container.ts'
import { domain } from './domain.ts'
import { host } from './host.ts'
import { ipv4, ipv6 } from './ip.ts'
import { key } from './key.ts'
import { mac } from './mac.ts'
import { mail, user } from './people.ts'
import { secret } from './secret.ts'
import { serial } from './serial.ts'
import { uuid } from './uuid.ts'
import { wifi } from './wifi.ts'
import { storageName, wwn } from './wwn.ts'

const ALL: readonly Kind[] = [
  host,
  domain,
  user,
  mail,
  ipv4,
  ipv6,
  mac,
  uuid,
  serial,
  wwn,
  storageName,
  cloud,
  container,
  key,
  secret,
  wifi,
]

/** In the order in which they win. To add one: a file here, a line in `WHATS`, planted places in the test, a row in docs/redaction.md. */
export const KINDS: readonly Kind[] = WHATS.map((what) => ALL.find((kind) => kind.what === what)!)
