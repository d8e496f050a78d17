/** Guests whom no text can tell how they get in: somebody tells them in person. */
import { type ToldDoor, tellingOf } from '../../domain/guest-message.ts'
import type { DoorId } from '../../domain/ids.ts'
import { canBeTold, type Party, partiesAround, unreachedDoors } from '../guest-messages/index.ts'
import { textingIsOn } from '../outbox/index.ts'
import { type Cause, cause, doorName, referenceOf, type World } from './cause.ts'

/** In a house without texting the desk tells everybody, and needs no item for each. */
export const guestMessageCauses = (world: World): readonly Cause[] =>
  textingIsOn(world.db)
    ? partiesAround(world.db, world.house, world.now).flatMap((party) => {
        const untold = untoldIn(world, party)
        return untold === null ? [] : [tellInPerson(world, party, untold)]
      })
    : []

type Untold = { readonly why: string; readonly doors: readonly ToldDoor[] }

function untoldIn({ db }: World, party: Party): Untold | null {
  if (party.decision.do === 'tell') {
    const reach = canBeTold(db, party)
    if (reach === 'no-phone') return { why: 'No phone number is known.', doors: party.decision.doors }
    if (reach === 'opted-out') return { why: 'This guest texted STOP.', doors: party.decision.doors }
  }
  const doors = unreachedDoors(party)
  return doors.length === 0 ? null : { why: 'The text did not get through.', doors }
}

const tellInPerson = (world: World, { reservation, ways }: Party, { why, doors }: Untold): Cause =>
  cause({
    kind: 'tell-in-person',
    // Other doors or times are another thing to tell.
    cause: `tell ${reservation.id} ${doors.map((door) => `${door.slot}${door.how}${door.endsAt}`).join()}`,
    tone: 'question',
    title: `Tell the guest of ${referenceOf(world, reservation.id)} in person how to get in.`,
    detail: `${why} ${doorsInWords(
      world,
      ways.filter((way) => doors.some((door) => door.slot === way.slot)).map(tellingOf),
    )} Print the slip, or show the code here.`,
    reservationId: reservation.id,
    actions: [{ key: 'dismiss', label: 'They know' }],
  })

function doorsInWords(world: World, doors: readonly ToldDoor[]): string {
  const named = (how: ToldDoor['how']): string =>
    [...new Set(doors.filter((door) => door.how === how).map((door) => doorName(world, door.doorId as DoorId)))].join(
      ', ',
    )
  const words = { pin: 'Code on the lock', key: 'Hand over a key', pending: 'Not on the lock yet' } as const
  return (['pin', 'key', 'pending'] as const)
    .map((how) => [words[how], named(how)] as const)
    .flatMap(([what, names]) => (names === '' ? [] : [`${what}: ${names}.`]))
    .join(' ')
}
