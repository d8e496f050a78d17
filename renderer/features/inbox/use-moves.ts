import { useCallback } from 'react'
import type { ConversationView, MessageView } from '../../../electron/contract/views.ts'
import type { MenuEntry } from '../../components/menu.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { words } from '../../words/index.ts'
import { type Place, placesOf } from './places.ts'
import { useAct } from './use-acts.ts'

/** As many texts as one order to move may name. */
const MOST_AT_ONCE = 500

const entryId = (place: Place) => place.unitId ?? 'none'

function menuOf(
  places: ReturnType<typeof placesOf>,
  run: (place: Place) => void,
  disabled: (place: Place) => boolean = () => false,
): readonly MenuEntry[] {
  const entry = (place: Place, apart: boolean): MenuEntry => ({
    id: entryId(place),
    label: words.thread.moveTo(place.name),
    apart,
    disabled: disabled(place),
    run: () => run(place),
  })
  return [
    ...places.near.map((place) => entry(place, false)),
    ...places.far.map((place, at) => entry(place, at === 0 && places.near.length > 0)),
  ]
}

/** Moving one text, the texts under review, or the whole conversation; each says so and can be taken back. */
export function useMoves(conversation: ConversationView) {
  const { app } = useHouse()
  const moveTexts = useAct('inbox.moveMessages')
  const moveAll = useAct('inbox.moveConversation')

  const textsTo = useCallback(
    (messageIds: readonly string[], place: Place, follow: boolean) =>
      moveTexts({ messageIds: [...messageIds], unitId: place.unitId }, words.thread.said.move(place.name), follow),
    [moveTexts],
  )
  const placesFor = useCallback(
    (message: MessageView) =>
      menuOf(placesOf(conversation, app.units, message), (place) => textsTo([message.id], place, false)),
    [conversation, app.units, textsTo],
  )
  const wholeTo = (place: Place) => {
    if (place.unitId === null)
      return textsTo(
        conversation.messages.map((message) => message.id),
        place,
        true,
      )
    moveAll({ conversationId: conversation.id, unitId: place.unitId }, words.thread.said.move(place.name), true)
  }
  const tooMany = conversation.earlier > 0 || conversation.messages.length > MOST_AT_ONCE
  const whole = menuOf(
    placesOf(conversation, app.units),
    wholeTo,
    (place) => conversation.messages.length === 0 || (place.unitId === null && tooMany),
  )
  return { placesFor, whole, wholeTo, textsTo }
}
