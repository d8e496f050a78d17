import { z } from 'zod'
import { type Failure, failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Logger } from '../../ports/logger.ts'
import { seamClient } from './seam-client.ts'
import { seamDevice, toHealth } from './seam-device.ts'
import { judgeFailure } from './seam-faults.ts'

export type SeamDeviceLine = { readonly deviceId: string; readonly name: string; readonly online: boolean | null }

const nameOf = z.object({ properties: z.object({ name: z.string() }).optional(), display_name: z.string().optional() })

/** The locks a Seam key can reach: the set-up's test, and what doors are chosen from. */
export async function listSeamDevices(options: {
  readonly apiKey: string
  readonly endpoint: string | null
  readonly logger: Logger
}): Promise<Result<readonly SeamDeviceLine[], Failure>> {
  const seam = seamClient({ ...options, timeoutMs: 15_000 })
  try {
    const devices: unknown[] = await seam.devices.list()
    return ok(
      devices.flatMap((raw) => {
        const device = seamDevice.safeParse(raw)
        if (!device.success) return []
        const names = nameOf.safeParse(raw)
        const name = names.success ? (names.data.display_name ?? names.data.properties?.name) : undefined
        return [
          {
            deviceId: device.data.device_id,
            name: name ?? device.data.device_id,
            online: toHealth(device.data).online,
          },
        ]
      }),
    )
  } catch (error) {
    const { fault, reached } = judgeFailure(error)
    options.logger.warn('seam.devices-failed', { fault })
    if (fault === 'auth')
      return fail(
        failure(
          'locks-unreachable',
          'Seam does not accept this key. Copy it anew from the Seam console; a key begins with "seam_".',
        ),
      )
    if (reached === 'no')
      return fail(
        failure(
          'locks-unreachable',
          'Seam could not be reached. Check the Internet connection of this computer and try again.',
        ),
      )
    return fail(
      failure('locks-unreachable', 'Seam answered with a fault. Nothing was kept; try again in a few minutes.'),
    )
  }
}
