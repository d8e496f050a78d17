/** Undo for everything a person did at the desk: with stays, or with conversations, whichever was last. */
import { lastConversationAction, readConversationAction } from '../../../db/queries/conversation-actions.ts'
import { lastAction, type ReversibleAction, readAction } from '../../../db/queries/desk.ts'
import type { Failure } from '../../domain/failure.ts'
import type { ConversationId, ReservationId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import { hours, instant } from '../../domain/time.ts'
import { undo } from '../check-in/index.ts'
import { undoConversationAct } from '../conversations/index.ts'
import type { Caller, Desk } from '../desk/index.ts'
import { takeBackImport } from '../import/index.ts'

export type TakenBack = {
  readonly kind: string
  /** What it was about: the one or the other. */
  readonly reservationId: ReservationId | null
  readonly conversationId: ConversationId | null
}

/** Takes back one act, or without a name the newest of the last day. Fails as the two undos it stands for. */
export function takeBack(desk: Desk, caller: Caller, actionId: string | null): Result<TakenBack, Failure> {
  const act = conversationAct(desk, actionId)
  if (act !== null) {
    const undone = undoConversationAct(desk, caller, act)
    return undone.ok ? ok({ ...undone.value, reservationId: null }) : undone
  }
  const action = stayAction(desk, actionId)
  const undone = action?.kind === 'import' ? takeBackImport(desk, caller, action.id) : undo(desk, caller, { actionId })
  return undone.ok ? ok({ ...undone.value, conversationId: null }) : undone
}

/** The act on stays that is meant; null where there is none. */
const stayAction = (desk: Desk, actionId: string | null): ReversibleAction | null =>
  actionId === null
    ? lastAction(desk.store.read, null, instant(desk.clock.now() - hours(24)))
    : readAction(desk.store.read, actionId)

/** The act on a conversation that is meant; null where a stay's is. */
function conversationAct(desk: Desk, actionId: string | null): string | null {
  const db = desk.store.read
  if (actionId !== null) return readConversationAction(db, actionId)?.id ?? null
  const since = instant(desk.clock.now() - hours(24))
  const act = lastConversationAction(db, since)
  const stays = lastAction(db, null, since)
  return act !== null && (stays === null || act.at >= stays.at) ? act.id : null
}
