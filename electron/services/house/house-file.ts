/** The house file of design.md 5.1. Secrets are never in it, only the names of environment variables. */
import { z } from 'zod'
import { timeZoneSchema, wallTimeSchema } from '../../domain/time.ts'
import { guestPagesFileSchema } from './guest-page-settings.ts'

const key = z.string().trim().min(1).max(40)
const name = z.string().trim().min(1).max(120)

const variable = z.string().min(1).max(120).nullable().default(null)

/** Where the parts of a TTLock account are found; the user name is no secret and may stand here itself. */
export const ttlockFileSchema = z.object({
  clientIdEnv: variable,
  clientSecretEnv: variable,
  usernameEnv: variable,
  username: z.string().min(1).max(200).nullable().default(null),
  passwordEnv: variable,
  region: z.enum(['eu', 'cn']).default('eu'),
  endpoint: z.url().nullable().default(null),
})

const sid = (prefix: 'AC' | 'MG') =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^${prefix}[0-9A-Za-z]{32}$`), `${prefix} and 32 letters or digits`)

/** The account at Twilio. Without an account SID its numbers are ours, and nothing is sent or received. */
export const twilioFileSchema = z.object({
  accountSid: sid('AC').nullable().default(null),
  authTokenEnv: variable,
  numbers: z.array(z.string().max(60)).max(50).default([]),
  mode: z.enum(['desk', 'group']).default('desk'),
  authority: z.enum(['conversations', 'messaging']).default('conversations'),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  messagingServiceSid: sid('MG').nullable().default(null),
})

/** An address that others call: without query and fragment, which signatures would trip over. */
const ownAddress = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !/[?#]/.test(url), 'an address without ? and #')
  .transform((url) => url.replace(/\/+$/, ''))
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain name, like desk.example.com')
  .nullable()
  .default(null)

/** How the desk is reached from outside. */
export const tunnelFileSchema = z
  .object({
    kind: z.enum(['ngrok', 'url', 'none']),
    authtokenEnv: variable,
    domain,
    url: ownAddress.nullable().default(null),
  })
  .refine((tunnel) => tunnel.kind !== 'url' || tunnel.url !== null, {
    path: ['url'],
    message: 'kind "url" needs the address',
  })

/** Where booking mail comes to; it is read, never changed. A token is used instead of the password where both are named. */
export const mailboxFileSchema = z.object({
  host: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'a server, like imap.example.com'),
  port: z.number().int().min(1).max(65_535).default(993),
  /** False only for a server on this computer. */
  secure: z.boolean().default(true),
  user: z.string().trim().min(1).max(200),
  passwordEnv: variable,
  accessTokenEnv: variable,
})

export const houseFileSchema = z.object({
  property: z.object({
    name,
    timeZone: timeZoneSchema,
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'two letters, like GB')
      .transform((code) => code.toUpperCase()),
    checkInTime: wallTimeSchema.default('14:00' as never),
    checkOutTime: wallTimeSchema.default('11:00' as never),
    address: z.string().max(300).default(''),
    codePolicy: z.enum(['per-reservation', 'per-unit']).default('per-reservation'),
    codesAheadHours: z.number().int().min(0).max(720).default(72),
    graceMinutes: z
      .object({
        before: z.number().int().min(0).max(240).default(0),
        after: z.number().int().min(0).max(240).default(0),
      })
      .default({ before: 0, after: 0 }),
    rolloverTime: wallTimeSchema.default('04:00' as never),
    /** How many spare codes each lock keeps, for the day it cannot be reached. */
    spareCodes: z.number().int().min(0).max(5).default(0),
  }),
  doors: z.array(
    z.object({
      key,
      name,
      shared: z.boolean().default(false),
      lock: z
        .object({ provider: z.enum(['seam', 'ttlock', 'simulator']), deviceId: z.string().min(1).max(120) })
        .nullable()
        .default(null),
      /** Where the door's metal key lies, e.g. "Envelope 3 in the safe". */
      envelope: z
        .string()
        .trim()
        .max(120)
        .transform((place) => place || null)
        .nullable()
        .default(null),
    }),
  ),
  units: z
    .array(
      z.object({
        key,
        name,
        smsNumber: z.number().int().min(1).max(9999).nullable().default(null),
        doors: z.array(key).min(1, 'a unit opens with at least one door'),
        feeds: z
          .array(
            z.object({
              channel: name,
              url: z.url({ protocol: /^https?$/ }).max(2000),
              allowPrivate: z.boolean().default(false),
            }),
          )
          .default([]),
      }),
    )
    .min(1, 'a house has at least one unit'),
  staff: z
    .array(
      z.object({
        name,
        phone: z.string().max(60).nullable().default(null),
        role: z.enum(['manager', 'reception']).default('reception'),
      }),
    )
    .default([]),
  seam: z
    .object({ apiKeyEnv: z.string().nullable().default(null), endpoint: z.url().nullable().default(null) })
    .nullable()
    .default(null),
  twilio: twilioFileSchema.nullable().default(null),
  ttlock: ttlockFileSchema.nullable().default(null),
  mailbox: mailboxFileSchema.nullable().default(null),
  tunnel: tunnelFileSchema.nullable().default(null),
  guestPages: guestPagesFileSchema.nullable().default(null),
})
export type HouseFile = z.output<typeof houseFileSchema>
