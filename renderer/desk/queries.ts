/** What the screens read and do, as TanStack queries. A `changed` event asks for everything shown once more. */
import {
  QueryClient as Client,
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import type { InputOf, OutputOf, ProcedureName } from '../../electron/contract/procedures.ts'
import { call, type DeskError, listen } from '../api.ts'
import { setDeskClock } from './clock.ts'

export type Subject = { readonly reservationId: string } | { readonly stayId: string }

export function createQueryClient(): QueryClient {
  return new Client({
    defaultOptions: {
      // The desk is on this computer: it answers without the Internet, and a refusal does not get better by asking again.
      queries: { networkMode: 'always', retry: false, staleTime: 30_000, refetchOnWindowFocus: true },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** Several changes in a row are one look. */
const SETTLE_MS = 50

export function useLiveRefresh() {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = listen('changed', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void client.invalidateQueries(), SETTLE_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client])
}

export const useAppState = () =>
  useQuery({
    queryKey: ['app.state'],
    queryFn: async () => {
      const state = await call('app.state', {})
      setDeskClock(state.now)
      return state
    },
  })

export const useToday = () => useQuery({ queryKey: ['today.view'], queryFn: () => call('today.view', {}) })
export const useSettings = () => useQuery({ queryKey: ['settings.view'], queryFn: () => call('settings.view', {}) })
export const useMailbox = () => useQuery({ queryKey: ['mailbox.view'], queryFn: () => call('mailbox.view', {}) })
export const useTexting = () => useQuery({ queryKey: ['texting.view'], queryFn: () => call('texting.view', {}) })
export const usePrinters = () => useQuery({ queryKey: ['printers.list'], queryFn: () => call('printers.list', {}) })
export const useZones = () => useQuery({ queryKey: ['app.zones'], queryFn: () => call('app.zones', {}) })

export const useDoors = () => useQuery({ queryKey: ['doors.view'], queryFn: () => call('doors.view', {}) })
export const useDoorPanel = (doorId: string) =>
  useQuery({ queryKey: ['doors.open', doorId], queryFn: () => call('doors.open', { doorId }) })

const sheetKey = (subject: Subject) =>
  'reservationId' in subject ? ['reservation.open', subject.reservationId] : ['reservation.open.stay', subject.stayId]

export const useSheet = (subject: Subject | null) =>
  useQuery({
    queryKey: subject ? sheetKey(subject) : ['reservation.open'],
    queryFn: () => call('reservation.open', subject as Subject),
    enabled: subject !== null,
  })

export type BookingsSearch = InputOf<'bookings.search'>
export const bookingsQuery = (input: BookingsSearch) => ({
  queryKey: ['bookings.search', input],
  queryFn: () => call('bookings.search', input),
})
export const useBookings = (input: BookingsSearch, enabled = true) =>
  useQuery({ ...bookingsQuery(input), enabled, placeholderData: keepPreviousData })

export type InboxSearch = InputOf<'inbox.list'>
export const inboxQuery = (input: InboxSearch) => ({
  queryKey: ['inbox.list', input],
  queryFn: () => call('inbox.list', input),
  placeholderData: keepPreviousData,
})
export const useInbox = (input: InboxSearch) => useQuery(inboxQuery(input))

/** More of the same conversation is asked for while what is there stays; another conversation starts empty. */
export const useConversation = (conversationId: string, limit: number) =>
  useQuery({
    queryKey: ['inbox.open', conversationId, limit],
    queryFn: () => call('inbox.open', { conversationId, limit }),
    placeholderData: (before) => (before?.id === conversationId ? before : undefined),
  })
/** Bytes of a picture; they never change. */
export const useMedia = (mediaId: string, enabled: boolean) =>
  useQuery({
    queryKey: ['inbox.media', mediaId],
    queryFn: () => call('inbox.media', { mediaId }),
    enabled,
    staleTime: 'static',
  })

export const useAlerts = () => useQuery({ queryKey: ['intake.alerts'], queryFn: () => call('intake.alerts', {}) })
export const useCollision = (bucket: InputOf<'intake.collision'>) =>
  useQuery({ queryKey: ['intake.collision', bucket], queryFn: () => call('intake.collision', bucket) })

export const useGuestPage = (reservationId: string | null) =>
  useQuery({
    queryKey: ['guestPage.open', reservationId],
    queryFn: () => call('guestPage.open', { reservationId: reservationId ?? '' }),
    enabled: reservationId !== null,
  })
export const useGuestPages = () =>
  useQuery({ queryKey: ['guestPage.settings'], queryFn: () => call('guestPage.settings', {}) })
/** A photo of a document: each look stands in the trail, so it is asked for once, and forgotten with the dialog. */
export const useGuestPhoto = (photoId: string) =>
  useQuery({
    queryKey: ['guestPage.photo', photoId],
    queryFn: () => call('guestPage.photo', { photoId }),
    staleTime: 'static',
    gcTime: 0,
  })

/** An order to the desk; whatever is on the screen is asked for again behind it. */
export function useOrder<Name extends ProcedureName>(name: Name) {
  const client = useQueryClient()
  return useMutation<OutputOf<Name>, DeskError, InputOf<Name>>({
    mutationFn: (input) => call(name, input),
    onSuccess: (value) => {
      const sheet = value as { readonly reservationId?: unknown; readonly stays?: unknown }
      if (sheet && typeof sheet.reservationId === 'string' && Array.isArray(sheet.stays)) {
        client.setQueryData(sheetKey({ reservationId: sheet.reservationId }), value)
      }
    },
    onSettled: () => void client.invalidateQueries(),
  })
}
