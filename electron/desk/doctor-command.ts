/** `doctor`: how the house is, from what is stored; the locks themselves are asked only where no worker does it. */
import { orphanCodes } from '../../db/queries/alerts.ts'
import { codesBeingRemoved, liveCodesOnDoors, type StoredCode, troubledCodes } from '../../db/queries/codes.ts'
import { checkAuditChain, leaseHolder } from '../../db/queries/desk.ts'
import { allDoorHealth, type DoorHealth } from '../../db/queries/doors.ts'
import { readFeeds } from '../../db/queries/feeds.ts'
import { type Door, type House, readHouse } from '../../db/queries/house.ts'
import type { OpenDesk } from '../composition.ts'
import { isClockOff } from '../domain/alert.ts'
import { ourLabels } from '../domain/code-label.ts'
import type { DoorId } from '../domain/ids.ts'
import type { LockHealth, ProviderStatus } from '../domain/lock.ts'
import { fail, ok } from '../domain/result.ts'
import { type Instant, toIso } from '../domain/time.ts'
import { clockAhead } from '../services/access-codes/index.ts'
import { attentionItems, callsByVendor, faultText } from '../services/attention/index.ts'
import { connectionView } from '../services/connection/index.ts'
import type { DeskCommand } from './command.ts'
import { doctorMail } from './doctor-mail.ts'
import { doctorPages } from './doctor-pages.ts'
import { doctorTexting } from './doctor-texting.ts'

type Look = {
  readonly open: OpenDesk
  readonly house: House
  readonly now: Instant
  /** What the worker wrote down. */
  readonly stored: ReadonlyMap<DoorId, DoorHealth>
  /** What the locks said just now; empty where a worker has them. */
  readonly live: ReadonlyMap<DoorId, LockHealth>
}

const isoOf = (at: Instant | null | undefined): string | null => (at === null || at === undefined ? null : toIso(at))

export const doctorCommand: DeskCommand = {
  usage: 'doctor',
  async run(open) {
    const { desk } = open
    const db = desk.store.read
    const house = readHouse(db)
    if (house === null)
      return fail({ code: 'house-missing', message: 'This folder has no house yet. Set one up first.' })
    const running = leaseHolder(db, open.systemNow()) !== null
    const live = running ? new Map<DoorId, LockHealth>() : await askLocks(open, house)
    const look: Look = { open, house, now: desk.clock.now(), stored: allDoorHealth(db), live }
    const chain = checkAuditChain(db, (text) => desk.store.vault.mac('audit', text))
    return ok({
      house: house.property.name,
      folder: desk.store.folder,
      keyPlace: open.keyPlace,
      clock: toIso(look.now),
      clockCheck: clockCheck(look),
      connection: connectionView(desk),
      worker: running ? 'running' : 'none running: what waits stays until one runs',
      locksRead: running ? 'as last written down by the worker' : 'asked just now',
      doors: house.doors.map((door) => doorLine(look, door)),
      gateways: gateways(look),
      quota: quotas(look),
      auditChain: { ...chain, sound: chain.brokenAt === null },
      ...codeLines(look),
      orphans: orphanCodes(db, ourLabels).map((code) => ({
        door: keyOf(house, code.doorId),
        ref: code.ref,
        label: code.label,
        endsAt: isoOf(code.endsAt),
      })),
      feeds: readFeeds(db).map((feed) => ({
        unit: house.units.find((unit) => unit.id === feed.unitId)?.key ?? '',
        channel: feed.channel,
        status: feed.status,
        lastOkAt: isoOf(feed.lastOkAt),
      })),
      mailbox: doctorMail(open),
      texting: doctorTexting(open),
      guestPages: await doctorPages(open),
      attention: attentionItems(desk).length,
    })
  },
}

const keyOf = (house: House, id: DoorId): string => house.doors.find((door) => door.id === id)?.key ?? ''

async function askLocks({ locks }: OpenDesk, house: House): Promise<ReadonlyMap<DoorId, LockHealth>> {
  const found = new Map<DoorId, LockHealth>()
  await Promise.all(
    house.doors.map(async (door) => {
      const provider = door.lock === null ? null : locks.named(door.lock.provider)
      if (door.lock !== null && provider !== null) found.set(door.id, await provider.health(door.lock.deviceId))
    }),
  )
  return found
}

/** What a lock said just now goes before what was written down. */
function doorLine({ open, stored, live }: Look, door: Door) {
  const kept = stored.get(door.id)
  const health = live.get(door.id) ?? kept
  return {
    door: door.key,
    provider: door.lock?.provider ?? null,
    configured: door.lock === null || open.locks.named(door.lock.provider) !== null,
    online: health?.online ?? null,
    batteryPercent: health?.batteryPercent ?? kept?.batteryPercent ?? null,
    signal: health?.signal ?? null,
    gateway: (health?.gateway ?? kept?.gateway)?.name ?? null,
    clockSkewSeconds: health?.clockSkewSeconds ?? kept?.clockSkewSeconds ?? null,
    fault: health?.fault ?? null,
    lastSeenAt: isoOf(kept?.seenAt),
    offlineSince: isoOf(kept?.offlineSince),
    restingUntil: isoOf(kept?.restUntil),
  }
}

function gateways({ house, stored, live }: Look) {
  const found = new Map<string, { name: string; online: boolean | null; doors: string[] }>()
  for (const door of house.doors) {
    const gateway = (live.get(door.id) ?? stored.get(door.id))?.gateway
    if (gateway === null || gateway === undefined) continue
    const key = `${door.lock?.provider} ${gateway.id}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { name: gateway.name, online: gateway.online, doors: [door.key] })
    else known.doors.push(door.key)
  }
  return [...found.values()]
}

/** The vendors' own word where they were asked just now, else what the worker wrote down. */
function statuses({ open, house, live }: Look): ReadonlyMap<string, ProviderStatus> {
  const asked = house.doors.flatMap((door) => (live.has(door.id) && door.lock !== null ? [door.lock.provider] : []))
  return new Map(
    [...new Set(asked)].flatMap((name) => {
      const provider = open.locks.named(name)
      return provider === null ? [] : [[name, provider.status()] as const]
    }),
  )
}

function quotas(look: Look) {
  const found = new Map(Object.entries(callsByVendor({ db: look.open.desk.store.read })))
  for (const [provider, { callsThisMonth, callsPerMonth }] of statuses(look))
    if (callsThisMonth !== null) found.set(provider, { callsThisMonth, callsPerMonth })
  return [...found].map(([provider, calls]) => ({ provider, ...calls }))
}

/** This computer's clock against the vendors'. */
function clockCheck(look: Look) {
  const vendors = [...statuses(look).values()].flatMap((status) => status.clockAheadMs ?? [])
  const asked = vendors.sort((left, right) => Math.abs(right) - Math.abs(left))[0]
  const kept = clockAhead(look.open.desk.store.read)
  const ms = asked ?? kept?.ms ?? null
  return {
    aheadSeconds: ms === null ? null : Math.round(ms / 1000),
    verdict:
      ms === null
        ? 'not compared with any vendor yet'
        : isClockOff(ms)
          ? 'wrong: codes would open at the wrong time. Set the clock of this computer.'
          : 'right',
  }
}

function codeLines({ open, house, now }: Look) {
  const db = open.desk.store.read
  const live = liveCodesOnDoors(
    db,
    house.doors.map((door) => door.id),
  )
  const isReady = (code: StoredCode): boolean =>
    code.kind === 'spare' && code.reservationId === null && code.desired === 'present' && code.state === 'on-lock'
  return {
    notSafeToHandOver: codesBeingRemoved(db)
      .filter((code) => code.sent !== null && code.sent.endsAt > now)
      .map((code) => ({ door: keyOf(house, code.doorId), until: toIso(code.sent!.endsAt) })),
    troubledCodes: troubledCodes(db).map((code) => ({
      code: code.id,
      door: keyOf(house, code.doorId),
      state: code.state,
      fault: code.fault,
      text: faultText(code.fault, code.faultSince, house.property.timeZone, now),
    })),
    spares: house.doors
      .filter((door) => door.hasLock)
      .map((door) => ({
        door: door.key,
        ready: live.filter((code) => code.doorId === door.id && isReady(code)).length,
        wanted: house.property.spareCodes,
      })),
  }
}
