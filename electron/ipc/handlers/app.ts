import { readHouse } from '../../../db/queries/house.ts'
import { unreadConversations } from '../../../db/queries/inbox.ts'
import { isDemo } from '../../composition.ts'
import type { AppState } from '../../contract/views.ts'
import { failure } from '../../domain/failure.ts'
import { fail, ok } from '../../domain/result.ts'
import { instant, toIso } from '../../domain/time.ts'
import { attentionItems, doorBadge, needsDecision } from '../../services/attention/index.ts'
import { connectionView } from '../../services/connection/index.ts'
import { layOutDemoLocks, layOutDemoTexts, makeDemoHouse } from '../../services/demo/index.ts'
import { houseFileSchema, setUpHouse } from '../../services/house/index.ts'
import type { Handlers } from '../handlers.ts'
import type { AppContext } from './context.ts'
import { houseFromInput } from './house-input.ts'

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase()
    .padEnd(2, name[1]?.toUpperCase() ?? '')

/** The frame's state: which house, who is at the desk, whether the world answers. */
export function appState(context: AppContext): AppState {
  const open = context.current()
  const house = open === null ? null : readHouse(open.desk.store.read)
  const bare = { version: context.version, fallbackRuntime: context.fallbackRuntime }
  if (open === null || house === null) {
    return {
      ...bare,
      stage: context.blocked() === null ? 'first-run' : 'key-unavailable',
      demo: false,
      keyPlace: null,
      property: null,
      now: toIso(instant(context.now())),
      staff: [],
      deskStaffId: null,
      units: [],
      connection: { state: 'online', since: null, waitingCodes: 0, waitingMessages: 0 },
      badges: { today: 0, doors: 0, inbox: 0 },
    }
  }
  const items = attentionItems(open.desk)
  const { name, timeZone, country, checkInTime, checkOutTime } = house.property
  return {
    ...bare,
    stage: 'ready',
    demo: isDemo(open.desk),
    keyPlace: open.keyPlace,
    property: { name, timeZone, country, checkInTime, checkOutTime },
    now: toIso(open.desk.clock.now()),
    staff: house.staff.map((member) => ({
      id: member.id,
      name: member.name,
      initials: initialsOf(member.name),
      role: member.role,
    })),
    deskStaffId: context.deskStaff()?.id ?? null,
    units: house.units.map(({ id, key, name: unitName }) => ({ id, key, name: unitName })),
    connection: connectionView(open.desk),
    badges: {
      today: items.filter(needsDecision).length,
      doors: doorBadge(items),
      inbox: unreadConversations(open.desk.store.read),
    },
  }
}

type AppHandlers = Pick<
  Handlers,
  | 'app.state'
  | 'app.startDemo'
  | 'app.leaveDemo'
  | 'app.setUp'
  | 'app.checkSeam'
  | 'app.checkTtlock'
  | 'app.checkFeed'
  | 'app.zones'
  | 'desk.choose'
>

export const appHandlers = (context: AppContext): AppHandlers => ({
  'app.state': async () => ok(appState(context)),
  'app.startDemo': async () => {
    const created = context.createDemo()
    if (!created.ok) return created
    const made = makeDemoHouse(created.value.desk)
    if (!made.ok) return made
    await layOutDemoLocks(created.value)
    layOutDemoTexts(created.value.desk)
    await created.value.trainingTexting.start()
    return ok(appState(context))
  },
  'app.leaveDemo': async () => {
    const left = await context.leaveDemo()
    return left.ok ? ok(appState(context)) : left
  },
  'app.setUp': async ({ house, keyPlace }) => {
    const file = houseFileSchema.safeParse(houseFromInput(house))
    if (!file.success)
      return fail(
        failure(
          'bad-input',
          `${file.error.issues[0]?.path.join('.')}: ${file.error.issues[0]?.message}. Nothing was made.`,
        ),
      )
    const created = context.create(keyPlace)
    if (!created.ok) return created
    const made = setUpHouse(created.value.desk, { actor: 'The desk', source: 'desk' }, file.data, {
      keepOtherFeeds: true,
      seamApiKey: house.seamApiKey,
      ttlock: house.ttlock,
    })
    return made.ok ? ok(appState(context)) : made
  },
  'app.checkSeam': async ({ apiKey }) => {
    const devices = await context.checkSeam(apiKey)
    return devices.ok ? ok({ devices: [...devices.value] }) : devices
  },
  'app.checkTtlock': async (account) => {
    const devices = await context.checkTtlock(account)
    return devices.ok ? ok({ devices: [...devices.value] }) : devices
  },
  'app.checkFeed': async (feed) => context.checkFeed(feed),
  'app.zones': async () => {
    const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions()
    return ok({
      zones: Intl.supportedValuesOf('timeZone'),
      suggested: timeZone,
      country: new Intl.Locale(locale).maximize().region ?? 'GB',
    })
  },
  'desk.choose': async ({ staffId }) => {
    context.chooseStaff(staffId)
    return ok(appState(context))
  },
})
